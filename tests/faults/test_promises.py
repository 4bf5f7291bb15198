"""Each line of the README beside this file names tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

HERE = Path(__file__).parent
TOP = HERE.parent.parent
NAMED = re.compile(r"`([\w/.]+\.py)::(\w+)`")


def rows() -> list[str]:
    """The lines of the tables, without their heads."""
    lines = (HERE / "README.md").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("| ") and not line.endswith("| proof |")]


def named_in(file: Path) -> set[str]:
    """The names of a file's tests; none where there is no such file."""
    if not file.is_file():
        return set()
    return {node.name for node in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}


def test_every_promise_names_its_tests_and_they_exist() -> None:
    missing = []
    for row in rows():
        named = NAMED.findall(row.rpartition(" | ")[2])
        missing += [row] if not named else []
        missing += [
            f"{file}::{name}" for file, name in named if name not in named_in((TOP if "/" in file else HERE) / file)
        ]

    assert missing == []


def test_every_file_of_tests_here_proves_something() -> None:
    told = (HERE / "README.md").read_text(encoding="utf-8")

    assert [
        file.name for file in HERE.glob("test_*.py") if f"{file.name}::" not in told and file.name != "test_promises.py"
    ] == []
