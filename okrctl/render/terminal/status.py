"""What a person owes and what needs attention, in the terminal: the check-ins that are due first, each with its command."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.render import figures
from okrctl.render import words as say
from okrctl.render.terminal.attention import attention_section
from okrctl.render.terminal.cells import one_line
from okrctl.render.terminal.flowing import flow, page
from okrctl.render.terminal.ink import Words, draw, words
from okrctl.render.terminal.listing import Item, listing
from okrctl.render.terminal.style import Style
from okrctl.report.due import DueItem
from okrctl.report.status import StatusReport
from okrctl.report.typed_refs import typed

MOST_UNREVIEWED = 5
"""Objectives that want a review, each with its command; the rest is counted."""


def terminal_status(report: StatusReport, style: Style, *, only_due: bool = False) -> str:
    """The status as text for a terminal or a pipe."""
    owed = frozenset(report.owes)
    others = [item for item in report.due if item not in owed]
    sections = [_where_and_when(report, style)]
    sections += [_owed(report, style)] if report.person else []
    sections += [_owed_by_others(others, report, style)] if only_due or not report.person else []
    if not only_due:
        attention = attention_section(report, style)
        sections += [attention or [words("Nothing needs attention.")], _endings(report, others)]
    return draw(page(sections), style)


def _where_and_when(report: StatusReport, style: Style) -> list[Words]:
    day = f"{say.weekday(report.as_of)} {say.day(report.as_of)}"
    names = [report.workspace, *(name for _, name in report.filters), *([report.person] if report.person else [])]
    pieces = [*(words(one_line(name), "bold") for name in names), words(day)]
    warning = (
        [words("Incomplete: something could not be read. See what: ", "warn") + words("okrctl lint")]
        if not report.complete
        else []
    )
    return flow(pieces, style, say.our(" · ", unicode=style.unicode)) + warning


def _owed(report: StatusReport, style: Style) -> list[Words]:
    """The person's own list, and one command for all of it."""
    mine = report.owes
    if not mine:
        return _nothing_owed(report)
    heading = words(f"You owe {say.count(len(mine), 'check-in')}", "bold")
    whole_round = [words("All of them in one go: ", "dim") + words("okrctl checkin")] if len(mine) > 1 else []
    return [heading, *_list(mine, report, style, owners=False), *whole_round]


def _nothing_owed(report: StatusReport) -> list[Words]:
    following = next((item for item in report.upcoming if report.person in item.owners), None)
    when = (
        f" The next is {typed(following.ref, report.needing_cycle)} on {say.day(following.due_on, report.as_of)}."
        if following
        else ""
    )
    return [words("You owe no check-in.", "bold") + words(when)]


def _owed_by_others(items: Sequence[DueItem], report: StatusReport, style: Style) -> list[Words]:
    whose = " of others" if report.person else ""
    if not items:
        return [words(f"No check-in{whose} is due.")]
    are = "is" if len(items) == 1 else "are"
    heading = words(f"{say.count(len(items), 'check-in')}{whose} {are} due", "bold")
    return [heading, *_list(items, report, style, owners=True)]


def _list(items: Sequence[DueItem], report: StatusReport, style: Style, *, owners: bool) -> list[Words]:
    return listing([_item(item, report, style, owners=owners) for item in items], style)


def _item(item: DueItem, report: StatusReport, style: Style, *, owners: bool) -> Item:
    owner = one_line(item.owners[0]) if item.owners else ""
    return Item(
        (
            words(typed(item.ref, report.needing_cycle)),
            _value(item, style),
            *([words(owner, "dim")] if owners else []),
            words(_last(item, report), "dim"),
            words(_overdue(item, report), "warn"),
        ),
        command=words(say.our(f"okrctl checkin {typed(item.update, report.needing_cycle)} …", unicode=style.unicode)),
    )


def _value(item: DueItem, style: Style) -> Words:
    """The last value with its unit; a word of a scale as it is, a milestone's steps or share."""
    if isinstance(item.value, str):
        return words(one_line(item.value))
    if item.steps:
        done, steps = item.steps
        return words(f"{done} of {say.count(steps, 'step')}")
    if item.kind == "milestone":
        return words(say.our(say.percent(item.value), unicode=style.unicode))
    number = words(say.our("–" if item.value is None else figures.short(item.value), unicode=style.unicode))
    return number + words(f" {one_line(item.unit)}" if item.unit and item.value is not None else "")


def _last(item: DueItem, report: StatusReport) -> str:
    return f"last {say.day(item.last_checkin, report.as_of)}" if item.last_checkin else "never yet"


def _overdue(item: DueItem, report: StatusReport) -> str:
    """How late it is: `3 days late`; nothing on the day itself."""
    days = (report.as_of - item.due_on).days
    return f"{say.count(days, 'day')} late" if days else "due today"


def _endings(report: StatusReport, others: Sequence[DueItem]) -> list[Words]:
    """What else is open: updates of others, cycles that nobody closed."""
    owed = f"Others owe {say.count(len(others), 'check-in')}: "
    of_others = [words(owed, "dim") + words("okrctl status --due")] if report.person and others else []
    ended = ((f"{cycle} has ended and is not closed: ", f"okrctl close {cycle}") for cycle in report.unclosed)
    wanted = [words("Not reviewed yet: ", "dim") + words(f"okrctl close {ref}") for ref in report.unreviewed]
    rest = len(wanted) - MOST_UNREVIEWED
    wanted[MOST_UNREVIEWED:] = [words(f"and {say.count(rest, 'objective')} more", "dim")] if rest > 0 else []
    return of_others + wanted + [words(what, "dim") + words(command) for what, command in ended]
