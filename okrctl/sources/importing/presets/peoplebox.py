"""Peoplebox, the table of its goal import and export: every row names the rows it hangs below."""

from __future__ import annotations

from okrctl.sources.importing.preset import USUAL_KINDS, Preset

PEOPLEBOX = Preset(
    name="peoplebox",
    about="Peoplebox, table of goals",
    columns={
        "id": ("Row ID",),
        "parent": ("Parent Row IDs", "Parent Row ID"),
        "title": ("Goal Title",),
        "owner": ("Owner Emails", "Owner Email"),
        "period": ("Goal Cycle",),
        "type": ("Goal Type",),
        "level": ("Scope",),
        "team": ("Departments", "Department"),
        "start_date": ("Start Date",),
        "end_date": ("End Date",),
        "start": ("Starting Value",),
        "target": ("Target Value",),
        "current": ("Current Value",),
        "unit": ("Unit", "Metric"),
        "status": ("Progress Status",),
        "description": ("Description",),
        "tags": ("Tags",),
    },
    recognised_by=("Row ID", "Parent Row IDs", "Goal Title"),
    kinds={**USUAL_KINDS, "company": "objective", "department": "objective", "individual": "objective"},
    teams_apart=",",
    parents_apart=",",
    keeps_ids=False,
)
