"""A workspace with one KPI, `nps`, from the text of its card and of its readings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from textwrap import dedent

import pytest

from okrctl.core.model import Workspace
from okrctl.storage.loading import Loaded

Measured = Callable[..., Workspace]


@pytest.fixture
def measured(loaded: Callable[[Mapping[str, str]], Loaded]) -> Measured:
    """Loads the card and the readings files, named a, b, c …; the card's title is filled in."""

    def load(card: str, *files: str) -> Workspace:
        readings = {f"kpis/readings/2026-11/{chr(97 + n)}.yaml": dedent(text) for n, text in enumerate(files)}
        return loaded({"kpis/nps.yaml": "title: Promoter score\n" + dedent(card), **readings}).workspace

    return load
