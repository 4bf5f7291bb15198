"""The house holds: walls, types, style, sizes, lists. See the map in `okrctl/__init__.py`."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from okrctl.commands import COMMANDS, module_name

TOP = Path(__file__).parent.parent
PACKAGE = TOP / "okrctl"
SOURCES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 300, 40


def run_tool(*command: str) -> None:
    program = Path(sys.executable).parent / command[0]
    result = subprocess.run([str(program), *command[1:]], cwd=TOP, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    "command",
    [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",), ("lint-imports", "--no-cache")],
    ids=" ".join,
)
def test_the_tools_find_nothing(command: tuple[str, ...]) -> None:
    run_tool(*command)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(TOP).as_posix())
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    long_functions = [name for name, lines in functions(ast.parse(text)) if lines > LONGEST_FUNCTION]

    assert text.count("\n") <= LONGEST_FILE
    assert long_functions == []


def functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Each function with the lines of its body, docstring not counted."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            documented = ast.get_docstring(node) is not None
            first = node.body[1] if documented and len(node.body) > 1 else node.body[0]
            yield node.name, (node.end_lineno or 0) - first.lineno + 1


def test_every_command_module_is_in_the_list() -> None:
    modules = {path.stem for path in (PACKAGE / "commands").glob("*.py") if not path.stem.startswith("_")}

    assert modules == {module_name(command) for command in COMMANDS}


def test_the_top_level_holds_only_what_belongs_there() -> None:
    git = shutil.which("git")
    assert git
    tracked = subprocess.run([git, "ls-files"], cwd=TOP, capture_output=True, text=True, check=False).stdout.split("\n")
    usual = {"okrctl", "tests", "examples", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "action.yml", ""}

    top = {path.split("/")[0] for path in tracked}

    assert {name for name in top if not name.startswith(".")} <= usual


def test_the_map_names_every_room() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    told = (PACKAGE / "__init__.py").read_text(encoding="utf-8")

    assert [room for room in sorted(rooms) if f"* {room} " not in told] == []


def test_the_map_names_what_lies_in_each_room() -> None:
    map_ = (PACKAGE / "__init__.py").read_text(encoding="utf-8").split("\n* ")
    told = {part.split()[0]: part for part in map_[1:]}
    folders = [(path.parent.parent.name, path.parent.name) for path in sorted(PACKAGE.glob("*/*/__init__.py"))]

    assert [(room, folder) for room, folder in folders if folder not in re.findall(r"\w+", told[room])] == []
