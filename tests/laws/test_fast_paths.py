"""Every quick way gives what the slow one gives: over the example, the seeds, and a company made by chance."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from okrctl.storage.loading import load
from tests.bench.generator import generate

EXAMPLES = Path(__file__).parents[2] / "examples"
WORKSPACES = sorted(path.parent for path in EXAMPLES.rglob("okrctl.yaml"))


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
