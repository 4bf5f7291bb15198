"""Hands: how one and the same file may be written by different people, and what an edit may change of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import Answer, run_line, write_files

Value = str | list[Any] | dict[str, Any]
WIDE = ("ours", "目標 🎯", "naïve", "see #12", "\u202ertl", "half-time: soon")
PLAIN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-+. ")


@dataclass
class Hand:
    """One way of writing; what it does follows from the seed."""

    seed: int

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.step = self.chance.choice((1, 2, 2, 3, 4))
        self.newline = self.chance.choice(("\n", "\n", "\r\n", "\r"))
        self.gap = self.chance.choice(("", "", "\n", "\n\n"))

    def text(self, content: Mapping[str, Value]) -> str:
        """The whole file."""
        parts = [self.entry(key, value, 0) for key, value in content.items()]
        body = self.gap.join(parts)
        begin = self.chance.choice(("", "", "---\n", "# ours 🎉\n\n", "--- # first\n"))
        end = self.chance.choice(("", "", "# the end\n", "\n\n", "...\n"))
        whole = begin + body + end
        whole = whole if self.chance.random() < 0.7 else whole.rstrip("\n")
        bom = "\ufeff" if self.chance.random() < 0.2 else ""
        return bom + whole.replace("\n", self.newline)

    def entry(self, key: str, value: Value, indent: int) -> str:
        """One key with its value, as lines."""
        name = self.chance.choice((key, key, key, f"'{key}'", f'"{key}"')) + self.chance.choice((":", ":", ":", " :"))
        pad = " " * indent
        own = f"{pad}# {self.chance.choice(WIDE)}\n" if self.chance.random() < 0.15 else ""
        if isinstance(value, str):
            return f"{own}{pad}{name} {self.scalar(value, indent)}"
        if not value or self.chance.random() < 0.3:
            return f"{own}{pad}{name} {self.flow(value)}{self.comment()}\n"
        inner = indent + (self.step if isinstance(value, dict) or self.chance.random() < 0.5 else 0)
        if isinstance(value, dict):
            lines = self.gap.join(self.entry(k, v, inner) for k, v in value.items())
        else:
            lines = "".join(f"{' ' * inner}- {self.inline(item)}{self.comment()}\n" for item in value)
        return f"{own}{pad}{name}{self.comment()}\n{lines}"

    def scalar(self, text: str, indent: int) -> str:
        """A text with the end of its line, in one of the styles."""
        if text[:1].isdigit() or not text:
            return f"{text}{self.comment()}\n"
        style, deeper = self.chance.randrange(6), " " * (indent + self.step)
        if style == 0:
            return f"|-\n{deeper}{text}\n"
        if style == 1:
            return f">-\n{deeper}{text}\n"
        return f"{self.inline(text)}{self.comment()}\n"

    def inline(self, text: Value) -> str:
        """A text on one line: plain, or in quotes."""
        if isinstance(text, dict | list):
            return self.flow(text)
        style = self.chance.randrange(4)
        if style < 2 and set(text) <= PLAIN:
            return text
        double = text.replace("\\", "\\\\").replace('"', '\\"')
        return f"""'{text.replace("'", "''")}'""" if style % 2 else f'"{double}"'

    def flow(self, value: Value) -> str:
        """A value between brackets."""
        space = self.chance.choice(("", " "))
        if isinstance(value, dict):
            inside = ", ".join(f"{key}: {self.flow(item)}" for key, item in value.items())
            return f"{{{space if inside else ''}{inside}{space}}}"
        if isinstance(value, list):
            return f"[{space if value else ''}{', '.join(self.flow(item) for item in value)}{space}]"
        return value if value[:1].isdigit() else self.inline(value)

    def comment(self) -> str:
        """What may stand behind a value."""
        return f"{self.chance.choice(('  ', ' '))}# {self.chance.choice(WIDE)}" if self.chance.random() < 0.2 else ""


OBJECTIVE = "cycles/2026-Q4/objectives/win.yaml"
CYCLE = "cycles/2026-Q4/cycle.yaml"
CARD = "kpis/visits.yaml"
REVIEW = "cycles/2026-Q4/reviews/win.yaml"
CONTENTS: Mapping[str, dict[str, Value]] = {
    OBJECTIVE: {
        "title": "Win the trust of finance teams", "why": "It's what they asked for", "owner": ["ana", "bo"], "tags": ["growth"],
        "key_results": {
            "nps": {"title": "Lift the score", "unit": "points", "start": "31", "target": "45"},
            "calls": {"title": "Calls \"as agreed\"", "start": "1e3", "target": "10", "evidence": ["CRM"]},
            "launch": {"title": "Launch", "kind": "milestone", "steps": {"brief": {"title": "Brief"}, "plan": {"title": "Plan"}}},
        },
    },
    CYCLE: {"title": "The last quarter", "theme": "One thing well", "state": "active"},
    CARD: {"title": "Visits", "what": "People who came", "unit": "people", "target": "1200", "segments": ["emea", "amer"]},
    REVIEW: {"date": "2026-11-20", "by": "ana", "verdict": "about_right", "learned": "Ask first", "helped": "The team"},
}  # fmt: skip

