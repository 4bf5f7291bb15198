"""Viva Goals, the Explorer view exported as CSV or XLSX; people choose its columns, so any of them may be missing.

Progress is a percentage: the value now is start + share × (target - start). Owners stand with commas, teams with semicolons.
"""

from __future__ import annotations

import re

from okrctl.sources.importing.preset import Preset

VIVA_GOALS = Preset(
    name="viva-goals",
    about="Viva Goals, export of an Explorer view",
    columns={
        "id": ("Id", "Objective ID"),
        "title": ("Title",),
        "type": ("Object Type", "Type"),
        "parent": ("Aligned To",),
        "owner": ("Owner", "Owners"),
        "team": ("Team", "Teams"),
        "period": ("Period", "Time Period"),
        "start_date": ("Start Date",),
        "end_date": ("End Date", "Due Date"),
        "description": ("Description",),
        "goal_type": ("Goal Type",),
        "tags": ("Tags",),
        "unit": ("Unit", "Metric Unit"),
        "start": ("Start", "Start Value"),
        "target": ("Target", "Target Value"),
        "current": ("Current Value",),
        "progress": ("Actual Progress", "Progress %", "Progress"),
        "status": ("Status",),
        "note": ("Check-in Note", "Last Check-in Note"),
        "date": ("Last Check-in Date", "Check-in Date"),
        "by": ("Check-in Owner",),
    },
    recognised_by=("Title", "Object Type", "Aligned To"),
    aligned=re.compile(
        r"\s*(?P<title>.*?)\s*\(\s*weight:\s*(?P<weight>[\d.,]*)\s*%?\s*,\s*id:\s*(?P<id>[^)\s]+)\s*\)[\s,;]*",
        re.IGNORECASE | re.DOTALL,
    ),
)
