"""Any table of goals whose columns say what they hold: one goal a row, or an objective and a key result a row."""

from __future__ import annotations

from okrctl.sources.importing.preset import Preset

TABLE = Preset(
    name="table",
    about="a table whose columns say what they hold",
    columns={
        "id": ("id", "goal id", "ref", "reference", "row id", "#"),
        "title": ("title", "goal", "goal title", "name", "goal name"),
        "type": ("type", "kind", "object type", "goal type"),
        "objective": ("objective", "objective title", "objectives"),
        "key_result": ("key result", "kr", "key result title", "key results", "measure"),
        "parent": ("parent", "parent id", "parent goal", "parent title", "aligned to", "supports"),
        "owner": ("owner", "owners", "owner email", "responsible", "accountable", "assignee", "lead", "who"),
        "team": ("team", "teams", "department", "departments", "unit name"),
        "period": ("period", "cycle", "quarter", "time period", "goal cycle"),
        "start_date": ("start date", "start on", "starts", "from date"),
        "end_date": ("end date", "due date", "due", "deadline", "ends"),
        "description": ("description", "why", "details"),
        "goal_type": ("commitment", "committed or aspirational"),
        "level": ("level", "scope"),
        "tags": ("tags", "labels", "categories"),
        "weight": ("weight",),
        "unit": ("unit", "units", "metric unit"),
        "start": ("start", "start value", "starting value", "baseline", "from"),
        "target": ("target", "target value", "to", "goal value"),
        "current": ("current", "current value", "actual", "value", "now"),
        "progress": ("progress", "progress %", "completion", "% complete", "percent complete"),
        "status": ("status", "progress status", "state"),
        "confidence": ("confidence",),
        "note": ("note", "notes", "comment", "comments"),
        "date": ("date", "updated", "last update", "check-in date"),
        "by": ("updated by",),
    },
    keeps_ids=False,
)
