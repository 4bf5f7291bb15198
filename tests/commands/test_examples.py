"""Each command's help names the question it answers and gives examples that run as printed, in the example company."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from okrctl.commands import COMMANDS, GROUPS, module_name, module_of

NORTHWIND = Path(__file__).parents[2] / "examples" / "northwind"
EXAMPLES = [(command, line) for command in COMMANDS for line in module_of(command).EXAMPLES]


@pytest.mark.parametrize(("command", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_an_example_runs_as_printed(command: str, line: str, tmp_path: Path, run_in: Callable[..., Any]) -> None:
    folder = tmp_path / "workspace"
    shutil.copytree(NORTHWIND, folder)
    needs_git = "--commit" in line or command in ("diff", "log")
    if needs_git and not shutil.which("git"):
        pytest.skip("git is not installed")
    if needs_git:
        _commit_all(folder)

    answer = run_in(line.removeprefix("okrctl "), folder, EDITOR="true")

    assert line.startswith("okrctl ")
    assert answer.code in (0, 1), answer.err
    assert answer.out or answer.err


def _commit_all(folder: Path) -> None:
    """Puts the workspace into a new repository whose branch is called main."""
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@northwind.example")
    for command in (("init", "-q", "-b", "main"), ("add", "-A"), (*who, "commit", "-q", "-m", "Goals")):
        subprocess.run(["git", *command], cwd=folder, check=True)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_begins_with_a_question(command: str, tmp_path: Path, run_in: Callable[..., Any]) -> None:
    module = module_of(command)

    answer = run_in(f"{command} -h", tmp_path)

    question = (getattr(module, module_name(command)).__doc__ or "").splitlines()[0]
    assert question.endswith("?")
    assert answer.code == 0
    assert question in answer.out
    assert all(
        example in answer.out.replace("\n", " ") or example.split()[1] in answer.out for example in module.EXAMPLES
    )
    assert 2 <= len(module.EXAMPLES) <= 3
    assert module.GROUP in GROUPS
