"""A history as a table: date, value, change, confidence, who, the id, and what was said."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.render import figures
from okrctl.render import words as say
from okrctl.render.terminal.cells import one_line
from okrctl.render.terminal.columns import wrapped
from okrctl.render.terminal.ink import NOTHING, Words, blank, joined, padded, words
from okrctl.render.terminal.style import Style
from okrctl.report.history.history import HistoryRow
from okrctl.report.show import ShowReport
from okrctl.report.values import Figure

MOST_IN_A_WINDOW = 30
LEAST_NOTE = 24
LEAST_FOR_IDS = 100
"""Columns of a window that shows the ids of records too."""
_RIGHT = (True, False, True, True, True, False, False)


def history_section(report: ShowReport, style: Style) -> list[Words]:
    """The history, the newest first, with its heading; in a window the first thirty rows."""
    rows = report.history if style.width is None or not style.cut else report.history[:MOST_IN_A_WINDOW]
    if not rows:
        return []
    cells = [_cells(row, report, style) for row in rows]
    widths = [max(row[at].width for row in cells) for at in range(len(_RIGHT))]
    lines = [
        line for row, drawn in zip(rows, cells, strict=True) for line in _row(drawn, widths, _story(row, style), style)
    ]
    rest = len(report.history) - len(rows)
    more = [words(f"  and {rest} more: ", "dim") + words(f"okrctl show {report.ref} --json")] if rest else []
    return [words("History", "bold"), *lines, *more]


def _cells(row: HistoryRow, report: ShowReport, style: Style) -> tuple[Words, ...]:
    """Date, of which part, value, change, confidence, who, the record's id."""
    value = (
        one_line(row.value)
        if isinstance(row.value, str)
        else say.our(number_text(row.value, row), unicode=style.unicode)
    )
    return (
        words(say.day(row.date, report.as_of), "dim"),
        words(one_line(row.key_result or row.segment or ""), "dim"),
        words(value),
        words(say.our(change_text(row), unicode=style.unicode), "dim"),
        words(say.confidence(row.confidence, report.confidence_scale), "dim"),
        words(one_line(row.by or ""), "dim"),
        words(one_line(row.record), "dim") if _has_room_for_ids(style) else NOTHING,
    )


def _has_room_for_ids(style: Style) -> bool:
    """Whether the ids, which `--supersedes` asks for, stand in the table; they leave before anything else does."""
    return style.width is None or style.width >= LEAST_FOR_IDS


def number_text(value: Figure | None, row: HistoryRow) -> str:
    """A value as it was typed; the share of a milestone in percent."""
    if value is None:
        return ""
    return say.percent(value) if row.is_share else figures.exact(value)


def change_text(row: HistoryRow) -> str:
    """The change with its sign, `=` for none."""
    if not row.change:
        return "" if row.change is None else "="
    return f"{'+' if row.change > 0 else ''}{number_text(row.change, row)}"


def _story(row: HistoryRow, style: Style) -> Words:
    """Everything that was said: steps, the person's own word, note, blockers, what comes next."""
    said = [
        words(f"corrects {one_line(row.corrects)}", "dim") if row.corrects else NOTHING,
        _steps("done", row.done),
        _steps("not done", row.undone),
        words(f"says {say.status_word(row.status)}", say.ink(row.status)) if row.status else NOTHING,
        words(f'"{one_line(row.note)}"') if row.note else NOTHING,
        words(f"blocked: {'; '.join(map(one_line, row.blockers))}", "warn") if row.blockers else NOTHING,
        words(f"next: {one_line(row.next)}") if row.next else NOTHING,
        words(f"signal: {one_line(row.signal)}", "warn") if row.signal else NOTHING,
    ]
    return joined(said, say.our(" · ", unicode=style.unicode), "dim")


def _steps(word: str, steps: Sequence[str]) -> Words:
    return words(f"{word}: {', '.join(steps)}") if steps else NOTHING


def _row(cells: Sequence[Words], widths: Sequence[int], story: Words, style: Style) -> list[Words]:
    """The row, its story behind it where there is room, else below it; a story is never cut."""
    seen = [padded(cell, width, right=right) for cell, width, right in zip(cells, widths, _RIGHT, strict=True) if width]
    start = blank(2) + joined(seen)
    if style.width is None or not story:
        return [start + blank(2) + story]
    indent = start.width + 2 if style.width - start.width - 2 >= LEAST_NOTE else 4
    first, *more = wrapped(story, max(style.width - indent, 8))
    below = [blank(indent) + line for line in more]
    return [start + blank(2) + first, *below] if indent > 4 else [start, blank(4) + first, *below]
