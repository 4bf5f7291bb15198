"""The plan of an import as text: the tree it makes, what it cannot take and why, whom it does not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from okrctl.core.incoming.plan import Plan, PlanLine
from okrctl.render import words as say
from okrctl.render.terminal.cells import one_line
from okrctl.render.terminal.flowing import page, paragraph
from okrctl.render.terminal.ink import Ink, Words, draw, joined, words
from okrctl.render.terminal.style import Style

MOST_LINES, MOST_NOTES = 200, 40
"""Goals and remarks that are shown; the rest is counted. JSON and the rejects file have all of them."""

_SIGNS: dict[str, tuple[str, Ink]] = {"new": ("+", "good"), "changed": ("~", "warn"), "same": ("=", "dim")}


_KEPT = frozenset({"people", "teams"})


def terminal_plan(plan: Plan, style: Style) -> str:
    """The plan for a terminal or a pipe."""
    return draw(page(_parts(plan, style)), style)


def _parts(plan: Plan, style: Style) -> Iterator[list[Words]]:
    shown = _shown_lines(plan)
    lines = [line for one in shown[:MOST_LINES] for line in _goal(one, style)]
    yield lines + _more(len(shown) - MOST_LINES, "goals")
    yield _listed("Cycles that are new here", plan.new_cycles, style)
    yield from _unknown(plan, style)
    rejected = [(f"row {one.row}: " if one.row else "", one.why) for one in plan.rejected]
    yield _remarks("Not taken", rejected, "bad", style)
    yield _remarks("Remarks", [(f"row {one.row}: ", one.text) for one in plan.notes], "dim", style)
    yield [line for text in plan.warnings for line in paragraph(words("! ", "warn") + words(one_line(text)), style)]


def _shown_lines(plan: Plan) -> Sequence[PlanLine]:
    """What is new or changes, with the objectives above it; nothing of what stays as it is."""
    shown: list[PlanLine] = []
    above: PlanLine | None = None
    for line in plan.lines:
        above = line if line.depth == 0 else above
        if line.action != "same" or line.says:
            if above is not None and above is not line:
                shown.append(above)
            shown.append(line)
            above = None
    return shown


def _goal(line: PlanLine, style: Style) -> list[Words]:
    sign, ink = _SIGNS[line.action]
    name = line.ref if line.depth == 0 else line.ref.rpartition("/")[2]
    pieces = [
        words(one_line(line.title), "bold" if line.depth == 0 else "plain"),
        words(say.our(one_line(line.says), unicode=style.unicode)),
        words(name, "dim"),
    ]
    return paragraph(words(f"{sign} ", ink) + joined(pieces), style, 2 * line.depth)


def _unknown(plan: Plan, style: Style) -> Iterator[list[Words]]:
    """Who and what is not known, and what becomes of it."""
    what = {"people": plan.unknown_people, "teams": plan.unknown_teams}
    what |= {"periods": plan.unknown_periods, "KPIs": plan.unknown_kpis}
    for kind, names in what.items():
        made = "made now" if plan.creates_missing else "kept as written" if kind in _KEPT else "not taken"
        yield _listed(f"Unknown {kind}, {made}", names, style)
    if any(what.values()) and not plan.creates_missing:
        yield paragraph(words("--create-missing", "accent") + words(" writes them into the workspace."), style)


def _listed(head: str, names: Iterable[str], style: Style) -> list[Words]:
    told = ", ".join(one_line(name) for name in names)
    return paragraph(words(f"{head}: ", "dim") + words(told), style) if told else []


def _remarks(head: str, remarks: Sequence[tuple[str, str]], ink: Ink, style: Style) -> list[Words]:
    if not remarks:
        return []
    lines = [words(f"{head} ({len(remarks):,}):", ink)]
    for where, text in remarks[:MOST_NOTES]:
        lines += paragraph(words(where, "dim") + words(one_line(text)), style, 2)
    return lines + _more(len(remarks) - MOST_NOTES, "rows")


def _more(number: int, what: str) -> list[Words]:
    return [words(f"  and {number:,} more {what}", "dim")] if number > 0 else []
