"""CrossFault: a fault of one file that shows only beside the others."""

from __future__ import annotations

from okrctl.core.finding import KeyPath
from okrctl.core.frozen import dataclass


@dataclass(frozen=True, slots=True)
class CrossFault:
    """A fault of one file that shows only beside the others."""

    file: str
    """The entity whose file it lies in: `2026-Q4/win-finance`, `kpis/nps`, `2026-Q4/checkins/ID`, `kpis/readings/ID`."""
    keys: KeyPath
    code: str
    message: str
    help: str
    on_key: bool = False
    is_warning: bool = False
