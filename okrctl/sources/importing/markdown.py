"""Goals noted in Markdown -> incoming goals: a heading is an objective, a list item below it a key result.

    # Q4 2026
    ## Become the tool that finance teams recommend
    Word of mouth is our cheapest channel.
    Owner: ana
    - KR: Lift the promoter score 31 -> 45 points (now 35)
    - KR: Uptime: >= 99.9 %
    - [x] The partner programme is live

Where some headings say that they are objectives (`## Objective 1: …`), only those are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from okrctl.core.bad_value import BadValue
from okrctl.core.errors import UsageError
from okrctl.core.fields import read_title
from okrctl.core.incoming.goals import Incoming, IncomingGoal, Latest, Link, Rejected
from okrctl.core.incoming.periods import calendar_id
from okrctl.core.objective import KeyResult
from okrctl.core.typed import key_result_from, looks_measured, typed_number
from okrctl.sources.importing.texts import without_controls
from okrctl.sources.importing.words import commitment

_HEADING = re.compile(r"(?P<depth>#{1,6})\s+(?P<text>.*?)\s*#*\s*\Z")
_ITEM = re.compile(r"(?P<indent>\s*)(?:[-*+]|\d+[.)])\s+(?:\[(?P<done>[ xX])\]\s+)?(?P<text>\S.*)\Z")
_ABOUT = re.compile(
    r"(?:\*\*)?(?P<key>Owner|Team|Period|Cycle|Why|Type|Parent|Supports|Level)(?:\*\*)?\s*:(?:\*\*)?\s*(?P<value>.*)\Z",
    re.IGNORECASE,
)
_OBJECTIVE = re.compile(r"(?:objective\s*\d*|O\d*)\s*[:.\-–—]\s*", re.IGNORECASE)
_KEY_RESULT = re.compile(r"(?:key result\s*\d*(?:\.\d+)?|KR\s*\d*(?:\.\d+)?)\s*[:.\-–—]\s*", re.IGNORECASE)
_NOW = re.compile(r"\s*[(\[]\s*(?:now|currently|current|today|at)\s*:?\s+(?P<value>[^)\]]+?)\s*[)\]]\Z", re.IGNORECASE)
_OWNER = re.compile(r"\s+@(?P<owner>[\w.-]+)\Z")
_FROM_TO = re.compile(r"\bfrom\s+(?P<start>[-+$€£]?\d\S*)\s+to\s+(?P<target>[-+$€£]?\d)", re.IGNORECASE)
_BEGIN = re.compile(r"\s+(?=[-+<>≥≤$€£¥\d])")
_EMPHASIS = re.compile(r"(\*\*|__|`|\*)(.+?)\1")


def markdown_goals(text: str, file: str) -> Incoming:
    """All that the text brings. Raises UsageError where no heading is in it."""
    lines = list(_outside_code(text))
    headings = [found["text"] for _, line in lines if (found := _HEADING.match(line))]
    if not headings:
        help_ = "write each objective as a heading (# …) and its key results as a list below it"
        raise UsageError(f"{file} has no headings", path=file, help=help_)
    return _Reading(file, only_named=any(map(_OBJECTIVE.match, headings))).read(lines)


def _outside_code(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are no code and no front matter, with their numbers."""
    fence: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        mark = line.strip()[:3]
        if fence is None and (mark in ("```", "~~~") or (number == 1 and line.strip() == "---")):
            fence = mark
        elif fence is not None:
            fence = None if mark == fence else fence
        else:
            yield number, without_controls(line)


