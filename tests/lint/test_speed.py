"""Lint costs little more than reading: on 500 objectives at most four times what reading and validating them takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from okrctl.storage.loading import load

OBJECTIVE = """\
# objective {0}
title: {1}
why: Word of mouth is our cheapest channel
owner: ana
key_results:
  nps:
    title: Promoter score of the users in region {0}
    unit: points
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
      brief: {{title: Brief agreed}}
      contract: {{title: First contract, weight: 2}}
"""
CHECK_IN = """\
date: 2026-11-{1:02}
by: ana
updates:
  goal-{0}/nps: {{value: 35, confidence: 0.6, note: "Two partners went live"}}
  goal-{0}/referrals: {{value: 12}}
  goal-{0}/launch: {{done: [brief]}}
"""


def workspace() -> dict[str, str]:
    """500 objectives, every tenth of them with something to advise about, and three check-ins of each."""
    files = {}
    for number in range(500):
        title = f"Keep region {number} growing" if number % 10 == 0 else "Become the tool that finance teams recommend"
        path = f"cycles/2026-Q4/objectives/goal-{number}.yaml"
        files[path] = OBJECTIVE.format(
            number, f"{title} in the region of {'abcdefghij'[number % 10] * (number % 40 + 1)}"
        )
        for day in (6, 13, 20):
            name = f"cycles/2026-Q4/checkins/2026-11/2026-11-{day:02}-ana-k{number:05}{day:02}.yaml"
            files[name] = CHECK_IN.format(number, day)
    return files


def seconds(act: Callable[[], Any]) -> float:
    """The processor time of the quickest of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        act()
        times.append(time.process_time() - start)
    return min(times)


def test_lint_takes_no_more_than_four_times_what_reading_takes(
    make: Callable[[Mapping[str, str]], Path], run_in: Callable[..., Any]
) -> None:
    root = make(workspace())
    assert run_in("lint --format concise --as-of 2026-11-21", root).code == 0

    reading = seconds(lambda: load(root))
    linting = seconds(lambda: run_in("lint --format concise --as-of 2026-11-21", root))

    assert linting <= 4 * reading
