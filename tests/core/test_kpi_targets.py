from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from okrctl.core.kpis.targets import target_on
from okrctl.core.model import Workspace
from okrctl.storage.loading import Loaded

Measured = Callable[..., Workspace]
AS_OF = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("card", "target"),
    [
        ("unit: points", None),
        ("target: 99.95", Decimal("99.95")),
        ("target: 1.2M", Decimal(1200000)),
        ("target: as many as we can serve well", "as many as we can serve well"),
        ("start: 31\ntarget: +20%", Decimal("37.2")),
        ("start: -10\ntarget: +20%", Decimal(-8)),
        ("start: 40\ntarget: +5pp\nunit: '%'", Decimal(45)),
        ("start: 30\ntarget: {2026-Q4: -10%}", Decimal(27)),
        ("target: {2026-Q4: -10%}", None),
    ],
)
def test_a_target_is_a_number_or_a_text(measured: Measured, card: str, target: Decimal | str | None) -> None:
    workspace = measured(card)

    assert target_on(workspace, workspace.kpis["nps"], AS_OF) == target


@pytest.mark.parametrize(
    ("targets", "as_of", "target"),
    [
        ("{2026: 50, 2026-Q4: 45, 2026-H2: 47}", "2026-11-21", 45),
        ("{2026: 50, 2026-Q4: 45, 2026-H2: 47}", "2026-09-30", 47),
        ("{2026: 50, 2026-Q4: 45, 2026-H2: 47}", "2026-06-30", 50),
        ("{2026: 50, 2026-Q4: 45, 2026-H2: 47}", "2027-01-01", None),
        ("{2026-Q4: 45}", "2026-10-01", 45),
        ("{2026-Q4: 45}", "2026-12-31", 45),
        ("{FY26-Q4: 40, 2026-Q4: 45}", "2026-11-21", 45),
        ("{FY26: 40, 2026-Q4: 45}", "2026-01-15", 40),
        ("{2026: 50, launch: 60}", "2026-11-21", 60),
        ("{2026: 50, launch: 60}", "2026-11-30", 50),
        ("{2026: 50, no-such-cycle: 60}", "2026-11-21", 50),
    ],
)
def test_of_targets_by_cycle_that_of_the_shortest_cycle_with_the_day_holds(
    loaded: Callable[[dict[str, str]], Loaded], targets: str, as_of: str, target: int | None
) -> None:
    workspace = loaded(
        {
            "kpis/nps.yaml": f"title: Promoter score\ntarget: {targets}\n",
            "cycles/launch/cycle.yaml": "title: Launch\nstart: 2026-11-20\nend: 2026-11-25\n",
        }
    ).workspace

    assert target_on(workspace, workspace.kpis["nps"], date.fromisoformat(as_of)) == target


def test_of_equally_short_cycles_the_first_by_id_holds(loaded: Callable[[dict[str, str]], Loaded]) -> None:
    workspace = loaded(
        {
            "kpis/nps.yaml": "title: Promoter score\ntarget: {winter: 60, launch: 50}\n",
            "cycles/launch/cycle.yaml": "start: 2026-11-20\nend: 2026-11-25\n",
            "cycles/winter/cycle.yaml": "start: 2026-11-21\nend: 2026-11-26\n",
        }
    ).workspace

    assert target_on(workspace, workspace.kpis["nps"], AS_OF) == 50
