"""The examples by which the file format is told raise nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

FORMAT = """\
# okrctl.yaml
format: 1
name: Northwind
fiscal_year_starts: 2
levels: [company, department, team, individual]
teams:
  product: {name: Product}
  growth: {name: Growth, parent: product, lead: ana}
people:
  ana: {name: Ana Díaz, email: ana@northwind.example, team: growth}
  bo: {name: Bo Lind, left: 2026-09-30}
checkins: {every: week, grace_days: 3}
confidence_scale: 10
status: {on_track_within: 10, at_risk_beyond: 25}
bands: {amber_from: 0.4, green_from: 0.7}
currency: EUR
lint: {ignore: [OKR301], error: [OKR104], warn: []}
# cycles/launch-2026/cycle.yaml
title: Product launch
start: 2026-05-01
end: 2026-10-31
theme: One product, one launch
state: active
# cycles/2026-Q4/objectives/win-finance.yaml
title: Become the tool that finance teams recommend
why: Word of mouth is our cheapest channel
type: aspirational
level: team
focus: external
team: growth
owner: ana
parent: 2026/double-the-business
state: active
start_on: 2026-10-01
due: 2026-12-31
weight: 1
progress_from: key_results
continues: 2026-Q3/win-finance
tags: [expansion]
initiatives:
  - {title: Partner programme, url: "https://example.com/p/12", done: false}
kpis: [promoter-score]
decisions:
  - {date: 2026-11-03, by: ana, text: "Target of referrals lowered: the partner launch moved to January"}
key_results:
  nps:
    title: Lift the promoter score of finance users
    kpi: promoter-score
    start: 31
    target: 45
  referrals:
    title: Referrals each month
    start: 10
    target: +50%
  launch:
    title: Partner programme is live
    kind: milestone
    steps:
      brief: {title: Brief agreed}
      contract: {title: First contract, weight: 2}
# cycles/2026-Q4/checkins/2026-11/2026-11-21-ana-k7f3q2m9.yaml
date: 2026-11-21
at: 2026-11-21T09:30:12Z
by: ana
note: A good week
updates:
  win-finance/referrals: {value: 13, confidence: 0.6, note: "Two partners went live"}
  win-finance/launch:
    done: [brief]
    status: at_risk
    blockers: [Legal review]
    next: Sign with the third partner
priorities: [Sign partner three]
wins: [First referral that renewed]
# kpis/promoter-score.yaml
title: Promoter score of paying customers
what: Keep the promoter score above 40
why: Retention follows it by two quarters
how: Survey after each closed support case
owner: ana
review: quarter
measure: month
level: company
team: growth
formula: promoters minus detractors, in percent of answers
unit: points
better: up
aggregate: last
start: 31
target: 45
bands: {green: ">= 40", amber: ">= 30"}
leading_or_lagging: lagging
benchmark: 36
limits_from: {first: 2026-01-01, last: 2026-06-30}
source: {csv: data/nps.csv, date: month, value: nps}
state: active
"""
AROUND = """\
# cycles/2026/objectives/double-the-business.yaml
title: Double the business
type: goal
level: company
owner: ana
# cycles/2026-Q3/objectives/win-finance.yaml
title: Become the tool that finance teams recommend
owner: ana
# cycles/2026-Q3/cycle.yaml
state: closed
# kpis/readings/2026-11/2026-11-16-ana-p2c8x4m1.yaml
date: 2026-11-16
by: ana
readings:
  - {kpi: promoter-score, value: 31, date: 2026-10-16}
  - {kpi: promoter-score, value: 35}
"""
"""What the examples refer to, and the values that they were written beside."""


def test_the_examples_of_the_format_raise_nothing(sample: Callable[[str], Path], run_in: Callable[..., Any]) -> None:
    answer = run_in("lint --strict --as-of 2026-11-21", sample(FORMAT + AROUND))

    assert answer == (0, "no findings in 9 files\n", "")
