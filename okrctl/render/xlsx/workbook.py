"""A workbook from tables: numbers as numbers, days as days, and what people wrote always as text.

Nothing in it is a formula or a link. A spreadsheet keeps 15 digits of a number; a longer one is written as text.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from okrctl.core.fields import instant_text
from okrctl.core.frozen import dataclass
from okrctl.core.number import half_up, plain_text
from okrctl.render.csv.text import Cell, listed
from okrctl.render.terminal import cells
from okrctl.render.terminal.cells import harmless

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Form = Literal["text", "long", "heading", "number", "share", "points", "grade", "day"]
MOST_ROWS = 1_000_000
LONGEST_TEXT = 32_000
LINE, TALLEST_ROW = 15, 400
"""Points."""
_MOST_DIGITS = 15
_FIRST_DAY = date(1900, 3, 1)
"""Before it spreadsheets disagree on the calendar."""
_SHAPES = {
    "number": "#,##0.######",
    "computed": "#,##0.##",
    "share": "0%",
    "points": "0",
    "grade": "0.0",
    "day": "yyyy-mm-dd",
}
_WIDTHS = {"text": 18, "long": 44, "heading": 44, "number": 12, "share": 11, "points": 9, "grade": 8, "day": 12}


@dataclass(frozen=True, slots=True)
class Shaped:
    """A cell that is shown in another form than its column."""

    value: Cell
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its head, what its cells hold, and what is drawn in them."""

    head: str
    form: Form = "text"
    width: float = 0
    """Characters; the usual width of its form for 0."""
    bars: bool = False
    """Whether each share stands on a bar from 0 to 1."""

    @property
    def room(self) -> float:
        """Its width in characters."""
        return self.width or _WIDTHS[self.form]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: a table whose head stays in sight and can be filtered."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell | Shaped]]
    lines: Sequence[Sequence[float]] = ()
    """For each row the values of the small line in its last column, which `columns` names and `rows` leave out."""
    is_table: bool = True
    """False for a sheet that is read from top to bottom: without a filter."""


def workbook(sheets: Iterable[Sheet], title: str, made_at: datetime) -> bytes:
    """The bytes of an XLSX file, the same for the same tables and moment."""
    import xlsxwriter

    data = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(data, settings)
    book.set_properties({"title": harmless(title)[:255], "created": made_at.astimezone(UTC).replace(tzinfo=None)})
    in_columns, in_lines = _formats(book), _formats(book, align="left", indent=1)
    for sheet in sheets:
        for part in _parts(sheet):
            _write(book, part, in_columns if sheet.is_table else in_lines)
    book.close()
    return data.getvalue()


def _parts(sheet: Sheet) -> Iterable[Sheet]:
    """The sheet, or several where it has more rows than one can hold."""
    for part, first in enumerate(range(0, max(len(sheet.rows), 1), MOST_ROWS)):
        name = sheet.name if not part else f"{sheet.name} {part + 1}"
        last = first + MOST_ROWS
        rows, lines = sheet.rows[first:last], sheet.lines[first:last]
        yield Sheet(name=name, columns=sheet.columns, rows=rows, lines=lines, is_table=sheet.is_table)


def _formats(book: Workbook, **shared: str | int) -> dict[str, Any]:
    """How each form is shown, with what all of them share."""
    top = {"valign": "top", **shared}
    formats = {form: book.add_format({**top, "num_format": shape}) for form, shape in _SHAPES.items()}
    words = {**top, "align": "left", "indent": 1}
    formats["text"] = book.add_format(words)
    formats["long"] = book.add_format({**words, "text_wrap": True})
    formats["heading"] = book.add_format({**words, "bold": True})
    formats["whole"] = book.add_format({**top, "num_format": "#,##0"})
    head = {"bold": True, "bottom": 1, "valign": "vcenter"}
    formats["word head"] = book.add_format({**head, "align": "left", "indent": 1})
    formats["number head"] = book.add_format({**head, "align": "right"})
    return formats


