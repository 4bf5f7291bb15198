from __future__ import annotations

from collections.abc import Callable
from typing import Any

from okrctl.report.typed_refs import needing_their_cycle, typed

OBJECTIVE = "title: Goal\n"


def test_an_id_needs_its_cycle_where_it_is_closed_or_stands_in_two_open_ones(loaded: Callable[..., Any]) -> None:
    workspace = loaded(
        {
            "cycles/2026-Q2/cycle.yaml": "state: closed\n",
            "cycles/2026-Q2/objectives/win.yaml": OBJECTIVE,
            "cycles/2026-Q3/objectives/grow.yaml": OBJECTIVE,
            "cycles/2026-Q4/objectives/grow.yaml": OBJECTIVE,
            "cycles/2026-Q4/objectives/win.yaml": OBJECTIVE,
        }
    ).workspace

    assert needing_their_cycle(workspace) == {"2026-Q2/win", "2026-Q3/grow", "2026-Q4/grow"}


def test_typed_leaves_the_cycle_out_where_it_can() -> None:
    needing = frozenset({"2026-Q4/grow"})

    assert [typed(ref, needing) for ref in ("2026-Q4/win/nps", "2026-Q4/grow/nps", "kpis/churn", "2026-Q4")] == [
        "win/nps",
        "2026-Q4/grow/nps",
        "kpis/churn",
        "2026-Q4",
    ]
