"""What serves what, in the terminal: goals with what serves them below, joined by lines, each with its pace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okrctl.core.frozen import dataclass
from okrctl.render import tree_words as told
from okrctl.render import words as say
from okrctl.render.terminal.bar import bar
from okrctl.render.terminal.cells import one_line
from okrctl.render.terminal.columns import Column, Row, fit, head_lines
from okrctl.render.terminal.flowing import flow, page, paragraph
from okrctl.render.terminal.ink import NOTHING, Words, draw, joined, words
from okrctl.render.terminal.style import Style
from okrctl.report.around import TreeNode
from okrctl.report.tree.tree import TreeReport
from okrctl.report.typed_refs import typed

BAR = 12
LEAST_TITLE = 30
_LABELS = ("status", "share", "progress", "", "pace", "owner")
_COLUMNS = (
    Column(leaves=1, yields=True),
    Column(right=True, leaves=3),
    Column(right=True),
    Column(leaves=2),
    Column(right=True, leaves=5),
    Column(most=14, leaves=4),
)


@dataclass(frozen=True, slots=True)
class _Guides:
    """The lines that join a node to the one above it."""

    branch: str
    last: str
    passing: str
    gap: str = "   "


_UNICODE = _Guides("├─ ", "└─ ", "│  ")
_ASCII = _Guides("|- ", "`- ", "|  ")


def terminal_tree(report: TreeReport, style: Style) -> str:
    """The tree as text for a terminal or a pipe."""
    return draw(page([_headline(report, style), _tree(report, style), _wrong(report, style)]), style)


def _headline(report: TreeReport, style: Style) -> list[Words]:
    names = [report.workspace, *(name for _, name in report.filters)]
    when = words(say.day(report.as_of))
    pieces = [*(words(one_line(name), "bold") for name in names), words("what serves what"), when]
    warning = words("Incomplete: something could not be read. See what: ", "warn") + words("okrctl lint")
    between = say.our(" · ", unicode=style.unicode)
    return flow(pieces, style, between) + ([] if report.complete else paragraph(warning, style))


def _tree(report: TreeReport, style: Style) -> list[Words]:
    """The nodes, one line each; in the narrowest windows without figures but the progress."""
    rows = [row for node in report.nodes for row in _rows(node, "", "", report, style)]
    if not rows:
        return _nothing_yet(report, style)
    labels = Row(tuple(_label(text, [row.cells[at] for row in rows]) for at, text in enumerate(_LABELS)))
    layout = fit(_COLUMNS, [labels, *rows], style, least=LEAST_TITLE)
    if layout is None:
        return [line for row in rows for line in _alone(row, style)]
    return [line for row in (labels, *rows) for line in layout.lines(row)]


def _label(text: str, cells: Sequence[Words]) -> Words:
    """What stands above a column; nothing above an empty one."""
    return words(text, "dim") if any(cells) else NOTHING


def _alone(row: Row, style: Style) -> list[Words]:
    """A row without columns: its head with progress and pace behind it; of what has none what is to be said of it."""
    _, _, progress, _, pace, _ = row.cells
    return head_lines(Row((), row.lead, row.title, joined([progress, pace]) or row.tail), style.width or 0, style)


def _rows(node: TreeNode, before: str, below: str, report: TreeReport, style: Style) -> Iterator[Row]:
    """The row of a node after its guides, then those of what hangs below it."""
    guides = _UNICODE if style.unicode else _ASCII
    yield _row(node, before, below + (guides.passing if node.children else ""), report, style)
    for place, child in enumerate(node.children, 1):
        is_last = place == len(node.children)
        joint, passing = (guides.last, guides.gap) if is_last else (guides.branch, guides.passing)
        yield from _rows(child, below + joint, below + passing, report, style)


def _row(node: TreeNode, before: str, rail: str, report: TreeReport, style: Style) -> Row:
    status = node.status or "no_data"
    sign = words(say.sign(status, unicode=style.unicode) + " ", say.ink(status))
    name = words(f"{node.ref.rpartition('/')[2]}  ", "dim") if node.kind == "key_result" else NOTHING
    lead = words(before, "dim") + sign + name
    title = words(one_line(node.title or node.ref), "plain" if node.kind == "key_result" else "bold")
    return Row(_figures(node, style), lead, title, _tail(node, report, style), rail=words(rail.rstrip(), "dim"))


def _figures(node: TreeNode, style: Style) -> tuple[Words, ...]:
    """Status (which only a pipe shows), share, progress, bar, pace, owner; of what stands elsewhere only the share."""
    status = words(say.status_word(node.status), say.ink(node.status)) if node.status else NOTHING
    share = words(say.our(say.percent(node.share), unicode=style.unicode), "dim") if node.share is not None else NOTHING
    return (status, share, *_progress(node, style), _owner(node, style))


def _progress(node: TreeNode, style: Style) -> tuple[Words, Words, Words]:
    """Percent, bar and pace; of what is met or not that word alone."""
    if not told.has_figures(node):
        return NOTHING, NOTHING, NOTHING
    ink = say.ink(node.status or "")
    if told.is_met_or_not(node):
        return words(told.progress(node), ink), NOTHING, NOTHING
    drawn = bar(node.progress, told.expected(node), room=BAR, ink=ink, style=style)
    progress, pace = (say.our(text, unicode=style.unicode) for text in (told.progress(node), told.pace(node)))
    return words(progress), drawn, words(pace)


def _owner(node: TreeNode, style: Style) -> Words:
    names = [one_line(owner) for owner in node.owners]
    if len(names) > 1 and style.width is not None:
        return words(f"{names[0]} +{len(names) - 1}", "dim")
    return words(", ".join(names), "dim")


def _tail(node: TreeNode, report: TreeReport, style: Style) -> Words:
    """Its id, what kind it is, where it stands, what is wrong with it, and how much of it is not shown."""
    said = [*map(one_line, told.about(node, report)), *told.place(node)]
    pieces = [words(text, "dim") for text in said]
    pieces += [words(told.problem(node), "warn")] if node.problem else []
    return joined(pieces, say.our(" · ", unicode=style.unicode), "dim")


def _wrong(report: TreeReport, style: Style) -> list[Words]:
    """Circles and orphans by name, with the command that mends them."""
    arrow = say.our(" → ", unicode=style.unicode)
    lines = [
        line
        for loop in report.loops
        for line in paragraph(words("In a circle: ", "warn") + words(arrow.join((*loop, loop[0]))), style)
    ]
    if report.orphans:
        names = ", ".join(typed(ref, report.needing_cycle) for ref in report.orphans)
        lines += paragraph(words("Serve nothing above them: ", "warn") + words(names), style)
        command = f"okrctl set {typed(report.orphans[0], report.needing_cycle)} parent=…"
        lines += [words("Say what one serves: ", "dim") + words(say.our(command, unicode=style.unicode))]
    return lines


def _nothing_yet(report: TreeReport, style: Style) -> list[Words]:
    who: Sequence[str] = [f"{kind} {one_line(name)}" for kind, name in report.filters]
    if who:
        return [words(f"No objectives of {' and '.join(who)}."), words("All of them: ", "dim") + words("okrctl tree")]
    command = say.our('okrctl new objective "…"', unicode=style.unicode)
    return [words("No objectives yet. Write the first one: ") + words(command)]
