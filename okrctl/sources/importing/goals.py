"""The rows of a table -> incoming goals, each row on its own; a row that cannot be read is rejected and the next one taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from okrctl.core.bad_value import BadValue
from okrctl.core.fields import is_control, read_title
from okrctl.core.incoming.goals import GoalKind, Incoming, IncomingGoal, Latest, Link, Rejected
from okrctl.core.objective import KeyResult
from okrctl.sources.importing.columns import Columns
from okrctl.sources.importing.days import Ambiguous, DayOrder, day
from okrctl.sources.importing.measures import Cells, key_result_of, latest_of
from okrctl.sources.importing.numbers import amount
from okrctl.sources.importing.preset import KEYS, Preset
from okrctl.sources.importing.table import Row, Table
from okrctl.sources.importing.texts import on_one_line, without_controls
from okrctl.sources.importing.words import STATES, STATUSES, commitment, word

Watch = Callable[[Iterator[Row]], Iterator[Row]]
"""Looks at the rows as they pass, to show progress."""


def goals_of(table: Table, preset: Preset, columns: Columns, order: DayOrder | None, watch: Watch = iter) -> Incoming:
    """All that the table brings. Raises UsageError where a date may be two and nobody said which."""
    return _Reading(table, preset, columns, order).read(watch)


@dataclass(slots=True)
class _Reading:
    table: Table
    preset: Preset
    columns: Columns
    order: DayOrder | None
    goals: list[IncomingGoal] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    odd_words: dict[str, int] = field(default_factory=dict)
    """Words nobody knows, with the row they first stood in."""
    without_place: int = 0
    """Descriptions of key results."""
    above: IncomingGoal | None = None
    """The last objective that was read."""
    seen: set[tuple[str, str | None]] = field(default_factory=set)

    def read(self, watch: Watch) -> Incoming:
        for row in watch(self.table.rows()):
            try:
                self.goals += self.row(row)
            except BadValue as fault:
                self.rejected.append(Rejected.because(row.number, fault))
            except Ambiguous as fault:
                raise fault.in_row(row.number, self.table.file) from None
        return Incoming(
            source=self.preset.name if self.preset.keeps_ids else "",
            file=self.table.file,
            goals=tuple(self.goals),
            rejected=tuple(self.rejected),
            warnings=tuple(self.warnings()),
        )

    def warnings(self) -> Iterator[str]:
        yield from self.table.warnings
        if self.columns.unknown:
            yield f"columns that nothing is made of: {', '.join(self.columns.unknown[:12])}"
        for text, row in self.odd_words.items():
            yield f"{text} (first in row {row}) is not known: passed over"
        if self.without_place:
            yield f"{self.without_place:,} descriptions of key results or initiatives: they have no place here, left out"

    def row(self, row: Row) -> Iterator[IncomingGoal]:
        texts, cleaned = _clean({key: self.columns.text(row, key) for key in KEYS})
        notes = ("control characters were left out",) if cleaned else ()
        if self.columns.has("objective") or self.columns.has("key_result"):
            made = list(self.both(row.number, texts))
        else:
            made = [self.one(row.number, texts)]
        for places in self.columns.wide.values():
            made += self.beside(row, places, made[0])
        for goal in made:
            if goal.kind == "objective":
                self.above = goal
            yield replace(goal, notes=(*notes, *goal.notes)) if notes else goal

    def one(self, row: int, texts: Mapping[str, str]) -> IncomingGoal:
        """The goal of a row that holds one."""
        kind = self.kind(row, texts)
        goal = self.goal(row, texts, kind, texts["title"])
        if kind == "key_result" and not goal.parents and self.preset.follows and self.above:
            return replace(goal, parents=(_below(self.above),), period=self.above.period)
        return goal

    def both(self, row: int, texts: Mapping[str, str]) -> Iterator[IncomingGoal]:
        """The objective of a row, if it is not the one above again, and its key result."""
        title, measured = texts["objective"], texts["key_result"] or texts["title"]
        if title:
            known = (on_one_line(title).casefold(), texts["period"] or None)
            if known not in self.seen:
                self.seen.add(known)
                own = {**texts, **dict.fromkeys(_MEASURE, "")} if measured else texts
                yield self.goal(row, own, "objective", title)
        above = on_one_line(title) if title else self.above.title if self.above else None
        if measured:
            goal = self.goal(row, {**texts, "parent": "", "id": "", "description": ""}, "key_result", measured)
            period = goal.period or (self.above.period if self.above and not title else None)
            yield replace(goal, parents=(Link(above),) if above else (), period=period)
        elif not title:
            raise BadValue("OKR011", "neither an objective nor a key result is named")

    def beside(self, row: Row, places: Mapping[str, int], objective: IncomingGoal) -> Iterator[IncomingGoal]:
        """A key result whose columns stand beside its objective."""
        columns = self.columns.beside(places)
        texts, _ = _clean({key: columns.text(row, key) for key in KEYS})
        if texts["title"]:
            goal = self.goal(row.number, texts, "key_result", texts["title"])
            yield replace(goal, parents=(_below(objective),), period=objective.period)

    def kind(self, row: int, texts: Mapping[str, str]) -> GoalKind:
        said = word(texts["type"])
        if said in self.preset.kinds:
            return self.preset.kinds[said]
        if said:
            self.odd_words.setdefault(f'the type "{texts["type"]}"', row)
        has_measure = any(texts[key] for key in ("target", "start", "current"))
        return "key_result" if texts["parent"] and has_measure else "objective"

    def goal(self, row: int, texts: Mapping[str, str], kind: GoalKind, title: str) -> IncomingGoal:
        cells = Cells(texts, self.table.decimal_comma, self.order)
        name = read_title(on_one_line(title))
        state = self.state(row, texts)
        key_result = None if kind == "initiative" else _measured(cells, name, kind, state)
        latest = latest_of(cells, key_result, texts["by"] or None) if kind != "initiative" else Latest()
        done = kind == "initiative" and (STATUSES.get(word(texts["status"])) == "closed" or cells.share() == 1)
        self.without_place += bool(kind != "objective" and texts["description"])
        return IncomingGoal(
            row=row,
            kind=kind,
            title=name,
            source_id=texts["id"] or None,
            owners=_items(texts["owner"], self.preset.owners_apart),
            team=next(iter(_items(texts["team"], self.preset.teams_apart)), None),
            period=texts["period"] or None,
            start_on=_day("start_date", texts, self.order),
            due=_day("end_date", texts, self.order),
            parents=self.parents(texts, cells),
            fields=self.fields(row, texts, state) if kind == "objective" else {},
            key_result=key_result,
            latest=latest,
            done=done,
            notes=(*dict.fromkeys(cells.doubts), *self.more_teams(texts)),
        )

    def more_teams(self, texts: Mapping[str, str]) -> Iterator[str]:
        teams = _items(texts["team"], self.preset.teams_apart)
        if len(teams) > 1:
            yield f"it has {len(teams)} teams; it is taken for the first, {teams[0]}"

    def state(self, row: int, texts: Mapping[str, str]) -> str | None:
        """The goal's state, where its status says one."""
        said = word(texts["status"])
        if said and said not in STATUSES:
            self.odd_words.setdefault(f'the status "{texts["status"]}"', row)
        return STATUSES[said] if STATUSES.get(said) in STATES else None

    def fields(self, row: int, texts: Mapping[str, str], state: str | None) -> dict[str, Any]:
        """What an objective says of itself that needs no fitting."""
        about: dict[str, Any] = {"why": texts["description"]} if texts["description"] else {}
        if texts["goal_type"]:
            about |= {"type": found} if (found := commitment(texts["goal_type"])) else {}
            if not found:
                self.odd_words.setdefault(f'the goal type "{texts["goal_type"]}"', row)
        if state:
            about["state"] = state
        if texts["level"]:
            about["level"] = texts["level"].strip()
        if tags := _items(texts["tags"], ";,"):
            about["tags"] = tags
        return about

    def parents(self, texts: Mapping[str, str], cells: Cells) -> tuple[Link, ...]:
        """What the goal hangs below."""
        written = texts["parent"]
        if self.preset.aligned and (found := list(self.preset.aligned.finditer(written))):
            return tuple(
                Link(one["id"], _weight(one["weight"], cells), on_one_line(one["title"]) or None) for one in found
            )
        weight = cells.amount("weight")
        return tuple(Link(name, weight) for name in _items(written, self.preset.parents_apart))


