"""The records behind a report: the updates and readings of what it shows, the newest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from okrctl.report.cycle import build
from okrctl.report.export.records import with_records
from okrctl.storage.loading import Loaded

FILES = {
    "cycles/2026-Q4/objectives/go.yaml": "title: Go\nowner: ana\nkey_results:\n  a: {title: A, parts: {b: {title: B, target: 2}}}\n",
    "cycles/2026-Q4/objectives/other.yaml": "title: Other\nowner: bo\nkpis: [k]\nkey_results:\n  c: {title: C, target: 2}\n",
    "cycles/2026-Q4/checkins/2026-11/1.yaml": "date: 2026-11-01\nupdates: {go/a/b: {value: 1}, other/c: {value: 1}}\n",
    "cycles/2026-Q4/checkins/2026-11/2.yaml": "date: 2026-11-05\nby: ana\nupdates: {go/a: {note: Words}}\n",
    "cycles/2026-Q4/checkins/2026-11/3.yaml": "date: 2026-11-06\nsupersedes: '2'\nupdates: {go/a: {note: Better words}}\n",
    "cycles/2026-Q4/checkins/2026-12/4.yaml": "date: 2026-12-01\nupdates: {go/a: {note: Later}}\n",
    "kpis/k.yaml": "title: K\nsegments: [emea]\n",
    "kpis/readings/2026-11/r.yaml": "date: 2026-11-01\nreadings: [{kpi: k, value: 1}, {kpi: k, value: 2, segment: emea, date: 2026-11-03}]\n",
}
AS_OF = date(2026, 11, 21)


def test_updates_and_readings_the_newest_first(loaded: Callable[..., Loaded]) -> None:
    workspace = loaded(FILES).workspace

    around = with_records(build(workspace, "2026-Q4", AS_OF), workspace).around

    assert [(ref, entry.day, entry.update.value, entry.update.note) for ref, entry in around.check_ins] == [
        ("2026-Q4/go/a", date(2026, 11, 6), None, "Better words"),
        ("2026-Q4/go/a/b", date(2026, 11, 1), Decimal(1), None),
        ("2026-Q4/other/c", date(2026, 11, 1), Decimal(1), None),
    ]
    assert [(kpi, segment, point.day, point.value) for kpi, segment, point in around.readings] == [
        ("k", "emea", date(2026, 11, 3), Decimal(2)),
        ("k", None, date(2026, 11, 1), Decimal(1)),
    ]


def test_only_of_what_the_filters_let_through(loaded: Callable[..., Loaded]) -> None:
    workspace = loaded(FILES).workspace

    around = with_records(build(workspace, "2026-Q4", AS_OF, owner="ana"), workspace).around

    assert [ref for ref, _ in around.check_ins] == ["2026-Q4/go/a", "2026-Q4/go/a/b"]
    assert around.readings == ()
