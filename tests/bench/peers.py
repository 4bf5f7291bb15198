"""Other tools with the same number of records, where they are installed: an update is a transaction or a task.

The work differs: they balance or list, okrctl scores. The table says how long one waits, no more.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from tests.bench.generator import KEY_RESULTS, SIZES, WEEKS

Lines = dict[str, tuple[str, ...]]


def peers(folder: Path, size: str) -> Lines:
    """The command lines by name; files of their own are made beside the workspace."""
    about = SIZES[size]
    records = about.objectives * KEY_RESULTS * WEEKS * len(about.quarters)
    found: Lines = {}
    for name, prepare in {"hledger": _hledger, "bean-check": _beancount, "task": _taskwarrior}.items():
        program = shutil.which(name)
        if program:
            found |= prepare(program, folder / f"{size}-{name}", records)
    return found


def _days(records: int) -> list[tuple[int, date]]:
    return [(number, date(2026, 1, 1) + timedelta(days=number * 300 // records)) for number in range(records)]


def _hledger(program: str, folder: Path, records: int) -> Lines:
    file = _written(
        folder / "all.journal",
        (f"{day} update {n}\n    goals:kr{n % 2000}  {n % 97}\n    people:p{n % 100}\n\n" for n, day in _days(records)),
    )
    return {
        "hledger balance": (program, "-f", str(file), "balance"),
        "hledger check": (program, "-f", str(file), "check"),
    }


def _beancount(program: str, folder: Path, records: int) -> Lines:
    opened = [f"2025-01-01 open Assets:Kr{n}\n" for n in range(2000)] + ["2025-01-01 open Income:All\n"]
    moves = (
        f'{day} * "update {n}"\n  Assets:Kr{n % 2000}  {n % 97} EUR\n  Income:All\n\n' for n, day in _days(records)
    )
    return {"bean-check": (program, str(_written(folder / "all.beancount", (*opened, *moves))))}


def _taskwarrior(program: str, folder: Path, records: int) -> Lines:
    folder.mkdir(parents=True, exist_ok=True)
    own = (program, f"rc.data.location={folder}", "rc.confirmation=no", "rc.verbose=nothing")
    if not any(folder.glob("*.data")):
        tasks = [
            {"description": f"update {n}", "project": f"kr{n % 2000}", "entry": f"{day:%Y%m%d}T090000Z"}
            for n, day in _days(records)
        ]
        subprocess.run([*own, "import", "-"], input=json.dumps(tasks).encode(), capture_output=True, check=False)
    return {"task summary": (*own, "summary"), "task add": (*own, "add", "one more")}


def _written(path: Path, pieces: Iterable[str]) -> Path:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(pieces), encoding="utf-8")
    return path
