"""The archive of a whole organisation that Viva Goals exported: a ZIP of JSON, the one source with a history of check-ins."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from okrctl.core.bad_value import BadValue
from okrctl.core.errors import UsageError
from okrctl.core.incoming.goals import Incoming, IncomingCheckIn, IncomingGoal, Latest, Rejected
from okrctl.sources.importing.archives import opened
from okrctl.sources.importing.days import day, instant
from okrctl.sources.importing.numbers import amount
from okrctl.sources.importing.preset import folded
from okrctl.sources.importing.texts import on_one_line, without_controls, without_marks
from okrctl.sources.importing.viva_objectives import Fact, goal_of, named
from okrctl.sources.importing.words import REPORTED, STATUSES, word

PARTS = ("timeperiods", "teams", "users", "objectives", "checkins")
LARGEST_JSON = 60_000_000
"""Bytes of JSON in an archive; read, they take about eight times as much memory."""


def archive_goals(path: Path, name: str) -> Incoming:
    """All that the archive brings.

    Raises UsageError for an archive that holds no objectives, holds too much, or whose JSON is broken.
    """
    parts = _parts(path, name)
    if not parts["objectives"]:
        help_ = f"an export of an organisation holds {', '.join(PARTS)} as JSON"
        raise UsageError(f"{name} is no archive of Viva Goals: it holds no objectives", path=name, help=help_)
    return _Reading(path.name, parts).read()


def _parts(path: Path, name: str) -> dict[str, list[Fact]]:
    parts: dict[str, list[Fact]] = {part: [] for part in PARTS}
    with opened(path, name) as archive:
        files = [(file, part) for file in archive.infolist() if (part := _part(file.filename))]
        if sum(file.file_size for file, _ in files) > LARGEST_JSON:
            help_ = "export fewer periods at once"
            raise UsageError(f"{name} holds more than {LARGEST_JSON:,} bytes of JSON", path=name, help=help_)
        for file, part in files:
            parts[part] += _facts(archive.read(file), f"{file.filename} in {name}")
    return parts


def _part(file: str) -> str | None:
    """Which part of the export a file is: `Export/TimePeriods.json`, `objectives_2.json`."""
    stem = re.sub(r"[^a-z]", "", file.rpartition("/")[2].removesuffix(".json").lower())
    return next((part for part in PARTS if stem.startswith(part) and file.lower().endswith(".json")), None)


def _facts(data: bytes, where: str) -> list[Fact]:
    """The things in a JSON file: a list, or the one list in an object."""
    try:
        read = json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError):
        raise UsageError(f"{where} is no JSON", path=where, help="export it again; nothing was written") from None
    if isinstance(read, dict):
        read = next((value for value in read.values() if isinstance(value, list)), [read])
    return [_folded_keys(one) for one in read if isinstance(one, dict)] if isinstance(read, list) else []


def _folded_keys(value: Any) -> Any:
    """The same with keys that can be looked up, and texts without what no file may hold."""
    if isinstance(value, dict):
        return {folded(str(key)): _folded_keys(item) for key, item in value.items()}
    if isinstance(value, str):
        return without_controls(value)
    return [_folded_keys(item) for item in value] if isinstance(value, list) else value


@dataclass(slots=True)
class _Reading:
    file: str
    parts: Mapping[str, Sequence[Fact]]
    rejected: list[Rejected] = field(default_factory=list)
    odd_types: dict[str, int] = field(default_factory=dict)

    def read(self) -> Incoming:
        goals = list(self.goals())
        return Incoming(
            source="viva-goals",
            file=self.file,
            goals=tuple(goals),
            check_ins=tuple(self.check_ins({goal.source_id for goal in goals})),
            rejected=tuple(self.rejected),
            warnings=tuple(
                f'the type "{text}" (first in row {row}) is not known' for text, row in self.odd_types.items()
            ),
            people=self.people(),
            periods=self.periods(),
        )

    def people(self) -> dict[str, tuple[str, str | None]]:
        found = {}
        for user in self.parts["users"]:
            email = user.get("email") or user.get("emailaddress") or user.get("useremail")
            name = user.get("name") or user.get("fullname") or user.get("displayname") or email
            for key in (user.get("id"), user.get("userid"), email, name):
                if key and name:
                    found[str(key)] = (str(name), str(email) if email else None)
        return found

    def periods(self) -> dict[str, tuple[date, date]]:
        found = {}
        for one in self.parts["timeperiods"]:
            try:
                start, end = day(str(one.get("startdate") or ""), "mdy"), day(str(one.get("enddate") or ""), "mdy")
            except BadValue:
                continue
            if one.get("name") and start and end:
                found[str(one["name"])] = (start, end)
        return found

    def goals(self) -> Iterator[IncomingGoal]:
        """The goals, with those that lie in others, each once."""
        names = {key: named(one) for part in ("teams", "timeperiods") for one in self.parts[part] for key in _ids(one)}
        seen: set[str] = set()
        for row, (fact, above) in enumerate(_with_children(self.parts["objectives"], None), 1):
            own = str(fact.get("id") or "")
            if own and own in seen:
                continue
            seen.add(own)
            try:
                goal, odd = goal_of(fact, row, above, names)
            except BadValue as fault:
                self.rejected.append(Rejected(row, fault.message))
                continue
            if odd:
                self.odd_types.setdefault(odd, row)
            yield goal

    def check_ins(self, known: set[str | None]) -> Iterator[IncomingCheckIn]:
        for row, fact in enumerate(self.parts["checkins"], 1):
            goal = str(fact.get("okrid") or fact.get("objectiveid") or "")
            try:
                made = _check_in(fact, row, goal)
            except BadValue as fault:
                self.rejected.append(Rejected(row, f"check-in {fact.get('id')}: {fault.message}"))
                continue
            if goal not in known:
                self.rejected.append(
                    Rejected(row, f"check-in {fact.get('id')} is of {goal}, which is not in the archive")
                )
                continue
            yield made


def _ids(fact: Fact) -> list[str]:
    return [str(fact["id"])] if fact.get("id") is not None else []


def _with_children(facts: Sequence[Fact], above: str | None) -> Iterator[tuple[Fact, str | None]]:
    """Every goal with the id of the one that it lies in, to any depth."""
    waiting = [(fact, above) for fact in reversed(facts)]
    while waiting:
        fact, parent = waiting.pop()
        yield fact, parent
        children = fact.get("children")
        inner = (
            [one for one in children if isinstance(one, dict) and one.get("title")]
            if isinstance(children, list)
            else []
        )
        waiting += [(one, str(fact.get("id") or "") or None) for one in reversed(inner)]


def _check_in(fact: Fact, row: int, goal: str) -> IncomingCheckIn:
    written = str(fact.get("checkindate") or fact.get("activitydate") or "")
    when = day(written, "mdy")
    if when is None:
        raise BadValue("OKR011", "it has no date")
    value = fact.get("currentvalue")
    status = STATUSES.get(word(str(fact.get("status") or "")))
    latest = Latest(
        value=_decimal(value),
        status=status if status in REPORTED else None,
        note=_text(fact.get("checkinnote") or fact.get("note")) or None,
    )
    owner = fact.get("checkinowner") or fact.get("owner")
    return IncomingCheckIn(
        row=row,
        source_id=str(fact.get("id") or f"{goal} {written} {value}"),
        goal=goal,
        date=when,
        at=instant(str(fact.get("activitydate") or written)),
        by=named(owner) if owner else None,
        latest=latest,
    )


def _decimal(value: object) -> Decimal | None:
    if value in (None, ""):
        return None
    found = amount(str(value), decimal_comma=False)
    return found.value if found else None


def _text(value: Any) -> str:
    """The words of a note, however it is packed, without its marks."""
    if isinstance(value, dict):
        return "\n".join(filter(None, map(_text, value.values())))
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text, value)))
    text = without_marks(value) if isinstance(value, str) else ""
    return "\n".join(on_one_line(line) for line in text.splitlines() if line.strip())
