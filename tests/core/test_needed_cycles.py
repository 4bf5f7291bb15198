"""Which cycles' check-ins count in a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from okrctl.core.needed_cycles import needed_cycles
from okrctl.storage.loading import Loaded

FILES = {
    "cycles/2026/objectives/grow.yaml": "title: Grow\nparent: FY30/stay\nprogress_from: children\n",
    "cycles/FY30/objectives/stay.yaml": "title: Stay\n",
    "cycles/2026-Q3/objectives/win.yaml": "title: Win\nparent: 2026/grow\n",
    "cycles/2026-Q4/objectives/ship.yaml": "title: Ship\nkey_results:\n  adopted:\n    title: Adopted\n    target: 5\n"
    "    after: {reached: launch/go-live/shipped, within: 3 months}\n",
    "cycles/launch/cycle.yaml": "start: 2026-05-01\nend: 2026-08-31\n",
    "cycles/launch/objectives/go-live.yaml": "title: Go live\nkey_results: {shipped: {title: Shipped, kind: milestone}}\n",
    "cycles/2025-Q1/objectives/old.yaml": "title: Old\n",
}


@pytest.mark.parametrize(
    ("cycle", "expected"),
    [
        ("2026-Q3", {"2026-Q3"}),
        ("2026", {"2026", "2026-Q3"}),
        ("FY30", {"FY30", "2026", "2026-Q3"}),
        ("2026-Q4", {"2026-Q4", "launch"}),
        ("2027-Q1", {"2027-Q1"}),
    ],
)
def test_a_cycle_needs_what_supports_it_and_what_its_windows_wait_for(
    cycle: str, expected: set[str], loaded: Callable[[Mapping[str, str]], Loaded]
) -> None:
    workspace = loaded(FILES).workspace

    assert needed_cycles(workspace, cycle) == expected
