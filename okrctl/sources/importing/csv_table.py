"""A CSV file -> a Table: UTF-8 with or without a mark, commas, semicolons or tabs, cells of several lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from okrctl.core.errors import UsageError
from okrctl.sources.importing.opening import KNOWN
from okrctl.sources.importing.table import Row, Table, table_of

SEPARATORS = (";", "\t", ",")
_SAMPLE = 65_536
"""Characters that are looked at to tell the separator."""


def csv_table(path: Path, name: str, *, as_written: bool = False) -> Table:
    """The table in a CSV file; blanks around a cell go unless it is to be kept as written.

    Raises UsageError for what is no text in UTF-8, or no table.
    """
    separator = _separator(path, name)

    def rows() -> Iterator[Row]:
        with _opened(path) as text:
            for row in _rows(csv.reader(text, delimiter=separator, strict=False), name):
                yield row if as_written else Row(row.number, tuple(map(str.strip, row.cells)))

    return table_of(name, rows, decimal_comma=separator == ";", lines=_lines(path))


def _lines(path: Path) -> int:
    """The lines of the file; of cells with several lines more than its rows."""
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_SAMPLE), b""))


def _opened(path: Path) -> io.TextIOWrapper:
    return path.open(encoding="utf-8-sig", newline="")


def _rows(reader: Iterator[list[str]], name: str) -> Iterator[Row]:
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield Row(number, tuple(cells))
    except UnicodeDecodeError as fault:
        raise _not_utf8(name, number + 1, fault) from None
    except csv.Error as fault:
        raise UsageError(f"{name} is no CSV: {fault}, behind row {number}", path=name) from None


def _not_utf8(name: str, row: int, fault: UnicodeDecodeError) -> UsageError:
    byte = fault.object[fault.start]
    message = f"{name} is not in UTF-8: the byte 0x{byte:02x} after row {row - 1} is no letter there"
    return UsageError(message, path=name, help='save it as "CSV UTF-8"; nothing was written')


def _separator(path: Path, name: str) -> str:
    """What stands most often in the first line that holds any, outside quotes."""
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    _refuse_binary(start, name)
    text = start.decode("utf-8-sig", "ignore")
    for line in _lines_outside_quotes(text):
        counts = {separator: line.count(separator) for separator in SEPARATORS}
        if any(counts.values()):
            return max(SEPARATORS, key=lambda separator: counts[separator])
    raise UsageError(
        f"{name} is no table: nothing in it separates columns",
        path=name,
        help="a CSV file has a header with commas, semicolons or tabs",
    )


def _refuse_binary(start: bytes, name: str) -> None:
    """Raises UsageError for what is plainly something else."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UsageError(f"{name} is in UTF-16", path=name, help='save it as "CSV UTF-8"; nothing was written')
    if b"\0" in start:
        raise UsageError(f"{name} is no table: it holds bytes that no text has", path=name, help=KNOWN)
    if start.lstrip()[:1] in (b"<", b"{", b"[") or start.startswith(b"%PDF"):
        raise UsageError(f"{name} is no table, whatever its name says", path=name, help=KNOWN)


def _lines_outside_quotes(text: str) -> Iterator[str]:
    """The lines with what stands in quotes taken out; a line end in quotes ends no line."""
    line: list[str] = []
    quoted = False
    for character in text:
        if character == '"':
            quoted = not quoted
        elif not quoted and character in "\r\n":
            yield "".join(line)
            line = []
        elif not quoted:
            line.append(character)
    yield "".join(line)
