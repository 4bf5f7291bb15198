from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrctl.report.retro.retro import RetroReport, build, cycle_to_look_back_on
from okrctl.report.retro.rhythm import ResultRhythm
from okrctl.storage.loading import Loaded

Load = Callable[[Mapping[str, str]], Loaded]
AFTER = date(2027, 1, 10)
TEAMS = "format: 1\nteams:\n  growth: {}\n  product: {}\n"


def retro_of(loaded: Load, files: Mapping[str, str], team: str | None = None, as_of: date = AFTER) -> RetroReport:
    """The retrospective of 2026-Q4."""
    return build(loaded({"okrctl.yaml": TEAMS, **files}).workspace, "2026-Q4", as_of, team=team)


def objective(name: str, grade: str, more: str = "", review: str = "") -> dict[str, str]:
    """An objective with one result that was graded so."""
    files = {
        f"cycles/2026-Q4/objectives/{name}.yaml": f"title: {name}\n{more}\nkey_results:\n  k: {{title: K, kind: score}}\n",
        f"cycles/2026-Q4/checkins/2026-12/c-{name}.yaml": f"date: 2026-12-20\nby: ana\nupdates: {{{name}/k: {{value: {grade}}}}}\n",
    }
    return files | ({f"cycles/2026-Q4/reviews/{name}.yaml": f"date: 2027-01-05\n{review}\n"} if review else {})


def test_ambition_is_the_share_of_aspirational_grades_near_1_and_below_0_3(loaded: Load) -> None:
    files = {
        **objective("a", "0.95", review="verdict: not_challenging_enough"),
        **objective("b", "0.2", review="verdict: too_ambitious"),
        **objective("c", "0.6", review="verdict: about_right"),
        **objective("d", "0.1", review="grade: 0.3"),
        **objective("e", "1", more="type: committed"),
        **objective("f", "1", more="state: cancelled"),
    }

    found = retro_of(loaded, files).ambition

    assert (found.graded, found.near_one, found.near_one_share, found.below, found.below_share) == (
        4,
        1,
        Fraction(1, 4),
        1,
        Fraction(1, 4),
    )
    assert found.mean == Fraction(21, 40)
    assert (found.too_ambitious, found.about_right, found.not_challenging_enough) == (1, 1, 1)


def test_before_the_end_there_are_no_grades_and_no_misses(loaded: Load) -> None:
    files = {**objective("a", "0.95"), **objective("b", "0.2", more="type: committed")}

    found = retro_of(loaded, files, as_of=date(2026, 12, 31))

    assert (found.ambition.graded, found.misses) == (0, ())


def test_a_miss_is_a_commitment_below_1_with_its_explanation(loaded: Load) -> None:
    files = {
        **objective("a", "0.96", more="type: committed\nowner: ana", review="explanation: Two partners left"),
        **objective("b", "1", more="type: committed"),
        **objective("c", "0.5", more="type: committed"),
        **objective("d", "0.5"),
    }

    found = retro_of(loaded, files).misses

    assert [(miss.ref, miss.score, miss.explanation) for miss in found] == [
        ("2026-Q4/a", Fraction(Decimal("0.96")), "Two partners left"),
        ("2026-Q4/c", Fraction(1, 2), None),
    ]
    assert (found[0].owners, found[0].key_results) == (("ana",), ("2026-Q4/a/k",))


def test_rhythm_counts_the_weeks_with_an_update(loaded: Load) -> None:
    days = ("10-02", "10-05", "10-20", "12-31")
    files = {
        "cycles/2026-Q4/objectives/g.yaml": "title: G\nkey_results:\n  a: {title: A, target: 9}\n  b: {title: B, target: 9}\n"
        "  c: {title: C, target: 9, state: cancelled}\n",
        **{
            f"cycles/2026-Q4/checkins/2026-{day[:2]}/c{day}.yaml": f"date: 2026-{day}\nby: ana\nupdates: {{g/a: {{value: 1}}}}\n"
            for day in days
        },
    }

    found = retro_of(loaded, files).rhythm

    assert (found.check_ins, found.people, found.periods, found.kept, found.share) == (4, 1, 26, 2, Fraction(1, 13))
    assert found.silent == ("2026-Q4/g/b",)
    assert found.key_results == (
        ResultRhythm(ref="2026-Q4/g/b", title="B", periods=13, kept=0, longest_gap=91),
        ResultRhythm(ref="2026-Q4/g/a", title="A", periods=13, kept=2, longest_gap=72),
    )


