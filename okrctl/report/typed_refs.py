"""What people have to type: which objectives need their cycle in front, because their id alone names none or several."""

from __future__ import annotations

from collections import Counter

from okrctl.core.model import Workspace


def needing_their_cycle(workspace: Workspace) -> frozenset[str]:
    """The refs of the objectives in closed cycles, and of those whose id stands in several cycles that are not closed."""
    known = [
        (cycle, f"{cycle.id}/{objective_id}", objective_id)
        for cycle in workspace.cycles.values()
        for objective_id in cycle.objectives
    ]
    times = Counter(objective_id for cycle, _, objective_id in known if not cycle.is_closed)
    return frozenset(ref for cycle, ref, objective_id in known if cycle.is_closed or times[objective_id] > 1)


def typed(ref: str, needing: frozenset[str]) -> str:
    """The shortest form of a whole ref that names it for certain: `win-finance/nps`, `kpis/churn`.

    >>> typed("2026-Q4/win-finance/nps", frozenset({"2026-Q4/win-finance"}))
    '2026-Q4/win-finance/nps'
    """
    cycle, _, rest = ref.partition("/")
    if cycle == "kpis" or not rest or f"{cycle}/{rest.partition('/')[0]}" in needing:
        return ref
    return rest
