"""The objectives of a report by team, each with its key results below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrctl.core.frozen import dataclass
from okrctl.render.terminal import cells
from okrctl.render.terminal.columns import Column, Layout, Row, fit, head_lines
from okrctl.render.terminal.flowing import flow, page
from okrctl.render.terminal.ink import NOTHING, Words, blank, words
from okrctl.render.terminal.rows import INDENT, LONGEST_PADDED_ID, ReportRow, View, key_result_row, objective_row
from okrctl.render.terminal.style import Style
from okrctl.report.typed_refs import typed
from okrctl.report.values import CycleReport, KeyResultLine, ObjectiveLine

LEAST_TITLE = 24
"""Titles that would get fewer cells beside their numbers stand above them."""
_LABELS = ("status", "now/target", "", "progress", "pace", "conf.", "history", "owner")


def _whole(*, ended: bool) -> tuple[Column, ...]:
    """The columns of a row on one line; after the end the grade, which stands where the pace stood, leaves last."""
    return (
        Column(leaves=1, yields=True),
        Column(right=True, most=20),
        Column(right=True),
        Column(),
        Column(right=True, leaves=4 if ended else 3),
        Column(right=True, leaves=3 if ended else 4),
        Column(leaves=2),
        Column(most=14),
    )


def _figures(*, ended: bool) -> tuple[Column, ...]:
    """The columns of the lower of two lines."""
    return (
        Column(right=True),
        Column(),
        Column(right=True, leaves=2 if ended else 1),
        Column(right=True, leaves=1 if ended else 2),
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """An objective with the rows of its key results, and what is said where it has none."""

    objective: ReportRow | None
    """None where only the key results are shown."""
    key_results: tuple[ReportRow, ...]
    hint: Words

    @property
    def rows(self) -> tuple[ReportRow, ...]:
        """All of its rows."""
        return (self.objective, *self.key_results) if self.objective else self.key_results


def objectives_section(report: CycleReport, style: Style) -> list[Words]:
    """All objectives under the names of their teams."""
    view = _view(report, style, [key_result for objective in report.objectives for key_result in objective.key_results])
    return _drawn(
        [(heading, [_block(objective, view) for objective in objectives]) for heading, objectives in grouped(report)],
        view,
    )


def key_results_section(line: ObjectiveLine | KeyResultLine, report: CycleReport, style: Style) -> list[Words]:
    """The key results of one objective, or the parts of one key result, without what they belong to."""
    inside = line.key_results if isinstance(line, ObjectiveLine) else line.parts
    view = _view(report, style, inside)
    rows = tuple(row for one in inside for row in _with_parts(one, line.owners, 0, view))
    return _drawn([("", [_Block(None, rows, NOTHING)])], view) if rows else []


def _view(report: CycleReport, style: Style, key_results: Sequence[KeyResultLine]) -> View:
    return View(
        report.confidence_scale, report.as_of > report.cycle.end, style, _id_width(key_results), report.needing_cycle
    )


def _drawn(groups: Sequence[tuple[str, Sequence[_Block]]], view: View) -> list[Words]:
    """The blocks under their headings, each row on one line where the window has the room, else on two."""
    style = view.style
    rows = [row for _, blocks in groups for block in blocks for row in block.rows]
    if not rows:
        return []
    labels = _labels([row.whole() for row in rows], view)
    layout = fit(_whole(ended=view.ended), [Row(labels), *(row.whole() for row in rows)], style, least=LEAST_TITLE)
    if layout is None:
        return page(_headed(heading, _on_two_lines(blocks, rows, view)) for heading, blocks in groups)
    (first, blocks), *others = groups
    top = layout.lines(Row(labels, title=words(cells.one_line(first), "bold"))) + _on_one_line(blocks, layout)
    return page([top, *(_headed(heading, _on_one_line(blocks, layout)) for heading, blocks in others)])


def _labels(rows: Sequence[Row], view: View) -> tuple[Words, ...]:
    """What stands above the columns, those that hold something."""
    texts = ("grade" if view.ended and label == "pace" else label for label in _LABELS)
    return tuple(words(text if any(row.cells[at] for row in rows) else "", "dim") for at, text in enumerate(texts))


def _id_width(key_results: Sequence[KeyResultLine]) -> int:
    widths = list(_id_widths(key_results, 0))
    return max((width for width in widths if width <= LONGEST_PADDED_ID), default=0)


def grouped(report: CycleReport) -> list[tuple[str, list[ObjectiveLine]]]:
    """The objectives under a heading each: those without a team under their level, then the teams in their order."""
    groups: dict[tuple[int, str], list[ObjectiveLine]] = {}
    places = {team: place for place, (team, _) in enumerate(report.teams)}
    for objective in report.objectives:
        place = places.get(objective.team, len(places)) if objective.team else -1
        heading = dict(report.teams).get(objective.team, objective.team) if objective.team else _level(objective)
        groups.setdefault((place, heading), []).append(objective)
    return [(heading, groups[place, heading]) for place, heading in sorted(groups, key=lambda key: key[0])]


def _level(objective: ObjectiveLine) -> str:
    return objective.level[:1].upper() + objective.level[1:] if objective.level else ""


def _id_widths(key_results: Sequence[KeyResultLine], depth: int) -> Iterator[int]:
    """The cells of each id, a part's indent counted with it."""
    for key_result in key_results:
        yield cells.width(key_result.id) + 2 * depth
        yield from _id_widths(key_result.parts, depth + 1)


