"""Where things are called: the refs of objectives, key results, KPIs and records."""

from __future__ import annotations

from okrctl.core.frozen import dataclass

KPI_PREFIX = "kpis/"


@dataclass(frozen=True, slots=True)
class Ref:
    """A whole ref: `2026-Q4/win-finance/nps` (parts may follow), `2026-Q4/win-finance`, `2026-Q4` or `kpis/promoter-score`."""

    cycle: str | None = None
    objective: str | None = None
    key_result: str | None = None
    """The path below the objective: `nps`, or `nps/emea` for a part."""
    kpi: str | None = None

    @property
    def kind(self) -> str:
        """What it names, in words: cycle, objective, key result or KPI."""
        if self.kpi:
            return "KPI"
        return "key result" if self.key_result else "objective" if self.objective else "cycle"

    def __str__(self) -> str:
        """The whole ref."""
        if self.kpi:
            return KPI_PREFIX + self.kpi
        return "/".join(part for part in (self.cycle, self.objective, self.key_result) if part)

    @property
    def short(self) -> str:
        """The ref without its cycle, as people type it."""
        if self.kpi or not self.objective:
            return str(self)
        return "/".join(part for part in (self.objective, self.key_result) if part)


def parse_ref(text: str) -> Ref:
    """The ref that a whole id stands for; nothing is looked up.

    >>> parse_ref("2026-Q4/win-finance/nps").key_result
    'nps'
    """
    if text.startswith(KPI_PREFIX):
        return Ref(kpi=text.removeprefix(KPI_PREFIX))
    cycle, _, rest = text.partition("/")
    objective, _, path = rest.partition("/")
    return Ref(cycle=cycle or None, objective=objective or None, key_result=path or None)
