"""Export tables: every field of every kind of file is a column, every thing a row."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from okrctl.core.checkin import CheckIn, Update
from okrctl.core.kpi import Kpi, Reading, Readings
from okrctl.core.model import CycleFile
from okrctl.core.objective import Decision, Initiative, KeyResult, Objective, Step
from okrctl.core.review import KpiReview, Review
from okrctl.core.settings import Person, Settings, Team
from okrctl.report.export.tables import Table, tables
from okrctl.storage.loading import Loaded

Load = Callable[..., Loaded]
OWN_TABLE = {
    Settings: {"teams": "teams", "people": "people"},
    Objective: {"key_results": "key_results", "initiatives": "initiatives", "decisions": "decisions"},
    KeyResult: {"parts": "key_results", "steps": "steps"},
    Kpi: {"decisions": "decisions"},
    CheckIn: {"updates": "updates"},
    Readings: {"readings": "readings"},
}
NAMES = {
    "teams": Team, "people": Person, "cycles": CycleFile, "objectives": Objective, "initiatives": Initiative, "key_results": KeyResult,
    "steps": Step, "check_ins": CheckIn, "updates": Update, "reviews": Review, "kpis": Kpi, "readings": Reading,
    "reading_files": Readings, "kpi_reviews": KpiReview, "decisions": Decision,
}  # fmt: skip


def by_name(loaded: Load, files: dict[str, str]) -> dict[str, Table]:
    return {table.name: table for table in tables(loaded(files).workspace)}


@pytest.mark.parametrize(("name", "kind"), NAMES.items(), ids=str)
def test_every_field_is_a_column_or_a_table(loaded: Load, name: str, kind: Any) -> None:
    found = by_name(loaded, {})

    columns = {column.partition(".")[0] for column in found[name].columns}

    fields = {field.name for field in dataclasses.fields(kind)}
    assert fields - columns == set(OWN_TABLE.get(kind, {}))
    assert set(OWN_TABLE.get(kind, {}).values()) <= found.keys()


def test_every_setting_is_a_row(loaded: Load) -> None:
    settings = by_name(loaded, {"okrctl.yaml": "format: 1\nstatus: {on_track_within: 5}\n"})["settings"]

    assert dict(settings.rows)["status.on_track_within"] == Decimal(5)
    assert {row[0].partition(".")[0] for row in settings.rows} == {f.name for f in dataclasses.fields(Settings)} - {
        "teams",
        "people",
    }


def test_parts_and_steps_have_rows_of_their_own(loaded: Load) -> None:
    text = "title: Go\nkey_results:\n  a: {title: A, parts: {b: {title: B, kind: milestone, steps: {c: {title: C}}}}}\n"

    found = by_name(loaded, {"cycles/2026-Q4/objectives/go.yaml": text})

    assert [row[:4] for row in found["key_results"].rows] == [
        ("2026-Q4", "go", "a", "A"),
        ("2026-Q4", "go", "a/b", "B"),
    ]
    assert found["steps"].rows == (("2026-Q4", "go", "a/b", "c", "C", Decimal(1)),)


def test_values_that_are_numbers_are_numbers_and_words_are_words(loaded: Load) -> None:
    files = {
        "kpis/a.yaml": "title: A\n",
        "kpis/b.yaml": "title: B\nscale: [poor, good]\n",
        "kpis/readings/2026-11/x.yaml": "date: 2026-11-02\nby: ana\nreadings: [{kpi: a, value: 1.2M}, {kpi: b, value: good, date: 2026-11-01}]\n",
    }

    rows = by_name(loaded, files)["readings"].rows

    assert rows == (
        ("x", date(2026, 11, 2), None, "ana", "a", Decimal(1_200_000), None, None, None, None),
        ("x", date(2026, 11, 2), None, "ana", "b", "good", date(2026, 11, 1), None, None, None),
    )


def test_mappings_and_inner_fields_fit_into_cells(loaded: Load) -> None:
    kr = "{title: A, start: 1, target: +20%, plan: {2026-11-01: 1.5}, after: {reached: 2026-Q4/go/b, within: 6 weeks}}"
    files = {
        "cycles/2026-Q4/objectives/go.yaml": f"title: Go\nkey_results:\n  a: {kr}\n  b: {{title: B, target: 2}}\n",
        "kpis/k.yaml": "title: K\ntarget: {2026-Q4: 45, 2027: +5%}\nbands: {green: '>= 4'}\nsource: {csv: a.csv}\n",
    }

    found = by_name(loaded, files)

    key_result = dict(zip(found["key_results"].columns, found["key_results"].rows[0], strict=True))
    kpi = dict(zip(found["kpis"].columns, found["kpis"].rows[0], strict=True))
    assert (key_result["target"], key_result["plan"], key_result["after.within"]) == (
        "+20%",
        ["2026-11-01: 1.5"],
        "6 weeks",
    )
    assert (kpi["target"], kpi["bands.green"], kpi["bands.amber"]) == (["2026-Q4: 45", "2027: +5%"], ">= 4", None)
    assert kpi["source.csv"] == "a.csv"


def test_decisions_of_goals_and_kpis_stand_together(loaded: Load) -> None:
    decided = "decisions: [{date: 2026-11-03, by: ana, text: Lowered}]\n"

    rows = by_name(
        loaded, {"cycles/2026-Q4/objectives/go.yaml": f"title: Go\n{decided}", "kpis/k.yaml": f"title: K\n{decided}"}
    )["decisions"].rows

    assert rows == (
        ("2026-Q4/go", date(2026, 11, 3), "ana", "Lowered"),
        ("kpis/k", date(2026, 11, 3), "ana", "Lowered"),
    )