Content = dict[str, Any]


def _decided(content: Content) -> None:
    content["key_results"]["nps"]["target"] = "47"
    content["decisions"] = [{"date": "2026-11-21", "by": "ana", "text": "Late"}]


def _renamed(content: Content) -> None:
    content["key_results"] = {{"nps": "score"}.get(key, key): value for key, value in content["key_results"].items()}


def _new(content: Content) -> None:
    content["key_results"]["churn"] = {"title": "Churn", "start": "5", "target": "2"}


EDITS: Mapping[str, tuple[str, Callable[[Content], Any]]] = {
    "set win title='A new title'": (OBJECTIVE, lambda c: c.update(title="A new title")),
    "set win team=growth": (OBJECTIVE, lambda c: c.update(team="growth")),
    "set win owner=cy": (OBJECTIVE, lambda c: c.update(owner="cy")),
    "set win why=": (OBJECTIVE, lambda c: c.pop("why")),
    "set win/nps target=47": (OBJECTIVE, lambda c: c["key_results"]["nps"].update(target="47")),
    "set win/nps unit=": (OBJECTIVE, lambda c: c["key_results"]["nps"].pop("unit")),
    "set win/nps target=47 --why Late": (OBJECTIVE, _decided),
    "new kr win 'Churn: 5 -> 2' --id churn": (OBJECTIVE, _new),
    "rename win/nps score": (OBJECTIVE, _renamed),
    "lint --fix": (OBJECTIVE, lambda c: c["key_results"]["calls"].update(start="1000")),
    "close 2026-Q4": (CYCLE, lambda c: c.update(state="closed")),
    "set kpis/visits unit=guests": (CARD, lambda c: c.update(unit="guests")),
    "set kpis/visits segments=": (CARD, lambda c: c.pop("segments")),
    "close win --learned 'Ask early'": (REVIEW, lambda c: c.update(learned="Ask early")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one edit of one hand's file."""

    outcome: str
    """applied, refused or wrong."""
    about: str = ""


def tried(seed: int, line: str, folder: Path) -> Tried:
    """Edits the file as that hand wrote it, and looks at every byte."""
    hand = Hand(seed)
    files = {path: hand.text(content) for path, content in CONTENTS.items()}
    if line != "lint --fix":
        files[OBJECTIVE] = files[OBJECTIVE].replace("1e3", "1000")
    root = write_files(folder / f"{seed}-{list(EDITS).index(line)}", files)
    answer = run_line(line, root)
    path, change = EDITS[line]
    old, new = files[path], (root / path).read_bytes().decode()
    if any((root / other).read_bytes().decode() != text for other, text in files.items() if other != path):
        return Tried("wrong", f"another file changed: {answer}")
    return _judged(old, new, change, answer)


def _judged(old: str, new: str, change: Callable[[Content], Any], answer: Answer) -> Tried:
    if new == old:
        return Tried("refused" if answer.code == 5 else "wrong", f"{answer}\n{old}")
    meant = said(old)
    change(meant)
    if answer.code not in (0, 1) or said(new) != meant:
        return Tried("wrong", f"{answer}\n{old!r}\n{new!r}\n{said(new)}\n{meant}")
    if not only_stretches(old, new):
        return Tried("wrong", f"bytes changed besides the fact\n{old!r}\n{new!r}")
    return Tried("applied")


def said(text: str) -> Any:
    """What a file says, every value as the text that stands there."""
    return _without_empty(yaml.load(text.removeprefix("\ufeff"), yaml.BaseLoader))  # noqa: S506 - it makes nothing but texts


def _without_empty(value: Any) -> Any:
    """The same without keys that have no value: they say nothing."""
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item not in ("", "~")}
    return value


def only_stretches(old: str, new: str) -> bool:
    """Whether all comments, line ends and lines but those of the fact are as they were, in their order."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    gone = [line for line in before if line not in after]
    lasting = [line for line in before if line in after]
    comments = [line.partition("# ")[2].strip() for line in before if "# " in line]
    kept_comments = all(comment in new for comment in comments)
    return len(gone) <= MOST_LINES and _in_order(lasting, after) and kept_comments and old[:1] == new[:1]


MOST_LINES = 6
"""Lines that one fact may take: a list of two, with its key."""


def _in_order(lines: Sequence[str], among: Sequence[str]) -> bool:
    rest = iter(among)
    return all(any(line == other for other in rest) for line in lines)
