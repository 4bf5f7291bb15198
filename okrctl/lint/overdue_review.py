"""OKR506: a KPI card past its review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrctl.core.kpi import Span
from okrctl.core.scoring.windows import window_from
from okrctl.lint.case import Case, Remark, days_later
from okrctl.lint.manual import MID_QUARTER, Manual
from okrctl.lint.wording import quoted

SPANS: dict[Span, tuple[int, str]] = {
    "day": (1, "days"),
    "week": (1, "weeks"),
    "month": (1, "months"),
    "quarter": (3, "months"),
    "year": (12, "months"),
}

_CARD = """\
# kpis/churn.yaml
title: Churn
unit: "%"
better: down
measure: month
target: 2
review: quarter
# kpis/readings/2026-11/2026-11-02-ana-p2c8x4m1.yaml
date: 2026-11-02
readings:
  - {kpi: churn, value: 2.0, date: 2026-06-30}
  - {kpi: churn, value: 2.1, date: 2026-10-31}
"""
_REVIEW = """\
# cycles/2026-Q3/reviews/kpis/churn.yaml
date: 2026-09-30
verdict: keep
"""

MANUAL = Manual(
    code="OKR506",
    level="advice",
    what="A KPI card past its `review`, counted from its last review, else from its first reading.",
    why="KPIs are easier started than stopped. Ask from time to time: does anybody act on it, does it still measure what we"
    " want; keep it, tweak it, or replace it.",
    source="Marr: a KPI has an expiry or revision date",
    bad=_CARD,
    good=_CARD + _REVIEW,
    as_of=MID_QUARTER,
)


def check(case: Case) -> Iterator[Remark]:
    """Every active card whose time has come."""
    first_days = _first_days(case)
    for kpi_id, kpi in case.workspace.kpis.items():
        since = _last_review(case, kpi_id) or first_days.get(kpi_id)
        if kpi.state != "active" or kpi.review is None or since is None:
            continue
        due = window_from(since, SPANS[kpi.review]).due
        if days_later(due, case.workspace.settings.checkins.grace_days) < case.as_of and case.has_all_readings:
            message = f"the card of {quoted(kpi.title)} was to be looked at by {due}"
            help_ = f"okrctl close kpis/{kpi_id} --verdict keep, tweak or replace"
            yield Remark(file=f"kpis/{kpi_id}", keys=("review",), message=message, help=help_)


def _last_review(case: Case, kpi_id: str) -> date | None:
    reviews = (cycle.kpi_reviews.get(kpi_id) for cycle in case.workspace.cycles.values())
    return max((review.date for review in reviews if review and review.date <= case.as_of), default=None)


def _first_days(case: Case) -> dict[str, date]:
    """The day of the first reading of each KPI."""
    first: dict[str, date] = {}
    for file in case.workspace.readings.values():
        for reading in file.readings:
            day = reading.date or file.date
            if day <= case.as_of and day < first.get(reading.kpi, date.max):
                first[reading.kpi] = day
    return first