def test_verdicts_are_the_cycles_and_kpis_without_one_come_last(loaded: Load) -> None:
    files = {
        "kpis/churn.yaml": "title: Churn\n",
        "kpis/uptime.yaml": "title: Uptime\n",
        "cycles/2026-Q4/reviews/kpis/uptime.yaml": "date: 2027-01-05\nby: dee\nverdict: tweak\nlearned: Too coarse\n",
    }

    found = retro_of(loaded, files).verdicts

    assert [(one.ref, one.verdict, one.learned) for one in found] == [
        ("kpis/uptime", "tweak", "Too coarse"),
        ("kpis/churn", None, None),
    ]


def test_learnings_are_of_this_cycle_then_of_earlier_ones_the_last_first(loaded: Load) -> None:
    review = "date: 2026-10-02\nlearned: {}\n"
    files = {
        **objective("a", "1", review="learned: This"),
        "cycles/2026-Q2/objectives/x.yaml": "title: X\n",
        "cycles/2026-Q2/reviews/x.yaml": review.format("Second"),
        "cycles/2026-Q3/objectives/x.yaml": "title: X\n",
        "cycles/2026-Q3/reviews/x.yaml": review.format("Third"),
        "cycles/2027-Q1/objectives/x.yaml": "title: X\n",
        "cycles/2027-Q1/reviews/x.yaml": review.format("Later"),
    }

    assert [one.learned for one in retro_of(loaded, files).learnings] == ["This", "Third", "Second"]


def test_calibration_takes_all_cycles_so_far_from_twenty_results_on(loaded: Load) -> None:
    assert retro_of(loaded, history(2026, range(10))).calibration is None


def test_calibration_has_the_score_of_its_history(loaded: Load) -> None:
    found = retro_of(loaded, {**history(2025, range(10)), **history(2026, range(10))}).calibration

    assert found
    assert (found.results, found.arrived, found.brier) == (20, 14, Fraction(21, 100))


def test_calibration_may_be_of_a_team(loaded: Load) -> None:
    files = {**history(2025, range(20)), **history(2026, range(10), team="product")}

    found = retro_of(loaded, files, team="growth").calibration

    assert found
    assert found.results == 20


def history(year: int, numbers: range, team: str = "growth") -> dict[str, str]:
    """A fourth quarter whose results had 70 % at mid-window; seven of ten arrived."""
    results = "".join(f"  k{n}: {{title: K{n}, target: 10}}\n" for n in numbers)
    early = "".join(f"  g/k{n}: {{value: 1, confidence: 0.7}}\n" for n in numbers)
    late = "".join(f"  g/k{n}: {{value: {10 if n % 10 < 7 else 9}, confidence: 0.1}}\n" for n in numbers)
    folder = f"cycles/{year}-Q4"
    return {
        f"{folder}/objectives/g.yaml": f"title: G\nteam: {team}\nkey_results:\n{results}",
        f"{folder}/checkins/early.yaml": f"date: {year}-11-01\nupdates:\n{early}",
        f"{folder}/checkins/late.yaml": f"date: {year}-12-30\nupdates:\n{late}",
    }


def test_the_cycle_to_look_back_on_is_the_last_that_is_over(loaded: Load) -> None:
    files = {
        f"cycles/{cycle}/objectives/x.yaml": "title: X\n" for cycle in ("2026-Q3", "2026-H2", "2026-Q4", "2027-Q1")
    }
    workspace = loaded(files).workspace

    assert cycle_to_look_back_on(workspace, date(2026, 11, 21)) == "2026-Q3"
    assert cycle_to_look_back_on(workspace, AFTER) == "2026-Q4"
    assert cycle_to_look_back_on(workspace, date(2026, 8, 1)) == "2026-Q3"
