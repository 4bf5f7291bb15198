"""The examples hold nothing that is broken; the example company holds nothing to warn of either."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TOP = Path(__file__).parent.parent.parent / "examples"
EXAMPLES = [path.parent for path in sorted(TOP.rglob("okrctl.yaml"))]
RunIn = Callable[..., Any]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_has_no_error(example: Path, tmp_path: Path, run_in: RunIn) -> None:
    root = shutil.copytree(example, tmp_path / "workspace")

    answer = run_in("lint --json --as-of 2026-11-21", root)

    document = json.loads(answer.out)
    assert (answer.code, document["complete"], document["summary"]["errors"]) == (0, True, 0)


def test_the_example_company_raises_no_warning(tmp_path: Path, run_in: RunIn) -> None:
    root = shutil.copytree(TOP / "northwind", tmp_path / "workspace")

    answer = run_in("lint --strict --format concise --as-of 2026-11-21", root)

    assert (answer.code, "warning" in answer.out) == (0, False)