def _block(objective: ObjectiveLine, view: View) -> _Block:
    rows = [row for key_result in objective.key_results for row in _with_parts(key_result, objective.owners, 0, view)]
    is_empty = not rows and objective.type != "goal" and objective.progress is None
    return _Block(objective_row(objective, view), tuple(rows), _hint(objective, view) if is_empty else NOTHING)


def _with_parts(line: KeyResultLine, owners: Sequence[str], depth: int, view: View) -> list[ReportRow]:
    parts = [row for part in line.parts for row in _with_parts(part, line.owners or owners, depth + 1, view)]
    return [key_result_row(line, owners, depth, view), *parts]


def _hint(objective: ObjectiveLine, view: View) -> Words:
    command = f'okrctl new kr {typed(objective.ref, view.needing_cycle)} "…"'
    return blank(INDENT) + words("no key results yet: ", "dim") + view.our(command)


def _headed(heading: str, lines: list[Words]) -> list[Words]:
    return [words(cells.one_line(heading), "bold"), *lines] if heading else lines


def _on_one_line(blocks: Sequence[_Block], layout: Layout) -> list[Words]:
    """Each row on one line, its figures in columns."""
    lines: list[Words] = []
    for block in blocks:
        for row in block.rows:
            lines += layout.lines(row.whole())
        lines += [block.hint] if block.hint else []
    return lines


def _on_two_lines(blocks: Sequence[_Block], rows: Sequence[ReportRow], view: View) -> list[Words]:
    """Each key result's title on one line, its figures below; an objective's beside it where its title fits."""
    below = [row.below() for row in rows]
    layout = fit(_figures(ended=view.ended), below, view.style, least=max(row.title.width for row in below), fill=True)
    return page(_block_on_two_lines(block, layout, view.style) for block in blocks)


def _block_on_two_lines(block: _Block, layout: Layout | None, style: Style) -> list[Words]:
    lines: list[Words] = []
    for row in block.rows:
        lines += _stacked(row, style) if layout is None else _above(row, layout, style)
    return [*lines, block.hint] if block.hint else lines


def _above(row: ReportRow, layout: Layout, style: Style) -> list[Words]:
    """The row on two lines, or on one where its title fits beside what an objective has to say."""
    if row.is_brief or (not row.indent and row.beside().head_width <= layout.head):
        return layout.lines(row.beside()) if not row.is_brief else head_lines(row.brief(), style.width or 0, style)
    is_long = bool(row.tail) and row.head().head_width > (style.width or 0)
    more = [(row.history, row.tail), (row.tail,), ()] if is_long else [(row.history,), ()]
    told, below = next((one, row.below(*one)) for one in more if not one or row.below(*one).head_width <= layout.head)
    head = row.head(tail=not (is_long and row.tail in told))
    return head_lines(head, style.width or 0, style) + layout.lines(below)


def _stacked(row: ReportRow, style: Style) -> list[Words]:
    """Everything below one another, for the narrowest windows."""
    room = Style(width=max((style.width or 0) - row.indent - 2, 8))
    return head_lines(row.head(), style.width or 0, style) + [
        blank(row.indent + 2) + line for line in flow(row.loose(), room)
    ]
