"""CSV text -> rows of date and value, its columns found by name, its separator by its header."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from okrctl.core.errors import SourceFailed
from okrctl.core.kpi import Source
from okrctl.core.suggestion import did_you_mean
from okrctl.sources.measured.around import Rows

SEPARATORS = (",", ";", "\t")


def rows_of(data: bytes, source: Source, name: str) -> Rows:
    """Date and value of each row that `where` lets through; an empty cell is None.

    Raises SourceFailed for what is no table, and for columns that it does not have.
    """
    if source.date is None or source.value is None:
        missing = "date" if source.date is None else "value"
        raise SourceFailed(f"the source does not say which column holds the {missing}", help=f"add {missing}: COLUMN")
    text = _text(data, name)
    separator = _separator(text.partition("\n")[0], [source.date, source.value, *source.where])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        head = next(reader, [])
        date, value = (_column(head, wanted, name) for wanted in (source.date, source.value))
        where = {_column(head, column, name): due for column, due in source.where.items()}
        for cells in reader:
            if all(_cell(cells, index) == due.strip() for index, due in where.items()):
                found = _cell(cells, value)
                yield _cell(cells, date) or None, _with_point(found, separator) or None
    except csv.Error as fault:
        raise SourceFailed(f"{name} is no CSV: {fault} (line {reader.line_num})") from None


def _text(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SourceFailed(f"{name} is not UTF-8", help="save it as CSV UTF-8") from None
    if "\0" in text:
        raise SourceFailed(f"{name} is no text", help="hand over CSV")
    return text


def _separator(head: str, wanted: Sequence[str]) -> str:
    """The separator under which the header has most of the columns; a comma where none has any."""
    return max(SEPARATORS, key=lambda sign: sum(_is(column, name) for column in head.split(sign) for name in wanted))


def _column(head: Sequence[str], wanted: str, name: str) -> int:
    found = [index for index, column in enumerate(head) if _is(column, wanted)]
    if len(found) == 1:
        return found[0]
    known = [column.strip() for column in head]
    if found:
        raise SourceFailed(f'{name} has {len(found)} columns "{wanted}"', help="give them different names")
    raise SourceFailed(
        f'{name} has no column "{wanted}"{did_you_mean(wanted, known)}', help=f"it has {', '.join(known) or 'none'}"
    )


def _is(column: str, wanted: str) -> bool:
    return column.strip().strip('"').casefold() == wanted.strip().casefold()


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index].strip() if index < len(cells) else ""


def _with_point(text: str, separator: str) -> str:
    """The number with a decimal point where the table, being separated by `;`, has decimal commas."""
    if separator != ";" or text.count(",") != 1 or "." in text:
        return text
    if len(text.rpartition(",")[2]) == 3:
        raise SourceFailed(f'"{text}" may be a thousand times more or less', help="write it without the comma")
    return text.replace(",", ".")
