"""Culture Amp, one row for each goal with its key results beside it: key_result_1_title and so on."""

from __future__ import annotations

import re

from okrctl.sources.importing.preset import Preset

CULTURE_AMP = Preset(
    name="culture-amp",
    about="Culture Amp, table of goals",
    columns={
        "title": ("name",),
        "owner": ("email",),
        "description": ("description",),
        "end_date": ("due_at",),
        "start_date": ("starts_at", "started_at"),
        "status": ("status",),
        "progress": ("completion",),
        "period": ("cycle",),
        "tags": ("tags",),
    },
    recognised_by=("email", "name", "key_result_1_title"),
    keeps_ids=False,
    wide=re.compile(r"key[\s_]?result[\s_]?(?P<number>\d+)[\s_]?(?P<what>\w+)\Z", re.IGNORECASE),
    wide_words={
        "title": "title", "name": "title", "completion": "progress", "progress": "progress", "status": "status",
        "start": "start", "start_value": "start", "target": "target", "target_value": "target", "end_value": "target",
        "current": "current", "current_value": "current", "unit": "unit", "description": "description",
    },
)  # fmt: skip
