from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest

from okrctl.core.scoring.scoring import Scores
from okrctl.core.scoring.windows import Window

Quarter = Callable[..., Scores]
KR = "2026-Q4/goal/revenue"
LAUNCH = """
title: Launch
key_results:
  shipped: {title: Shipped, kind: milestone, steps: {build: {title: Build}, sell: {title: Sell}}}
  users: {title: Users, target: 100}
  uptime: {title: Uptime, kind: at_least, target: 99}
  posts: {title: Posts, kind: recurring, target: 1, per: month}
  first: {title: First number, kind: baseline}
  both: {title: Both, parts: {a: {title: A, target: 1}, b: {title: B, target: 1}}}
"""


def launched(*updates: str) -> dict[str, str]:
    """The cycle `launch-2026` (May to October) and updates of its objective, written `DAY KR: {…}`."""
    files = {
        "cycles/launch-2026/cycle.yaml": "title: Launch\nstart: 2026-05-01\nend: 2026-10-31\n",
        "cycles/launch-2026/objectives/go-live.yaml": LAUNCH,
    }
    for number, update in enumerate(updates):
        day, said = update.split(" ", 1)
        path = f"cycles/launch-2026/checkins/2026-10/{day}-bo-m{number:07}.yaml"
        files[path] = f"date: {day}\nupdates:\n  go-live/{said}\n"
    return files


def waiting(reached: str, within: str = "3 months", more: str = "") -> str:
    """An objective whose result waits for the other."""
    after = f"after: {{reached: {reached}, within: {within}}}"
    return f"title: Goal\nkey_results:\n  revenue: {{title: Revenue, target: 100, {after}}}\n{more}"


def test_before_the_other_is_reached_it_is_scheduled_and_not_counted(quarter: Quarter) -> None:
    other = launched("2026-10-05 shipped: {done: [build]}")

    found = quarter(waiting("launch-2026/go-live/shipped"), "2026-11-02 revenue: {value: 40}", files=other).key_result(
        KR
    )

    assert (found.status, found.counted, found.window) == ("scheduled", False, None)
    assert (found.progress, found.score, found.expected, found.flags) == (Fraction(2, 5), Fraction(2, 5), 0, ())


def test_its_window_begins_the_day_the_other_is_reached_and_may_pass_the_cycles_end(quarter: Quarter) -> None:
    other = launched(
        "2026-10-05 shipped: {done: [build]}", "2026-10-22 shipped: {done: [sell]}", "2026-10-30 shipped: {note: party}"
    )

    found = quarter(waiting("launch-2026/go-live/shipped"), "2026-11-02 revenue: {value: 40}", files=other).key_result(
        KR
    )

    assert found.window == Window(date(2026, 10, 22), date(2027, 1, 22))
    assert (found.expected, found.counted) == (Fraction(30, 92), True)


def test_on_the_day_before_the_other_was_not_reached(quarter: Quarter) -> None:
    other = launched("2026-10-22 shipped: {done: true}")

    found = quarter(waiting("launch-2026/go-live/shipped"), as_of="2026-10-21", files=other).key_result(KR)

    assert found.status == "scheduled"


@pytest.mark.parametrize(
    ("reached", "updates", "start"),
    [
        ("users", ["2026-10-02 users: {value: 99}", "2026-10-07 users: {value: 120}", "2026-10-20 users: {value: 90}"], "2026-10-07"),
        ("shipped", ["2026-10-02 shipped: {done: true}", "2026-10-07 shipped: {undone: [sell]}"], None),
        ("shipped", ["2026-10-02 shipped: {done: true}", "2026-10-07 shipped: {undone: [sell]}", "2026-10-20 shipped: {done: [sell]}"], "2026-10-20"),
        ("uptime", ["2026-10-02 uptime: {value: 99.9}"], "2026-11-01"),
        ("uptime", ["2026-10-02 uptime: {value: 98}"], None),
        ("posts", [f"2026-{month:02}-20 posts: {{value: 1}}" for month in range(5, 11)], "2026-11-01"),
        ("posts", ["2026-10-20 posts: {value: 1}"], None),
        ("first", ["2026-10-02 first: {note: soon}", "2026-10-09 first: {value: 12}"], "2026-10-09"),
        ("both", ["2026-10-02 both/a: {value: 1}", "2026-10-09 both/b: {value: 1}"], "2026-10-09"),
        ("both/a", ["2026-10-02 both/a: {value: 1}"], "2026-10-02"),
    ],
)  # fmt: skip
def test_each_kind_is_reached_in_its_own_way(
    quarter: Quarter, reached: str, updates: list[str], start: str | None
) -> None:
    found = quarter(waiting(f"launch-2026/go-live/{reached}", "10 days"), files=launched(*updates)).key_result(KR)

    assert (found.window.start.isoformat() if found.window else None) == start


