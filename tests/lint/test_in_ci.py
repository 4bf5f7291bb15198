"""What runs in hooks and pipelines: the pre-commit hooks and the GitHub action, as their files say it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

TOP = Path(__file__).parent.parent.parent
Sample = Callable[[str], Path]

GOAL = """\
# cycles/2026-Q4/objectives/goal.yaml
title: Month-end stops hurting
key_results:
  days: {title: "Days <b>", start: 9, target: %s}
"""


def read(name: str) -> Any:
    return YAML(typ="safe", pure=True).load((TOP / name).read_text(encoding="utf-8"))


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A PATH on which `okrctl` is this program."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "okrctl"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{TOP}" exec "{sys.executable}" -m okrctl "$@"\n')
    program.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def act(root: Path, path: str, tmp_path: Path, *, strict: str = "false") -> tuple[int, str, str]:
    """What the action's last step answers: exit code, output, job summary."""
    script = read("action.yml")["runs"]["steps"][-1]["run"]
    summary = tmp_path / "summary.md"
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        env={
            "PATH": path,
            "LANG": "C.UTF-8",
            "RUNNER_TEMP": str(tmp_path),
            "GITHUB_STEP_SUMMARY": str(summary),
            "OKRCTL_ROOT": str(root),
            "STRICT": strict,
            "SUMMARY": "true",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, summary.read_text(encoding="utf-8")


def test_the_action_annotates_an_error_and_fails(sample: Sample, path: str, tmp_path: Path) -> None:
    code, out, summary = act(sample(GOAL % "x"), path, tmp_path)

    assert (code, out.startswith("::error file=cycles/2026-Q4/objectives/goal.yaml,line=3,")) == (1, True)
    assert "\n## okrctl lint\n\n    cycles/2026-Q4/objectives/goal.yaml:3:47: error[OKR013] target: " in summary


def test_the_action_passes_with_advice_and_fails_strictly_with_a_warning(
    sample: Sample, path: str, tmp_path: Path
) -> None:
    root = sample("# cycles/2036-Q4/objectives/goal.yaml\ntitle: Month-end stops hurting\n")

    assert [act(root, path, tmp_path, strict=strict)[0] for strict in ("false", "true")] == [0, 1]


def test_the_action_takes_its_inputs_as_variables_only() -> None:
    steps = read("action.yml")["runs"]["steps"]

    assert [step["run"] for step in steps if "${{" in step["run"]] == []


@pytest.mark.parametrize("hook", read(".pre-commit-hooks.yaml"), ids=lambda hook: hook["id"])
def test_a_hook_runs_a_command_line_that_exists(hook: dict[str, Any], sample: Sample, path: str) -> None:
    done = subprocess.run(hook["entry"].split(), cwd=sample(""), env={"PATH": path}, capture_output=True, check=False)

    assert (done.returncode, hook["language"], hook["pass_filenames"]) == (0, "python", False)


@pytest.mark.parametrize(
    ("file", "matches"),
    [
        ("okrctl.yaml", True),
        ("goals/okrctl.yaml", True),
        ("cycles/2026-Q4/objectives/win.yaml", True),
        ("kpis/churn.yml", True),
        ("goals/kpis/churn.yaml.orig", True),
        ("docker-compose.yaml", False),
        ("src/bicycles/x.py", False),
    ],
)
def test_a_hook_runs_for_the_workspace_s_files(file: str, matches: bool) -> None:
    for hook in read(".pre-commit-hooks.yaml"):
        assert bool(re.search(hook["files"], file)) == matches
