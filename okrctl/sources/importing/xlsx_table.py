"""A workbook -> a Table: values as they are shown, formulas by the result that was saved with them, no macro ever run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from okrctl.core.errors import UsageError
from okrctl.core.number import plain_text
from okrctl.sources.importing.archives import BROKEN, opened
from okrctl.sources.importing.table import Row, Table, table_of

_HEAD = 4_096
"""Bytes in which an XML file would declare entities, which may grow beyond all measure."""
_SAVE_IT = "open it in a spreadsheet program and save it, or save the sheet as CSV UTF-8"


def sheet_names(path: Path, name: str) -> tuple[str, ...]:
    """The names of the sheets that hold cells.

    Raises UsageError for what is no workbook, one that holds macros, or one that is too large.
    """
    _check(path, name)
    with _Book(path, name) as book:
        return tuple(book.file.sheetnames)


def xlsx_table(path: Path, name: str, sheet: str | None = None, *, as_written: bool = False) -> Table:
    """The table on a sheet, the first one where none is named; blanks around a cell go unless it is to be kept as written."""
    formulas = _check(path, name)

    def rows() -> Iterator[Row]:
        with _Book(path, name) as book:
            for row in _rows(book, sheet, name, watch_formulas=formulas):
                yield row if as_written else Row(row.number, tuple(map(str.strip, row.cells)))

    with _Book(path, name) as book:
        lines = book.lines(sheet)
        others = book.shown()[1:] if sheet is None else []
    made = table_of(name, rows, lines=lines)
    told = f"only the first sheet is read, not {', '.join(others)}"
    return replace(made, warnings=(told,)) if others else made


def _check(path: Path, name: str) -> bool:
    """Whether there are formulas. Raises UsageError for what import does not read."""
    with opened(path, name) as archive:
        files = set(archive.namelist())
        if "xl/workbook.xml" not in files:
            raise UsageError(f"{name} is no workbook", path=name, help="import reads .xlsx and .zip of Viva Goals")
        if any(file.endswith("vbaProject.bin") or file.startswith("xl/macrosheets/") for file in files):
            raise UsageError(f"{name} holds macros", path=name, help="save it as .xlsx without them; nothing was read")
        for file in files:
            if file.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.open(file).read(_HEAD):
                raise UsageError(f"{name} holds what no workbook holds: a DOCTYPE in {file}", path=name, help=_SAVE_IT)
        sheets = [file for file in files if file.startswith("xl/worksheets/") and file.endswith(".xml")]
        return any(_holds_formula(archive.open(sheet)) for sheet in sheets)


def _holds_formula(sheet: Any) -> bool:
    """Whether the sheet's text has a formula anywhere."""
    with sheet:
        before = b""
        while chunk := sheet.read(1 << 20):
            if b"<f>" in before + chunk or b"<f " in before + chunk:
                return True
            before = chunk[-2:]
    return False


class _Book:
    """A workbook opened for reading row by row; closed at the end of a `with`."""

    def __init__(self, path: Path, name: str, *, formulas: bool = False) -> None:
        self.path, self.name, self.formulas = path, name, formulas

    def __enter__(self) -> _Book:
        """Open it. Raises UsageError where it is broken."""
        import warnings
        from xml.etree.ElementTree import ParseError

        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # styles and rules that openpyxl does not know say nothing about values
                self.file = load_workbook(self.path, read_only=True, data_only=not self.formulas, keep_links=False)
        except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, ParseError, IndexError, *BROKEN):
            raise _broken(self.name) from None
        return self

    def __exit__(self, _: object, fault: BaseException | None, __: object) -> None:
        """Close it. Raises UsageError where a sheet of it was broken."""
        self.file.close()
        if isinstance(fault, BROKEN):
            raise _broken(self.name) from None

    def sheet(self, name: str | None) -> Any:
        """The sheet of that name, or the first; its cells are read whatever it says of its size."""
        found = self._found(name)
        found.reset_dimensions()
        return found

    def lines(self, name: str | None) -> int:
        """How many rows the sheet says that it has."""
        return self._found(name).max_row or 0

    def shown(self) -> list[str]:
        """The names of the sheets that are not hidden."""
        return [sheet.title for sheet in self.file.worksheets if sheet.sheet_state == "visible"]

    def _found(self, name: str | None) -> Any:
        first = next(iter(self.shown()), None)
        found = self.file[name or first] if name or first else None
        if found is None:
            raise UsageError(f"{self.name} has no sheet with cells", path=self.name, help=_SAVE_IT)
        return found


def _broken(name: str) -> UsageError:
    return UsageError(f"{name} is broken: it cannot be read as a workbook", path=name, help=_SAVE_IT)


def _rows(book: _Book, sheet: str | None, name: str, *, watch_formulas: bool) -> Iterator[Row]:
    if not watch_formulas:
        yield from _texts(_cells(book.sheet(sheet), name))
        return
    with _Book(book.path, name, formulas=True) as written:
        results, formulas = _cells(book.sheet(sheet), name), _cells(written.sheet(sheet), name)
        yield from _texts(_with_results(results, formulas, name))


def _cells(sheet: Any, name: str) -> Iterator[Sequence[Any]]:
    from xml.etree.ElementTree import ParseError

    try:
        yield from sheet.iter_rows()
    except (ParseError, KeyError, ValueError, TypeError, IndexError):
        raise _broken(name) from None


def _with_results(
    results: Iterator[Sequence[Any]], formulas: Iterator[Sequence[Any]], name: str
) -> Iterator[Sequence[Any]]:
    """The rows with results; UsageError where a formula was saved without one."""
    for row, (cells, written) in enumerate(zip(results, formulas, strict=False), 1):
        for at, (cell, source) in enumerate(zip(cells, written, strict=False)):
            if cell.value is None and isinstance(source.value, str) and source.value.startswith("="):
                place = f"{_letter(at)}{row}"
                message = f"the cell {place} of {name} holds a formula without its result"
                raise UsageError(message, path=name, help=_SAVE_IT)
        yield cells


def _letter(at: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(at + 1))


def _texts(rows: Iterator[Sequence[Any]]) -> Iterator[Row]:
    for number, cells in enumerate(rows, 1):
        yield Row(number, tuple(_text(cell) for cell in cells))


def _text(cell: Any) -> str:
    """A cell's value as a person would have typed it."""
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case int() | float():
            return _number(Decimal(repr(value)), cell.number_format)
        case _:
            return str(value)


def _number(value: Decimal, form: str) -> str:
    """The number as plain digits; 0.45 shown as a percentage is 45 %. Noise of binary fractions is rounded off."""
    exact = value if len(value.as_tuple().digits) < 15 else round(value, 12)
    return f"{plain_text(exact * 100)} %" if "%" in form else plain_text(exact)
