"""The tables of an export of okrctl -> the tree that its JSON has: texts under the names of the files' fields."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from okrctl.core.checkin import CheckIn, Update
from okrctl.core.kpi import Kpi, Reading, Readings
from okrctl.core.model import CycleFile
from okrctl.core.objective import Decision, Initiative, KeyResult, Objective, Step
from okrctl.core.review import KpiReview, Review
from okrctl.core.settings import Person, Settings, Team
from okrctl.sources.importing.table import Table

Cells = dict[str, str]
Rows = Callable[[str], Iterable[Cells]]
"""The rows of the table of a name, each by its columns; none where there is no such table."""

_APART = re.compile(r"(?<!\\); ")


def tree_of(rows: Rows) -> dict[str, Any]:
    """The tree that the tables say together."""
    settings = _thing(Settings, {row["setting"]: row["value"] for row in rows("settings")})
    settings |= {"teams": _by_id(Team, rows("teams")), "people": _by_id(Person, rows("people"))}
    cycles = {row["id"]: _thing(CycleFile, row) for row in rows("cycles")}
    for key, table, kind, own in _IN_CYCLE:
        for row in rows(table):
            cycles.setdefault(row["cycle"], {}).setdefault(key, {})[row[own]] = _thing(kind, row)
    kpis = _by_id(Kpi, rows("kpis"))
    _hang_key_results(cycles, rows)
    _hang_updates(cycles, rows)
    _hang_decisions(cycles, kpis, rows)
    return {"settings": settings, "cycles": cycles, "kpis": kpis, "readings": _readings(rows)}


_IN_CYCLE = (
    ("objectives", "objectives", Objective, "id"),
    ("checkins", "check_ins", CheckIn, "id"),
    ("reviews", "reviews", Review, "objective"),
    ("kpi_reviews", "kpi_reviews", KpiReview, "kpi"),
)


def _by_id(kind: type, rows: Iterable[Cells]) -> dict[str, Any]:
    return {row["id"]: _thing(kind, row) for row in rows}


def _hang_key_results(cycles: Mapping[str, Any], rows: Rows) -> None:
    for row in rows("key_results"):
        *above, own = row["id"].split("/")
        key = "parts" if above else "key_results"
        _key_result(cycles, row, above).setdefault(key, {})[own] = _thing(KeyResult, row)
    for row in rows("steps"):
        _key_result(cycles, row, row["key_result"].split("/")).setdefault("steps", {})[row["id"]] = _thing(Step, row)
    for row in rows("initiatives"):
        _objective(cycles, row).setdefault("initiatives", []).append(_thing(Initiative, row))


def _objective(cycles: Mapping[str, Any], row: Cells) -> dict[str, Any]:
    found: dict[str, Any] = cycles.get(row["cycle"], {}).get("objectives", {}).get(row["objective"], {})
    return found


def _key_result(cycles: Mapping[str, Any], row: Cells, path: list[str]) -> dict[str, Any]:
    """The key result at the path, or the objective where there is no path."""
    found, key = _objective(cycles, row), "key_results"
    for own in path:
        found, key = found.get(key, {}).get(own, {}), "parts"
    return found


def _hang_updates(cycles: Mapping[str, Any], rows: Rows) -> None:
    for row in rows("updates"):
        check_in = cycles.get(row["cycle"], {}).get("checkins", {}).get(row["check_in"], {})
        check_in.setdefault("updates", {})[row["key_result"]] = _thing(Update, row)


def _hang_decisions(cycles: Mapping[str, Any], kpis: Mapping[str, Any], rows: Rows) -> None:
    for row in rows("decisions"):
        first, _, own = row["ref"].partition("/")
        thing = kpis.get(own, {}) if first == "kpis" else cycles.get(first, {}).get("objectives", {}).get(own, {})
        thing.setdefault("decisions", []).append(_thing(Decision, row))


def _readings(rows: Rows) -> dict[str, Any]:
    files = _by_id(Readings, rows("reading_files"))
    for row in rows("readings"):
        files.get(row["file"], {}).setdefault("readings", []).append(_thing(Reading, row))
    return files


def _thing(kind: type, row: Cells) -> dict[str, Any]:
    """The fields of the type that the row holds."""
    return dict(_fields(kind, row, ""))


def _fields(kind: type, row: Cells, above: str) -> Iterator[tuple[str, Any]]:
    hints = get_type_hints(kind, include_extras=False)
    for one in fields(kind):
        inner, column = _bare(hints[one.name]), above + one.name
        if is_dataclass(inner) and isinstance(inner, type) and any(key.startswith(f"{column}.") for key in row):
            if about := dict(_fields(inner, row, f"{column}.")):
                yield one.name, about
        elif text := row.get(column, ""):
            yield one.name, _value(inner, one.name, text)


def _bare(kind: Any) -> Any:
    """The type behind `Annotated` and `| None`."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        arms = [arm for arm in get_args(kind) if arm is not types.NoneType]
        return _bare(arms[0]) if len(arms) == 1 else kind
    return kind


def _value(kind: Any, name: str, text: str) -> Any:
    """The cell as it would stand in a file: a list, keys and values, or the text."""
    if get_origin(kind) is dict or (name == "target" and _is_by_cycle(text)):
        pairs = (item.partition(": ") for item in _items(text))
        return {key: value for key, _, value in pairs}
    if name == "done" and text in ("true", "false"):
        return text
    if name == "within" or not (get_origin(kind) is tuple or name == "done" or _has_list(kind)):
        return text
    return _items(text)


def _has_list(kind: Any) -> bool:
    return any(get_origin(arm) is tuple for arm in get_args(kind)) and get_origin(kind) in (Union, types.UnionType)


def _is_by_cycle(text: str) -> bool:
    """Whether a KPI's target is told by cycle: `2026-Q4: 45; 2027: 50`."""
    return bool(re.match(r"(FY\d\d|\d{4})[-\w]*: ", text))


def _items(text: str) -> list[str]:
    return [item.replace("\\;", ";") for item in _APART.split(text)]


def rows_of(table: Table | None) -> Iterator[Cells]:
    """The rows of a table by their columns, the guard before what could be a formula taken off."""
    for row in table.rows() if table else ():
        yield dict(zip(table.columns if table else (), map(_unguarded, row.cells), strict=True))


def _unguarded(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:2] in set("=+-@\t\r\n＝＋－＠") and len(text) > 1 else text
