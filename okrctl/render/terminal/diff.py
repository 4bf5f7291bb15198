"""What changed, in the terminal: by objective, one change a line, sign before words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from okrctl.core.address import parse_ref
from okrctl.render import words as say
from okrctl.render.terminal.cells import one_line
from okrctl.render.terminal.flowing import flow, page, paragraph
from okrctl.render.terminal.ink import Ink, Words, blank, draw, words
from okrctl.render.terminal.style import Style
from okrctl.report.history.diff import ChangeLine, DiffReport
from okrctl.report.typed_refs import typed

_SIGNS = {"new": "+", "dropped": "-", "moved": "→", "decided": "·", "reviewed": "·"}
_INKS: dict[str, Ink] = {"new": "good", "dropped": "bad", "moved": "accent", "retargeted": "warn"}
OTHER = "~"


def terminal_diff(report: DiffReport, style: Style) -> str:
    """The changes as text for a terminal or a pipe."""
    groups = [_group(changes, report, style) for changes in by_thing(report.changes)]
    return draw(page([_headline(report, style), *groups]), style)


def by_thing(changes: Iterable[ChangeLine]) -> list[list[ChangeLine]]:
    """The changes of one objective, KPI or cycle together."""
    groups: dict[str, list[ChangeLine]] = {}
    for change in changes:
        groups.setdefault(top_of(change.ref), []).append(change)
    return list(groups.values())


def top_of(ref: str) -> str:
    """The ref of the objective, KPI or cycle that a ref is or lies in."""
    whole = parse_ref(ref)
    return f"{whole.cycle}/{whole.objective}" if whole.objective else ref


def tally(changes: Sequence[ChangeLine]) -> str:
    """How many changes there are: `3 changes of plan, 5 values moved`."""
    moved = sum(change.kind == "moved" for change in changes)
    planned = len(changes) - moved
    said = [say.count(planned, "change") if planned else "", f"{say.count(moved, 'value')} moved" if moved else ""]
    return ", ".join(filter(None, said)) or "no goal changed, no value moved"


def _headline(report: DiffReport, style: Style) -> list[Words]:
    between = say.our(" · ", unicode=style.unicode)
    states = say.our(f"{one_line(report.before)} → {one_line(report.after)}", unicode=style.unicode)
    pieces = [words(one_line(report.workspace), "bold"), words(states), words(tally(report.changes))]
    warning = words("Incomplete: something could not be read. See what: ", "warn") + words("okrctl lint")
    return flow(pieces, style, between) + ([] if report.complete else paragraph(warning, style))


def _group(changes: Sequence[ChangeLine], report: DiffReport, style: Style) -> list[Words]:
    top = top_of(changes[0].ref)
    own = report.titles.get(top, "")
    heading = words(typed(top, report.needing_cycle), "bold") + words(f"  {one_line(own)}" if own else "", "dim")
    return [heading, *(line for change in changes for line in _change(change, top, style))]


def _change(change: ChangeLine, top: str, style: Style) -> list[Words]:
    """The sign, of which key result, and what changed; wrapped and never cut."""
    ink = _INKS.get(change.kind, "plain")
    sign = words(say.our(_SIGNS.get(change.kind, OTHER), unicode=style.unicode) + " ", ink)
    name = change.ref.removeprefix(top).strip("/")
    title = f"  {one_line(change.title)}" if change.kind in {"new", "dropped"} and name else ""
    said = words(f"{name}: " if name else "", "bold") + words(one_line(change.text)) + words(title, "dim")
    first, *more = paragraph(said, style, 4)
    return [blank(2) + sign + Words(first.stretches[1:]), *more]
