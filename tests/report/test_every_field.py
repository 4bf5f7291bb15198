"""An export in JSON holds everything: the workspace's model can be made of it again."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from okrctl.core.checkin import CheckIn
from okrctl.core.kpi import Kpi, Readings
from okrctl.core.model import Cycle, CycleFile, Workspace
from okrctl.core.objective import Objective
from okrctl.core.review import KpiReview, Review
from okrctl.core.settings import Settings
from okrctl.render.json.export import export_json
from okrctl.storage.loading import Loaded, load
from okrctl.storage.reading.validation import adapter

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SEEDS = sorted(path.parent for path in EXAMPLES.rglob("okrctl.yaml"))

EVERYTHING = {
    "okrctl.yaml": """
format: 1
name: 007
fiscal_year_starts: 2
teams: {growth: {name: Growth, parent: product, lead: ana}, product: {}}
people: {ana: {name: Ana Díaz, email: ana@x.example, team: growth, left: 2026-09-30}}
checkins: {every: 2 weeks, grace_days: 1}
bands: {amber_from: 0.3, green_from: 0.65}
lint: {ignore: [OKR301], error: [OKR104]}
""",
    "cycles/launch/cycle.yaml": "start: 2026-05-01\nend: 2026-10-31\ntheme: |\n  One\n  launch\nstate: closed\n",
    "cycles/launch/objectives/go.yaml": """
title: 'no'
owner: [ana, the VP of Sales]
parent: 2026-Q4/other
initiatives: [{title: Work, url: "https://x.example", done: true}]
decisions: [{date: 2026-06-01, by: ana, text: "Lowered: 1e3"}]
kpis: [mood]
key_results:
  share: {title: Share, unit: "%", start: 40, target: +5pp, plan: {2026-06-01: 41.25, 2026-07-01: 1.2M}, scoring: {0.3: a, 1.0: b}}
  steps: {title: Steps, kind: milestone, steps: {one: {title: One, weight: 0.5}, two: {title: Two}}}
  whole: {title: Whole, parts: {emea: {title: Part, target: 10}, amer: {title: Part, parts: {us: {title: US, target: 0.000000000000000001}}}}}
  late: {title: Late, target: 3, after: {reached: launch/go/share, within: 3 months}, evidence: ["https://x.example"]}
""",
    "cycles/launch/checkins/2026-06/2026-06-05-ana-k7f3q2m9.yaml": """
date: 2026-06-05
at: 2026-06-05T09:30:12Z
by: ana
note: "=1+1"
updates:
  go/share: {value: 41.5, confidence: 0.6, note: "a: b", blockers: [x, "y; z"]}
  go/steps: {done: [one], undone: two, status: at_risk}
priorities: [First]
""",
    "cycles/launch/checkins/2026-06/2026-06-06-ana-k7f3q2mb.yaml": "date: 2026-06-06\nsupersedes: k7f3q2m9\nupdates: {go/steps: {done: false}}\n",
    "cycles/launch/reviews/go.yaml": "date: 2026-11-01\ngrade: 0.7\nverdict: about_right\nlearned: Much\n",
    "cycles/launch/reviews/kpis/mood.yaml": "date: 2026-11-01\nverdict: keep\n",
    "kpis/mood.yaml": "title: Mood\nscale: [poor, good]\nbands: {green: '>= good'}\ntarget: good\n",
    "kpis/money.yaml": """
title: Money
target: {2026-Q4: +20%, 2027: 50}
start: 10
bands: {green: 20..30, amber: "< 3"}
limits_from: {first: 2026-01-01, last: 2026-06-30}
source: {csv: a.csv, date: d, value: v, where: {region: '007'}, headers: {A: $B}}
segments: [emea]
""",
    "kpis/readings/2026-06/a.yaml": "date: 2026-06-01\nby: ana\nreadings:\n- {kpi: mood, value: good, signal: 'yes'}\n- {kpi: money, value: 1.20M, segment: emea, date: 2026-05-31}\n",
}


def read_back(value: Any) -> Any:
    """The JSON as the text of a YAML file would give it: every scalar a text, nothing where nothing is said."""
    if isinstance(value, dict):
        return {key: read_back(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [read_back(item) for item in value]
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else value


def rebuilt(text: str) -> Workspace:
    """The workspace that the document says."""
    said = read_back(json.loads(text, parse_int=str, parse_float=lambda digits: f"{Decimal(digits):f}"))

    def each(kind: type, things: dict[str, Any]) -> dict[str, Any]:
        return {name: adapter(kind).validate_python(thing) for name, thing in things.items()}

    def cycle(name: str, about: dict[str, Any]) -> Cycle:
        inner = {key: about.pop(key) for key in ("objectives", "checkins", "reviews", "kpi_reviews")}
        file = adapter(CycleFile).validate_python(about)
        assert file.title is not None
        assert file.start is not None
        assert file.end is not None
        return Cycle(
            id=name,
            title=file.title,
            start=file.start,
            end=file.end,
            theme=file.theme,
            state=file.state,
            objectives=each(Objective, inner["objectives"]),
            checkins=each(CheckIn, inner["checkins"]),
            reviews=each(Review, inner["reviews"]),
            kpi_reviews=each(KpiReview, inner["kpi_reviews"]),
        )

    return Workspace(
        settings=adapter(Settings).validate_python(said["settings"]),
        cycles={name: cycle(name, about) for name, about in said["cycles"].items()},
        kpis=each(Kpi, said["kpis"]),
        readings=each(Readings, said["readings"]),
    )


@pytest.mark.parametrize("folder", SEEDS, ids=lambda path: path.name)
def test_the_model_of_every_example_can_be_made_of_its_export(folder: Path) -> None:
    loaded = load(folder)

    text = export_json(loaded.workspace, complete=loaded.complete)

    assert rebuilt(text) == loaded.workspace


def test_the_model_can_be_made_again_of_every_kind_of_field(loaded: Callable[..., Loaded]) -> None:
    workspace = loaded(EVERYTHING).workspace

    text = export_json(workspace, complete=True)

    assert workspace.cycles["launch"].objectives["go"].key_results.keys() == {"share", "steps", "whole", "late"}
    assert rebuilt(text) == workspace


def test_fields_that_nobody_set_are_there_too(loaded: Callable[..., Loaded]) -> None:
    workspace = loaded({"cycles/2026-Q4/objectives/win.yaml": "title: Win\n"}).workspace

    objective = json.loads(export_json(workspace, complete=False))["cycles"]["2026-Q4"]["objectives"]["win"]

    assert objective == {
        "title": "Win", "why": None, "type": "aspirational", "level": None, "focus": None, "team": None, "owner": [], "parent": [],
        "state": "active", "start_on": None, "due": None, "weight": 1, "progress_from": "key_results", "continues": None, "tags": [],
        "initiatives": [], "kpis": [], "decisions": [], "key_results": {},
    }  # fmt: skip


def test_an_export_that_misses_something_says_so(loaded: Callable[..., Loaded]) -> None:
    text = export_json(loaded({"okrctl.yaml": "format: 1\nname: X\n"}).workspace, complete=False)

    assert json.loads(text) | {"settings": {}} == {
        "schema": "okrctl.export/1", "workspace": "X", "complete": False, "settings": {}, "cycles": {}, "kpis": {}, "readings": {}
    }  # fmt: skip
