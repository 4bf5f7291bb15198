"""Table: rows of text under a header, as they come out of a file one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from okrctl.core.errors import UsageError
from okrctl.core.frozen import dataclass

MOST_COLUMNS = 200


class Row(NamedTuple):
    """One row."""

    number: int
    """As a spreadsheet counts: the first row of the sheet is 1."""
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that can be read as often as it is needed, one row at a time."""

    file: str
    """The file's own name."""
    columns: tuple[str, ...]
    header: int
    """The number of the row that names the columns."""
    rows: Callable[[], Iterator[Row]]
    """The rows below the header that hold anything, read anew."""
    decimal_comma: bool = False
    """Whether the file comes from a country that writes 1,5 for one and a half."""
    lines: int = 0
    """How many rows there may be, for the progress shown."""
    warnings: tuple[str, ...] = ()
    """What of the file is not in the table."""


def table_of(file: str, rows: Callable[[], Iterator[Row]], *, decimal_comma: bool = False, lines: int = 0) -> Table:
    """The table whose header is the first row with several cells, or the first one at all.

    Raises UsageError where there is nothing, or too many columns for a table.
    """
    head: Row | None = None
    for row in rows():
        filled = sum(bool(cell) for cell in row.cells)
        head = head or (row if filled else None)
        if filled > 1 or row.number > 10:
            head = row if filled > 1 else head
            break
    if head is None:
        raise UsageError(f"{file} holds no table: there is nothing in it", path=file)
    columns = tuple(" ".join(cell.split()) for cell in _without_empty_end(head.cells))
    if len(columns) > MOST_COLUMNS:
        message = f"{file} has {len(columns)} columns; a table of goals has at most {MOST_COLUMNS}"
        raise UsageError(
            message, path=file, line=head.number, help="take the columns you need into a file of their own"
        )
    below = _below(file, rows, head.number, len(columns))
    return Table(file, columns, head.number, below, decimal_comma, lines)


def _below(file: str, rows: Callable[[], Iterator[Row]], header: int, width: int) -> Callable[[], Iterator[Row]]:
    def below() -> Iterator[Row]:
        for row in rows():
            if row.number > header and any(row.cells):
                yield _fitted(file, row, width)

    return below


def _fitted(file: str, row: Row, width: int) -> Row:
    """The row with as many cells as there are columns; UsageError where something stands beyond them."""
    cells = _without_empty_end(row.cells)
    if len(cells) > width:
        message = f"row {row.number} of {file} has {len(cells)} cells, and the header {width}"
        help_ = "a quote or a separator in it is probably not closed or not quoted; nothing was written"
        raise UsageError(message, path=file, help=help_)
    return Row(row.number, cells + ("",) * (width - len(cells)))


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