@dataclass(slots=True)
class _Reading:
    file: str
    only_named: bool
    goals: list[IncomingGoal] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    passed_over: int = 0
    period: str | None = None
    at: int | None = None
    """The place of the objective that is being read."""
    above: list[tuple[int, str]] = field(default_factory=list)
    """Depth and title of the headings that the current one lies below."""

    def read(self, lines: list[tuple[int, str]]) -> Incoming:
        for number, line in lines:
            try:
                self.line(number, line)
            except (BadValue, UsageError) as fault:
                self.rejected.append(Rejected.because(number, fault))
        told = f"{self.passed_over:,} lines outside objectives, or below key results: passed over"
        return Incoming(
            source="",
            file=self.file,
            goals=tuple(self.goals),
            rejected=tuple(self.rejected),
            warnings=(told,) if self.passed_over else (),
        )

    def line(self, number: int, line: str) -> None:
        if heading := _HEADING.match(line):
            self.heading(number, len(heading["depth"]), _plain(heading["text"]))
        elif not line.strip():
            return
        elif self.at is None:
            self.passed_over += 1
        elif about := _ABOUT.match(line.strip().lstrip("-*+ ")):
            self.about(about["key"].lower(), _plain(about["value"]))
        elif item := _ITEM.match(line):
            self.item(number, item)
        elif line.startswith((">", "|", "![", "---", "===")) or self.goals[-1].kind == "key_result":
            self.passed_over += 1
        else:
            self.say_why(line.strip())

    def heading(self, number: int, depth: int, text: str) -> None:
        named = _OBJECTIVE.match(text)
        self.above = [one for one in self.above if one[0] < depth]
        if calendar_id(text):
            self.period, self.at = text, None
        elif named or not self.only_named:
            title = read_title(text[named.end() :] if named else text)
            parents = (Link(self.above[-1][1]),) if self.above else ()
            goal = IncomingGoal(row=number, kind="objective", title=title, period=self.period, parents=parents)
            self.at = len(self.goals)
            self.goals.append(goal)
            self.above.append((depth, title))
        else:
            self.at = None

    def objective(self, **about: object) -> None:
        """The current objective with more said of it."""
        assert self.at is not None  # noqa: S101 - only asked below a heading
        self.goals[self.at] = replace(self.goals[self.at], **about)  # type: ignore[arg-type]

    def about(self, key: str, value: str) -> None:
        assert self.at is not None  # noqa: S101 - only asked below a heading
        goal = self.goals[self.at]
        match key:
            case "owner":
                names = (part.strip().lstrip("@") for part in value.split(","))
                self.objective(owners=tuple(name for name in names if name))
            case "team":
                self.objective(team=value or None)
            case "period" | "cycle":
                self.objective(period=value or None)
            case "parent" | "supports":
                self.objective(parents=(Link(value),) if value else ())
            case "why":
                self.say_why(value)
            case "level":
                self.objective(fields={**goal.fields, "level": value})
            case _:
                self.objective(fields={**goal.fields, **({"type": said} if (said := commitment(value)) else {})})

    def say_why(self, text: str) -> None:
        assert self.at is not None  # noqa: S101 - only asked below a heading
        goal = self.goals[self.at]
        why = " ".join(filter(None, (goal.fields.get("why"), _plain(text))))
        self.objective(fields={**goal.fields, "why": why})

    def item(self, number: int, item: re.Match[str]) -> None:
        if len(item["indent"].expandtabs(4)) >= 2 and self.goals[-1].kind == "key_result":
            self.passed_over += 1
            return
        assert self.at is not None  # noqa: S101 - only asked below a heading
        objective = self.goals[self.at]
        key_result, latest, owners = _key_result(_plain(item["text"]), item["done"])
        self.goals.append(
            IncomingGoal(
                row=number,
                kind="key_result",
                title=key_result.title,
                period=objective.period,
                parents=(Link(objective.title, row=objective.row),),
                owners=owners,
                key_result=key_result,
                latest=latest,
            )
        )


def _key_result(text: str, done: str | None) -> tuple[KeyResult, Latest, tuple[str, ...]]:
    """The key result of a list item, where it stands, and whose it is."""
    text = _KEY_RESULT.sub("", text, count=1) if _KEY_RESULT.match(text) else text
    owner = _OWNER.search(text)
    text = text[: owner.start()] if owner else text
    now = _NOW.search(text)
    text = text[: now.start()] if now else text
    owners = (owner["owner"],) if owner else ()
    key_result = _measured(_FROM_TO.sub(r"\g<start> -> \g<target>", text))
    if key_result is None and done is not None:
        milestone = KeyResult(title=read_title(text), kind="milestone")
        return milestone, Latest(share=Decimal(1)) if done in "xX" else Latest(), owners
    latest = Latest(value=typed_number(now["value"].split()[0])) if now else Latest()
    return key_result or KeyResult(title=read_title(text)), latest, owners


def _measured(text: str) -> KeyResult | None:
    """The key result whose measure stands at the end of the text, behind a colon or not; None where there is none."""
    if looks_measured(text):
        return key_result_from(text)[1]
    for place in _BEGIN.finditer(text):
        candidate = f"{text[: place.start()].rstrip(' :–—-,')}: {text[place.end() :]}"
        if looks_measured(candidate):
            return key_result_from(candidate)[1]
    return None


def _plain(text: str) -> str:
    """The text without marks of emphasis."""
    return _EMPHASIS.sub(r"\2", text).strip()
