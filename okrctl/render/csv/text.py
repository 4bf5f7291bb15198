"""CSV as text: cells that a spreadsheet would take for a formula made harmless, numbers left as numbers.

Source of the rule: OWASP, "CSV Injection": a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end may run.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from okrctl.core.fields import instant_text
from okrctl.core.number import half_up, plain_text
from okrctl.core.pattern import pattern
from okrctl.render.terminal.cells import harmless

Cell = str | int | bool | Decimal | Fraction | date | Sequence[str] | None

_TRIGGERS = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER = pattern(r"-?\d+(\.\d+)?\Z", re.ASCII)
_DECIMALS = 6


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The table as CSV in UTF-8: commas, quotes where they are needed, a line feed at each end."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([cell_text(cell) for cell in row] for row in rows)
    return text.getvalue()


def cell_text(cell: Cell) -> str:
    """A cell's text: nothing for None, lists with semicolons, computed numbers with 6 decimals, texts guarded.

    >>> cell_text(Fraction(1, 3)), cell_text("=1+1"), cell_text("-5")
    ('0.333333', "'=1+1", '-5')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, Decimal):
        return plain_text(cell)
    if isinstance(cell, Fraction):
        return plain_text(half_up(cell, _DECIMALS))
    if isinstance(cell, date):
        return instant_text(cell) if isinstance(cell, datetime) else cell.isoformat()
    return guarded(cell if isinstance(cell, str) else listed(cell))


def listed(items: Sequence[str]) -> str:
    r"""The items in one cell; a semicolon in an item bears a backslash, so that they can be told apart again.

    >>> listed(["Shipped; tested", "Sold"])
    'Shipped\\; tested; Sold'
    """
    return "; ".join(item.replace(";", "\\;") for item in items)


def guarded(text: str) -> str:
    """The text with its control characters spelled out, and an apostrophe before what could be a formula."""
    shown = harmless(text)
    return f"'{shown}" if text.startswith(_TRIGGERS) and not _NUMBER.match(shown) else shown
