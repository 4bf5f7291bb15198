from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from okrctl.report.cycle import build
from okrctl.report.values import Attention
from okrctl.storage.loading import Loaded

Load = Callable[[Mapping[str, str]], Loaded]
AS_OF = date(2026, 11, 21)  # 51 of 91 days have passed


def attention_of(
    loaded: Load,
    key_results: Mapping[str, str],
    *updates: str,
    as_of: date = AS_OF,
    files: Mapping[str, str] | None = None,
) -> list[tuple[str, str, str]]:
    """Ref, reason and text for key results after updates written `DAY kr: {…}`."""
    lines = [f"  {name}: {{title: K, {own}}}" for name, own in key_results.items()]
    texts = {
        "cycles/2026-Q4/objectives/goal.yaml": "\n".join(["title: Goal", "key_results:", *lines, ""]),
        **(files or {}),
    }
    for number, update in enumerate(updates):
        day, said = update.split(" ", 1)
        texts[f"cycles/2026-Q4/checkins/{day[:7]}/c{number}.yaml"] = f"date: {day}\nupdates:\n  goal/{said}\n"
    found = build(loaded(texts).workspace, "2026-Q4", as_of).attention
    return [(item.ref.removeprefix("2026-Q4/goal/"), item.why, item.text) for item in found]


def test_key_results_come_by_reason_and_then_by_gap(loaded: Load) -> None:
    key_results = {
        "fine": "target: 91",
        "mute": "target: 91, start_on: 2026-11-15",
        "worded": "target: 91",
        "old": "target: 91",
        "late": "target: 91, due: 2026-11-20",
        "behind": "target: 91",
        "further": "target: 91",
        "risky": "target: 91",
        "riskier": "target: 91",
    }
    updates = [
        "2026-11-20 fine: {value: 51}",
        "2026-11-20 worded: {note: hm}",
        "2026-11-05 old: {value: 60}",
        "2026-11-20 late: {value: 45.5}",
        "2026-11-20 behind: {value: 40}",
        "2026-11-20 further: {value: 35}",
        "2026-11-20 risky: {value: 20}",
        "2026-11-20 riskier: {value: 10}",
    ]

    assert attention_of(loaded, key_results, *updates) == [
        ("riskier", "at_risk", "45 points behind"),
        ("risky", "at_risk", "34 points behind"),
        ("late", "missed", "ended at 50 %"),
        ("further", "behind", "18 points behind"),
        ("behind", "behind", "12 points behind"),
        ("old", "stale", "no update for 16 days"),
        ("mute", "silent", "no update since the start on 2026-11-15"),
        ("worded", "no_data", "no value yet"),
    ]


def test_of_equal_gaps_the_first_by_name_comes_first(loaded: Load) -> None:
    found = attention_of(
        loaded, {"b": "target: 91", "a": "target: 91"}, "2026-11-20 a: {value: 1}", "2026-11-20 b: {value: 1}"
    )

    assert [ref for ref, _, _ in found] == ["a", "b"]


@pytest.mark.parametrize(
    ("updates", "text"),
    [
        (
            ["2026-11-13 k: {value: 10, confidence: 0.6}", "2026-11-20 k: {confidence: 0.5}"],
            "45 points behind, confidence falling",
        ),
        (["2026-11-13 k: {value: 10, confidence: 0.5}", "2026-11-20 k: {confidence: 0.5}"], "45 points behind"),
        (["2026-11-01 k: {value: 10, confidence: 0.6}"], "45 points behind, no update for 20 days"),
        (["2026-11-20 k: {value: -10}"], "56 points behind"),
    ],
)
def test_what_is_behind_says_how_far_and_what_else_is_wrong(loaded: Load, updates: list[str], text: str) -> None:
    assert attention_of(loaded, {"k": "target: 91"}, *updates) == [("k", "at_risk", text)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("kind: at_most, target: 25", "at 30, at most 25 is due"),
        ("kind: at_least, target: 99.9", "at 30, at least 99.9 is due"),
        ("kind: between, low: 1, high: 5", "at 30, 1 to 5 is due"),
    ],
)
def test_a_limit_that_is_not_kept_is_named(loaded: Load, kind: str, text: str) -> None:
    assert attention_of(loaded, {"k": kind}, "2026-11-20 k: {value: 30}") == [("k", "at_risk", text)]


def test_one_point_is_told_as_one(loaded: Load) -> None:
    settings = {"okrctl.yaml": "format: 1\nstatus: {on_track_within: 0}\n"}

    found = attention_of(loaded, {"k": "target: 91"}, "2026-11-20 k: {value: 50}", files=settings)

    assert found == [("k", "behind", "1 point behind")]


@pytest.mark.parametrize(("as_of", "reasons"), [("2026-10-04", []), ("2026-10-05", ["silent", "no_data"])])
def test_until_the_grace_period_is_over_nobody_is_asked_for_a_first_value(
    loaded: Load, as_of: str, reasons: list[str]
) -> None:
    found = attention_of(
        loaded, {"a": "target: 9", "b": "target: 9"}, "2026-10-02 b: {note: hm}", as_of=date.fromisoformat(as_of)
    )

    assert [why for _, why, _ in found] == reasons


def test_a_result_that_is_stale_and_silent_is_named_once_as_silent(loaded: Load) -> None:
    assert [why for _, why, _ in attention_of(loaded, {"a": "target: 9"})] == ["silent"]


def test_a_result_that_ended_without_a_value_was_missed(loaded: Load) -> None:
    assert attention_of(loaded, {"a": "target: 9"}, as_of=date(2027, 1, 1)) == [
        ("a", "missed", "ended without a value")
    ]


@pytest.mark.parametrize(
    "own", ["target: 9, state: cancelled", "target: 9, state: not_graded", "target: 9, start_on: 2026-12-01"]
)
def test_what_is_left_out_or_still_to_come_needs_nobody(loaded: Load, own: str) -> None:
    assert attention_of(loaded, {"a": own}) == []


def test_kpis_follow_red_then_signal_then_stale(loaded: Load) -> None:
    steady = "".join(f"  - {{kpi: jumpy, value: {10 + n % 2}, date: 2026-{n:02}-15}}\n" for n in range(1, 11))
    files = {
        "kpis/churn.yaml": 'title: Churn\nunit: "%"\nbetter: down\ntarget: 2\n',
        "kpis/jumpy.yaml": "title: Jumpy\n",
        "kpis/old.yaml": "title: Old\n",
        "kpis/never.yaml": "title: Never\n",
        "kpis/fine.yaml": "title: Fine\nbetter: up\ntarget: 2\n",
        "kpis/readings/2026-11/r1.yaml": f"date: 2026-11-15\nreadings:\n{steady}  - {{kpi: jumpy, value: 99}}\n  - {{kpi: churn, value: 2.9}}\n  - {{kpi: fine, value: 3}}\n  - {{kpi: old, value: 3, date: 2026-08-15}}\n",
    }

    found = build(loaded(files).workspace, "2026-Q4", AS_OF).attention

    assert found == (
        Attention(ref="kpis/churn", why="red", text="2.9 % in 2026-11, target 2 %"),
        Attention(ref="kpis/jumpy", why="signal", text="signal in 2026-11: look into it"),
        Attention(ref="kpis/never", why="stale", text="no reading yet"),
        Attention(ref="kpis/old", why="stale", text="no reading since 2026-08"),
    )
