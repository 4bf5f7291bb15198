"""A KPI whose source runs a command that leaves a mark, for the tests of `trust`."""

from __future__ import annotations

import sys
from pathlib import Path

PYTHON = sys.executable
MARK = "import pathlib; pathlib.Path('ran').write_text('ran'); print(7)"
CARD = f'title: Score\nsource: {{command: ["{PYTHON}", scripts/x.py]}}\n'
FILES = {"kpis/nps.yaml": CARD, "scripts/x.py": MARK}
NOT_ALLOWED = (
    "error: kpis/nps: it runs a command, and you have not allowed that\n"
    "  help: okrctl trust shows what would run, and asks\n"
)


def ran(root: Path) -> bool:
    """Whether the command of the card was started, and not before."""
    file = root / "ran"
    was = file.exists()
    file.unlink(missing_ok=True)
    return was
