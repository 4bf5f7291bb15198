"""OKR501: a KPI card that leaves questions open."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.kpi import Kpi
from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual

_WATCHED = """\
# cycles/2026-Q4/objectives/month-end.yaml
title: Month-end stops hurting
kpis: [churn]
key_results:
  days: {title: Days until the books are closed, start: 9, target: 3}
# kpis/readings/2026-09/2026-09-30-ana-p2c8x4m1.yaml
date: 2026-09-30
readings:
  - {kpi: churn, value: 2.1}
"""

MANUAL = Manual(
    code="OKR501",
    level="warning",
    what="A KPI card without owner, unit or scale, `better`, `measure`, target or bands (each is named).",
    why="A number nobody owns, of which nobody knows whether up is good, how often it is due or where good begins, is looked at"
    " and shrugged at. `better: none` says that it only informs; it then needs no target.",
    source="Marr's and the ICAEW's templates for KPI cards ask for each of them",
    bad="""\
# kpis/churn.yaml
title: Churn
unit: "%"
"""
    + _WATCHED,
    good="""\
# kpis/churn.yaml
title: Churn
unit: "%"
better: down
measure: month
target: 2
"""
    + _WATCHED,
)


def check(case: Case) -> Iterator[Remark]:
    """Every card in use that lacks something, all of it in one remark."""
    for kpi_id, kpi in case.workspace.kpis.items():
        entity = f"kpis/{kpi_id}"
        missing = list(_missing(kpi, case.written.get(entity, frozenset()), one_person=case.is_of_one_person))
        if missing and kpi.state != "retired" and case.is_whole(entity):
            message = f"the card does not say {', '.join(missing)}"
            yield Remark(
                file=entity,
                keys=("title",),
                message=message,
                help="add what is missing; better: none says that it only informs",
            )


def _missing(kpi: Kpi, written: frozenset[str], *, one_person: bool) -> Iterator[str]:
    if not kpi.owner and not one_person:
        yield "owner"
    if not kpi.unit and not kpi.scale:
        yield "unit or scale"
    yield from (key for key in ("better", "measure") if key not in written)
    only_informs = "better" in written and kpi.better == "none"
    if kpi.target is None and not kpi.bands and not only_informs:
        yield "target or bands"
