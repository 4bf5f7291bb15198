"""Around: what a source gets to know of the world, and what it may do in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from okrctl.core.errors import SourceFailed
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Source

LARGEST = 10_000_000
"""Bytes of a file or an answer; a month of hourly values has a thousandth of it."""

MOST_ROWS = 100_000
"""Values of one source; hourly ones of eleven years."""

USUAL_TIMEOUT = 60.0
"""Seconds."""

Row = tuple[object, object]
"""Date and value as a source gave them, None where there is none."""
Rows = Iterator[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The world of one pull."""

    root: Path
    """The workspace, links resolved."""
    environ: Mapping[str, str]
    as_of: date
    """The day of values that come without one."""
    fiscal_year_starts: int = 1
    refusal: str | None = "you have not allowed that"
    """Why nothing may be run or connected to; None where the user allowed the source definitions as they are now."""

    def require_trust(self, what: str) -> None:
        """Raises SourceFailed unless the user allowed the definitions; `what` says what would be done."""
        if self.refusal is not None:
            raise SourceFailed(f"it {what}, and {self.refusal}", help="okrctl trust shows what would run, and asks")


def seconds(source: Source) -> float:
    """How long the source may take."""
    return USUAL_TIMEOUT if source.timeout is None else float(source.timeout)
