"""Betterworks, the table of its goal import: goals, each with its milestones in the rows below it; progress from 0 to 100."""

from __future__ import annotations

from okrctl.sources.importing.preset import Preset

BETTERWORKS = Preset(
    name="betterworks",
    about="Betterworks, table of goals",
    columns={
        "title": ("name",),
        "type": ("type",),
        "progress": ("progress",),
        "start_date": ("start_date",),
        "end_date": ("end_date",),
        "owner": ("owner_email",),
        "tags": ("categories",),
        "description": ("description",),
    },
    recognised_by=("name", "type", "progress", "owner_email"),
    kinds={"goal": "objective", "objective": "objective", "milestone": "key_result", "key result": "key_result"},
    keeps_ids=False,
    follows=True,
)