def test_what_was_corrected_since_was_never_reached(quarter: Quarter) -> None:
    other = launched("2026-10-05 users: {value: 1000}", "2026-11-09 users: {value: 100}")
    correction = other.popitem()
    other[correction[0]] = correction[1].replace("updates:", "supersedes: m0000000\nupdates:")

    found = quarter(waiting("launch-2026/go-live/users"), files=other).key_result(KR)

    assert found.window is not None
    assert found.window.start == date(2026, 11, 9)


def test_results_may_wait_in_a_row(quarter: Quarter) -> None:
    more = "".join(
        f"  k{n}: {{title: K, target: 1, after: {{reached: 2026-Q4/goal/{f'k{n - 1}' if n else 'revenue'}, within: 1 weeks}}}}\n"
        for n in range(400)
    )
    updates = ["2026-10-12 revenue: {value: 100}", *(f"2026-10-13 k{n}: {{value: 1}}" for n in range(400))]
    objective = waiting("launch-2026/go-live/users", more=more)

    scores = quarter(objective, *updates, files=launched("2026-10-05 users: {value: 100}"))

    assert scores.key_result("2026-Q4/goal/k399").window == Window(date(2026, 10, 13), date(2026, 10, 20))


@pytest.mark.parametrize("first", ["a", "b", "c"])
def test_results_that_wait_for_each_other_in_a_circle_never_begin(quarter: Quarter, first: str) -> None:
    circle = {"a": "b", "b": "a", "c": "a"}
    lines = [
        f"  {one}: {{title: X, target: 1, after: {{reached: 2026-Q4/goal/{circle[one]}, within: 1 weeks}}}}"
        for one in sorted(circle, key=lambda k: k != first)
    ]
    objective = "\n".join(["title: Goal", "key_results:", *lines, ""])

    scores = quarter(objective, "2026-10-12 a: {value: 1}", "2026-10-12 b: {value: 0}")

    assert [scores.key_result(f"2026-Q4/goal/{one}").window for one in "ab"] == [None, None]
    assert scores.key_result("2026-Q4/goal/c").window == Window(date(2026, 10, 12), date(2026, 10, 19))


def test_a_result_that_waits_for_itself_never_begins(quarter: Quarter) -> None:
    scores = quarter(waiting("2026-Q4/goal/revenue"), "2026-10-12 revenue: {value: 100}")

    assert scores.key_result(KR).status == "scheduled"


def test_a_result_that_a_part_of_the_other_waits_for_does_not_hang(quarter: Quarter) -> None:
    objective = """
        title: Goal
        key_results:
          revenue: {title: Revenue, target: 1, after: {reached: 2026-Q4/goal/whole, within: 1 weeks}}
          whole:
            title: Whole
            parts:
              a: {title: A, target: 1, after: {reached: 2026-Q4/goal/revenue, within: 1 weeks}}
        """

    scores = quarter(objective, "2026-10-12 whole/a: {value: 1}", "2026-10-12 revenue: {value: 1}")

    assert {scores.key_result(ref).status for ref in (KR, "2026-Q4/goal/whole")} <= {
        "scheduled",
        "achieved",
        "no_data",
        "missed",
    }


def test_a_part_waits_with_what_it_is_a_part_of(quarter: Quarter) -> None:
    objective = """
        title: Goal
        key_results:
          revenue:
            title: Revenue
            after: {reached: launch-2026/go-live/users, within: 2 months}
            parts: {a: {title: A, target: 1}, b: {title: B, target: 1, start_on: 2026-10-10, due: 2026-12-01}}
        """

    before = quarter(objective, files=launched())
    after = quarter(objective, files=launched("2026-10-07 users: {value: 100}"))

    assert [part.window for part in before.key_result(KR).parts] == [
        None,
        Window(date(2026, 10, 10), date(2026, 12, 1)),
    ]
    assert after.key_result(f"{KR}/a").window == Window(date(2026, 10, 7), date(2026, 12, 7))


def test_a_kpi_result_that_waits_takes_readings_from_its_window_only(quarter: Quarter) -> None:
    objective = "title: Goal\nkey_results:\n  revenue: {title: Revenue, target: 100, kpi: sales, after: {reached: launch-2026/go-live/users, within: 3 months}}\n"
    files = {
        "kpis/sales.yaml": "title: Sales\naggregate: sum\nmeasure: week\n",
        "kpis/readings/2026-11/a.yaml": "date: 2026-11-20\nreadings: [{kpi: sales, value: 7, date: 2026-10-20}, {kpi: sales, value: 30, date: 2026-10-30}, {kpi: sales, value: 20}]\n",
    }

    waits = quarter(objective, files={**files, **launched()}).key_result(KR)
    begun = quarter(objective, files={**files, **launched("2026-10-25 users: {value: 100}")}).key_result(KR)

    assert (waits.progress, waits.status) == (None, "scheduled")
    assert (begun.figures.current, begun.start, begun.progress) == (50, 7, Fraction(43, 93))
