"""Empty and half-empty reports: each reads well and ends with the command that helps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from okrctl.render.terminal.report import terminal_report
from okrctl.render.terminal.style import Style
from okrctl.report.values import CycleLine, CycleReport, FindingCounts, KeyResultLine, ObjectiveLine, StatusCounts

NEXT = CycleLine(
    id="2027-Q1", title="Q1 2027", start=date(2027, 1, 1), end=date(2027, 3, 31), elapsed=Fraction(0), state="planned"
)


def drawn(report: CycleReport) -> str:
    return terminal_report(report, Style(width=80))


def test_an_empty_cycle_ends_with_how_to_write_the_first_objective(report: Callable[..., CycleReport]) -> None:
    assert drawn(report(cycle=NEXT)) == (
        "Northwind · Q1 2027 · 21 Nov 2026, starts in 41 days\n"
        "\n"
        "No objectives yet. Write the first one:\n"
        "\n"
        '  okrctl new objective "…" --cycle 2027-Q1\n'
    )


def test_a_filter_that_lets_nothing_through_says_so(report: Callable[..., CycleReport]) -> None:
    assert drawn(report(filters=(("team", "Growth"), ("owner", "Ana Díaz")))) == (
        "Northwind · Q4 2026 · Growth · Ana Díaz · 21 Nov, day 52 of 92\n"
        "\n"
        "No objectives of team Growth and owner Ana Díaz in Q4 2026.\n"
        "All of them: okrctl report --cycle 2026-Q4\n"
    )


def test_an_objective_without_key_results_shows_how_to_add_one(
    report: Callable[..., CycleReport], objective: Callable[..., ObjectiveLine]
) -> None:
    page = drawn(report(objectives=(objective(id="win", title="Win the market"),)))

    assert page == (
        "Northwind · Q4 2026 · 21 Nov, day 52 of 92\n"
        "No figures yet  ──────────────────────────────\n"
        "\n"
        "                  status   owner\n"
        "· Win the market  no data  ana\n"
        '    no key results yet: okrctl new kr win "…"\n'
    )


def test_a_goal_needs_no_key_results(
    report: Callable[..., CycleReport], objective: Callable[..., ObjectiveLine]
) -> None:
    assert "new kr" not in drawn(report(objectives=(objective(type="goal"),)))


def test_where_nobody_checked_in_the_report_ends_with_the_round(
    report: Callable[..., CycleReport],
    objective: Callable[..., ObjectiveLine],
    key_result: Callable[..., KeyResultLine],
) -> None:
    silent = objective(key_results=(key_result(expected=Fraction(51, 91)),))

    assert drawn(report(objectives=(silent,))).endswith("\n\nNo check-ins yet. Begin your round: okrctl checkin\n")


def test_before_the_start_everything_is_scheduled(
    report: Callable[..., CycleReport],
    objective: Callable[..., ObjectiveLine],
    key_result: Callable[..., KeyResultLine],
) -> None:
    planned = objective(
        title="Plan ahead", status="scheduled", key_results=(key_result(status="scheduled", expected=Fraction(0)),)
    )
    page = drawn(report(cycle=NEXT, objectives=(planned,), summary={"by_status": StatusCounts(scheduled=1)}))

    assert page == (
        "Northwind · Q1 2027 · 21 Nov 2026, starts in 41 days\n"
        "○ 1 scheduled\n"
        "\n"
        "                   status     owner\n"
        "○ Plan ahead       scheduled  ana\n"
        "    ○ kr  A title  scheduled\n"
        "\n"
        "Is everything ready? okrctl lint\n"
    )


def test_what_could_not_be_read_is_said_on_top(report: Callable[..., CycleReport]) -> None:
    broken = report(complete=False, findings=FindingCounts(errors=2))

    assert drawn(broken).splitlines()[1:4] == [
        "Incomplete: something could not be read, so the figures miss it. 2 errors in the",
        "files: okrctl lint",
        "",
    ]


def test_a_long_list_of_what_needs_attention_is_cut_in_a_window_only(northwind: CycleReport) -> None:
    many = replace(northwind, attention=northwind.attention * 5)

    assert "\n  and 12 more: okrctl status\n" in drawn(many)
    assert "more: okrctl status" not in terminal_report(many, Style(width=None))


def test_objectives_of_closed_cycles_are_named_with_their_cycle(northwind: CycleReport) -> None:
    closed = replace(northwind, needing_cycle=frozenset({"2026-Q4/ship-mobile"}))

    page = drawn(closed)

    assert "okrctl checkin 2026-Q4/ship-mobile/launch …" in page
    assert "  ✖ win-finance/nps" in page


def test_a_hundred_objectives_stand_in_the_same_columns(
    report: Callable[..., CycleReport],
    objective: Callable[..., ObjectiveLine],
    key_result: Callable[..., KeyResultLine],
) -> None:
    many = tuple(
        objective(id=f"o{n}", progress=Fraction(n, 100), expected=Fraction(1, 2), gap=Fraction(50 - n), status="behind",
                  key_results=(key_result(progress=Fraction(n, 100), expected=Fraction(1, 2), gap=Fraction(50 - n)),))
        for n in range(100)
    )  # fmt: skip

    lines = terminal_report(report(objectives=many), Style(width=100)).splitlines()

    assert len({line.index("%") for line in lines if line.endswith(" ana") or line.lstrip().startswith("· kr")}) == 1