def _below(objective: IncomingGoal) -> Link:
    """The link to an objective that stands beside or above."""
    return Link(objective.title, row=objective.row)


_MEASURE = ("unit", "start", "target", "current", "progress", "status", "confidence", "note", "date", "by")


def _measured(cells: Cells, title: str, kind: GoalKind, state: str | None) -> KeyResult:
    found = key_result_of(cells, title)
    return replace(found, state=state) if kind == "key_result" and state in ("deferred", "cancelled") else found  # type: ignore[arg-type]


def _weight(text: str, cells: Cells) -> Decimal | None:
    found = amount(text, decimal_comma=cells.decimal_comma or "," in text)
    return found.value if found else None


def _items(text: str, apart: str) -> tuple[str, ...]:
    """The parts of a cell: apart at these signs and at line ends, each once."""
    parts = re.split(f"[{re.escape(apart)}\n]", text)
    return tuple(dict.fromkeys(item for part in parts if (item := on_one_line(part))))


def _day(key: str, texts: Mapping[str, str], order: DayOrder | None) -> Any:
    try:
        return day(texts[key], order)
    except BadValue as fault:
        raise BadValue(fault.code, f"{key}: {fault.message}", help=fault.help) from None


def _clean(texts: Mapping[str, str]) -> tuple[dict[str, str], bool]:
    """The texts without what no file may hold, and whether anything was left out; line ends are line feeds."""
    cleaned = any(is_control(c) for text in texts.values() if not text.isprintable() for c in text)
    return {key: without_controls(text).strip() for key, text in texts.items()}, cleaned


def rejects(table: Table, rejected: Sequence[Rejected]) -> Iterator[tuple[str, ...]]:
    """The rows that are not taken as they stood, below their header, with the row's number and the reason behind them."""
    why = {one.row: one.why for one in rejected}
    yield (*table.columns, "row", "why")
    for row in table.rows():
        if row.number in why:
            yield (*row.cells, str(row.number), why[row.number])