def _write(book: Workbook, sheet: Sheet, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(sheet.name)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.room)
        page.write_string(
            0, at, column.head, formats["word head" if column.form in {"text", "long"} else "number head"]
        )
    for number, row in enumerate(sheet.rows, 1):
        for at, cell in enumerate(row):
            shaped = cell if isinstance(cell, Shaped) else Shaped(cell, sheet.columns[at].form)
            _write_cell(page, (number, at), shaped.value, shaped.form, formats)
        lines = max((_lines(cell, column) for cell, column in zip(row, sheet.columns, strict=False)), default=1)
        if lines > 1:
            page.set_row(number, min(LINE * lines, TALLEST_ROW))
    _draw(book, page, sheet)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    if sheet.is_table:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _lines(cell: Cell | Shaped, column: Column) -> int:
    """The lines that a text takes where it wraps; not every spreadsheet finds the height by itself."""
    if column.form != "long" or not isinstance(cell, str):
        return 1
    return sum(1 + cells.width(line) // int(column.room - 2) for line in cell.split("\n"))


def _write_cell(page: Worksheet, place: tuple[int, int], cell: Cell, form: Form, formats: dict[str, Any]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        page.write_boolean(*place, cell, formats["text"])
    elif isinstance(cell, date) and not isinstance(cell, datetime) and cell >= _FIRST_DAY:
        page.write_datetime(*place, datetime(cell.year, cell.month, cell.day), formats["day"])  # noqa: DTZ001 - a day
    elif isinstance(cell, int | Decimal | Fraction) and _fits(cell):
        page.write_number(*place, _number(cell), formats[_number_form(cell, form)])
    else:
        page.write_string(*place, _text(cell), formats[form if form in {"long", "heading"} else "text"])


def _number_form(cell: int | Decimal | Fraction, form: Form) -> str:
    """The format of a number: a whole one without a point at its end."""
    if form not in {"number", "text", "long", "day"}:
        return form
    if Fraction(cell).denominator == 1:
        return "whole"
    return "computed" if isinstance(cell, Fraction) else "number"


def _number(cell: int | Decimal | Fraction) -> float:
    return float(half_up(cell, 6)) if isinstance(cell, Fraction) else float(cell)


def _fits(cell: int | Decimal | Fraction) -> bool:
    """Whether a spreadsheet keeps all of its digits."""
    return isinstance(cell, Fraction) or sum(c.isdigit() for c in f"{Decimal(cell):f}".strip("0")) <= _MOST_DIGITS


def _text(cell: Cell) -> str:
    """The cell as text, cut where a spreadsheet would refuse all of it."""
    if isinstance(cell, datetime):
        return instant_text(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | Decimal | Fraction):
        return plain_text(half_up(cell, 6) if isinstance(cell, Fraction) else Decimal(cell))
    text = harmless(cell if isinstance(cell, str) else listed(cell or ()))
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _draw(book: Workbook, page: Worksheet, sheet: Sheet) -> None:
    """Bars behind shares, and a small line at the end of each row."""
    last = len(sheet.rows)
    for at, column in enumerate(sheet.columns):
        if column.bars and last:
            bar = {"type": "data_bar", "bar_solid": True, "bar_color": "#AFC1F2", "min_type": "num", "max_type": "num"}
            page.conditional_format(1, at, last, at, {**bar, "min_value": 0, "max_value": 1, "data_bar_2010": True})
    if any(len(values) > 1 for values in sheet.lines):
        _draw_lines(book, page, sheet)


def _draw_lines(book: Workbook, page: Worksheet, sheet: Sheet) -> None:
    """The lines in the last column; their values lie on a hidden sheet."""
    name = f"{sheet.name} lines"
    hidden = book.add_worksheet(name)
    hidden.very_hidden()
    drawn = [(number, values) for number, values in enumerate(sheet.lines) if len(values) > 1]
    for number, values in drawn:
        hidden.write_row(number, 0, list(values))
    last = len(sheet.columns) - 1
    ends = ((_cell_name(number, 0), _cell_name(number, len(values) - 1)) for number, values in drawn)
    ranges = [f"'{name}'!{first}:{end}" for first, end in ends]
    places = [_cell_name(number + 1, last) for number, _ in drawn]
    look = {"weight": 1.5, "series_color": "#2B4FC2"}
    page.add_sparkline(drawn[0][0] + 1, last, {"location": places, "range": ranges, **look})


def _cell_name(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column))
