"""Levels of codes: settings, comments, --strict, --fail-on, paths, exit codes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Sample = Callable[[str], Path]
RunIn = Callable[..., Any]

WEAK = """\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end in 3 days
key_results:
  days:
    title: Days until the books are closed
    target: 3
"""
"""Raises OKR301 (advice) and OKR202 (warning)."""


def found(run_in: RunIn, root: Path, line: str = "lint") -> list[str]:
    answer = run_in(f"{line} --format concise --as-of 2026-10-01", root)
    return re.findall(r"(\w+\[OKR\d+\])", answer.out)


def with_lint(settings: str) -> str:
    return f"# okrctl.yaml\nformat: 1\nlint: {settings}\n"


def test_levels_without_settings(sample: Sample, run_in: RunIn) -> None:
    assert found(run_in, sample(WEAK)) == ["advice[OKR301]", "warning[OKR202]"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("{ignore: [OKR301]}", ["warning[OKR202]"]),
        ("{ignore: OKR301}", ["warning[OKR202]"]),
        ("{error: [OKR301], advice: [OKR202]}", ["error[OKR301]", "advice[OKR202]"]),
        ("{warn: [OKR301], ignore: [OKR202]}", ["warning[OKR301]"]),
        ("{ignore: [OKR301], error: [OKR301]}", ["error[OKR301]", "warning[OKR202]", "warning[OKR013]"]),
    ],
)
def test_a_workspace_gives_a_code_another_level(settings: str, said: list[str], sample: Sample, run_in: RunIn) -> None:
    assert found(run_in, sample(WEAK + with_lint(settings))) == said


@pytest.mark.parametrize("code", ["OKR999", "okr301", "OKR030", "number"])
def test_a_code_without_effect_is_told_about(code: str, sample: Sample, run_in: RunIn) -> None:
    answer = run_in("lint --format concise", sample(with_lint(f"{{ignore: [{code}]}}")))

    assert answer.out.startswith("okrctl.yaml:2:17: warning[OKR013] ")


def test_errors_cannot_be_ignored(sample: Sample, run_in: RunIn) -> None:
    root = sample(WEAK.replace("target: 3", "start: 3\n    target: 3") + with_lint("{ignore: [OKR030, OKR301]}"))

    assert "error[OKR030]" in found(run_in, root)


COMMENT = "# okrctl: ignore[OKR301] because three days is the project's name"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (f"title: Month-end in 3 days   {COMMENT}", []),
        (f"{COMMENT}\ntitle: Month-end in 3 days", []),
        (f"{COMMENT}\n# and another word\ntitle: Month-end in 3 days", []),
        ("title: Month-end in 3 days # okrctl: ignore[OKR302, OKR301]", []),
        ("title: Month-end in 3 days #okrctl:ignore[OKR301]", []),
        (f"{COMMENT}\nwhy: Nine are too many\ntitle: Month-end in 3 days", ["advice[OKR301]"]),
        ("title: Month-end in 3 days # okrctl: ignore[OKR302]", ["advice[OKR301]"]),
        ("title: Month-end in 3 days # okrctl: ignore", ["advice[OKR301]"]),
        (f"why: |\n  {COMMENT}\ntitle: Month-end in 3 days", ["advice[OKR301]"]),
        (f'why: "{COMMENT}"\ntitle: Month-end in 3 days', ["advice[OKR301]"]),
    ],
)
def test_a_comment_silences_its_line_or_the_next(title: str, said: list[str], sample: Sample, run_in: RunIn) -> None:
    root = sample(WEAK.replace("title: Month-end in 3 days", title) + with_lint("{ignore: [OKR202]}"))

    assert found(run_in, root) == said


def test_a_comment_silences_no_error(sample: Sample, run_in: RunIn) -> None:
    root = sample(WEAK.replace("target: 3", "target: x   # okrctl: ignore[OKR013]"))

    assert "error[OKR013]" in found(run_in, root)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("lint", 0),
        ("lint --strict", 1),
        ("lint --fail-on warning", 1),
        ("lint --fail-on incomplete", 0),
        ("lint --fail-on no_data", 1),
        ("lint --fail-on at_risk --fail-on stale", 0),
        ("lint --fail-on purple", 2),
        ("lint --format yaml", 2),
        ("lint --json --format sarif", 2),
        ("lint cycles", 0),
        ("lint cycles --strict", 1),
        ("lint okrctl.yaml --strict", 0),
        ("lint cycles/2026-Q4/objectives/month-end.yaml --strict", 1),
        ("lint nowhere", 4),
        ("lint ..", 4),
    ],
)
def test_the_exit_code(line: str, code: int, sample: Sample, run_in: RunIn) -> None:
    assert run_in(f"{line} --as-of 2026-10-05", sample(WEAK)).code == code


def test_paths_are_taken_from_the_working_directory(sample: Sample, run_in: RunIn) -> None:
    root = sample(WEAK + "# kpis/churn.yaml\ntitle: Churn\n")

    assert found(run_in, root / "cycles" / "2026-Q4", "lint objectives") == ["advice[OKR301]", "warning[OKR202]"]


def test_a_broken_workspace_file_is_shown_and_the_rules_keep_silent(sample: Sample, run_in: RunIn) -> None:
    answer = run_in("lint --format concise", sample(WEAK + "# okrctl.yaml\nformat: 1\nnaem: Northwind\n"))

    assert answer.code == 1
    assert answer.out == ('okrctl.yaml:2:1: error[OKR010] unknown key "naem"; did you mean name?\n1 error in 2 files\n')
