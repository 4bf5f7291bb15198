"""Every quick way gives what the slow one gives: over the example, the seeds, and a company made by chance."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from okrctl.storage.kept_answers import folder_of
from okrctl.storage.loading import load
from tests.bench.generator import generate

EXAMPLES = Path(__file__).parents[2] / "examples"
WORKSPACES = sorted(path.parent for path in EXAMPLES.rglob("okrctl.yaml"))
LATER = datetime.now(UTC) + timedelta(hours=1)
"""Long after the files of the tests were written."""


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Leaves every file to the reader that is the truth, and to pydantic."""

    def leave() -> None:
        monkeypatch.setattr("okrctl.storage.reading.loader.quick_document", lambda _path, _data: None)
        monkeypatch.setattr("okrctl.storage.reading.readable.DOUBT", re.compile(""))

    return leave


@pytest.mark.parametrize("root", WORKSPACES, ids=lambda root: root.name)
def test_a_workspace_is_the_same_read_slowly(root: Path, slowly: Callable[[], None]) -> None:
    quick = load(root)
    slowly()
    slow = load(root)

    assert (quick.workspace, quick.findings, quick.files) == (slow.workspace, slow.findings, slow.files)
    assert repr(quick.workspace) == repr(slow.workspace)


def test_a_generated_quarter_is_reported_alike(
    tmp_path: Path, slowly: Callable[[], None], run_in: Callable[..., Any]
) -> None:
    root = generate(tmp_path / "goals", "personal")
    line = "report --quarter --json --as-of 2026-11-21"

    quick = run_in(line, root)
    slowly()
    slow = run_in(line, root)

    assert quick == slow
    assert len(quick.json["objectives"]) == 5


@pytest.mark.parametrize("root", WORKSPACES, ids=lambda root: root.name)
def test_a_kept_report_is_the_computed_one(root: Path, tmp_path: Path, run_in: Callable[..., Any]) -> None:
    copy = tmp_path / "goals"
    shutil.copytree(root, copy)

    for line in ("report --quarter --as-of 2026-11-21", "report --quarter last --as-of 2026-11-21 --json"):
        computed, kept = (run_in(line, copy, now=LATER) for _ in range(2))
        anew = run_in(line, copy, now=LATER, OKRCTL_NO_CACHE="1")

        assert computed == kept == anew
    assert len(list(folder_of(copy).iterdir())) == 2
