"""`okrctl status` and `okrctl show` as they are typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FILES = {
    "okrctl.yaml": "format: 1\nname: Northwind\npeople: {ana: {}, bo: {}}\n",
    "cycles/2026-Q4/objectives/win.yaml": (
        "title: Win finance\nowner: ana\nkey_results:\n"
        "  nps: {title: Promoter score, start: 31, target: 45, unit: points, kpi: score}\n"
        "  calls: {title: Calls, target: 10}\n"
        "  launch: {title: Launch, kind: milestone, owner: bo, steps: {a: {title: A}, b: {title: B}}}\n"
    ),
    "cycles/2026-Q4/checkins/2026-11/2026-11-12-ana-k0000001.yaml": (
        "date: 2026-11-12\nby: ana\nupdates:\n  win/calls: {value: 5}\n  win/launch: {done: [a]}\n"
    ),
    "kpis/score.yaml": "title: Score\nowner: ana\nunit: points\n",
    "kpis/readings/2026-09/2026-09-16-ana-r0000001.yaml": "date: 2026-09-16\nreadings: [{kpi: score, value: 33}]\n",
}


@pytest.fixture
def run(okrctl: Callable[..., Any]) -> Callable[..., Any]:
    """Runs command lines in this workspace as ana."""
    return okrctl(FILES)  # type: ignore[no-any-return]


def test_after_the_end_it_names_my_objectives_that_want_a_review(okrctl: Callable[..., Any]) -> None:
    goal = "title: G\nowner: {}\nkey_results: {{k: {{title: K, target: 9}}}}\n"
    run = okrctl(
        {
            "okrctl.yaml": "format: 1\nname: Northwind\npeople: {ana: {}, bo: {}}\n",
            "cycles/2026-Q3/objectives/a.yaml": goal.format("ana"),
            "cycles/2026-Q3/objectives/b.yaml": goal.format("bo"),
            "cycles/2026-Q3/objectives/c.yaml": goal.format("ana"),
            "cycles/2026-Q3/objectives/d.yaml": "state: cancelled\n" + goal.format("ana"),
            "cycles/2026-Q3/reviews/c.yaml": "date: 2026-10-02\n",
        }
    )

    assert run("status").out.splitlines()[-2:] == [
        "Not reviewed yet: okrctl close 2026-Q3/a",
        "2026-Q3 has ended and is not closed: okrctl close 2026-Q3",
    ]


def test_status_says_what_one_owes_and_what_to_type(run: Callable[..., Any]) -> None:
    assert run("status --mine").out.startswith(
        "Northwind · ana · Saturday 21 Nov 2026\n"
        "\n"
        "You owe 2 check-ins\n"
        "  win/nps    –  never yet    20 days late  okrctl checkin kpis/score …\n"
        "  win/calls  5  last 12 Nov  2 days late   okrctl checkin win/calls …\n"
        "All of them in one go: okrctl checkin\n"
        "\n"
        "Needs attention\n"
    )


def test_status_names_how_much_others_owe(run: Callable[..., Any]) -> None:
    assert run("status").out.endswith("\nOthers owe 1 check-in: okrctl status --due\n")


def test_due_lists_what_everybody_owes_and_nothing_else(run: Callable[..., Any]) -> None:
    assert run("status --due", OKRCTL_USER="bo").out == (
        "Northwind · bo · Saturday 21 Nov 2026\n"
        "\n"
        "You owe 1 check-in\n"
        "  win/launch  1 of 2 steps  last 12 Nov  2 days late  okrctl checkin win/launch …\n"
        "\n"
        "2 check-ins of others are due\n"
        "  win/nps    –  ana  never yet    20 days late  okrctl checkin kpis/score …\n"
        "  win/calls  5  ana  last 12 Nov  2 days late   okrctl checkin win/calls …\n"
    )


def test_who_owes_nothing_hears_what_is_next(run: Callable[..., Any]) -> None:
    page = run("status --as-of 2026-11-13", OKRCTL_USER="bo").out

    assert "You owe no check-in. The next is win/launch on 19 Nov.\n" in page


def test_without_a_known_person_everything_due_is_listed(run: Callable[..., Any]) -> None:
    page = run("status", OKRCTL_USER="zoe").out

    assert page.startswith("Northwind · Saturday 21 Nov 2026\n\n3 check-ins are due\n")


def test_a_cycle_that_ended_and_was_not_closed_is_named(okrctl: Callable[..., Any]) -> None:
    run = okrctl({**FILES, "cycles/2026-Q3/objectives/past.yaml": "title: Past\n"})

    assert run("status").out.endswith("2026-Q3 has ended and is not closed: okrctl close 2026-Q3\n")


def test_nothing_needs_attention_where_there_is_nothing(okrctl: Callable[..., Any]) -> None:
    assert okrctl({})("status").out == (
        "Northwind · ana · Saturday 21 Nov 2026\n\nYou owe no check-in.\n\nNothing needs attention.\n"
    )


def test_status_in_json(run: Callable[..., Any]) -> None:
    document = run("status --mine --json").json

    assert [key for key in document if key not in {"workspace", "as_of", "complete", "person", "cycles", "findings"}] == [
        "schema", "due", "attention", "objectives", "key_results", "kpis",
    ]  # fmt: skip
    assert document["schema"] == "okrctl.status/1"
    assert document["due"][0] == {
        "ref": "2026-Q4/win/nps", "title": "Promoter score", "kind": "metric", "owners": ["ana"], "value": None, "unit": "points",
        "last_checkin": None, "due_on": "2026-11-01", "update": "kpis/score",
    }  # fmt: skip


def test_status_fails_on_what_it_is_told(run: Callable[..., Any]) -> None:
    assert [run(f"status --fail-on {word}").code for word in ("stale", "incomplete", "no_data")] == [1, 0, 1]


def test_show_draws_a_card_a_chart_and_a_history(run: Callable[..., Any]) -> None:
    page = run("show calls").out

    assert page.startswith("Calls  2026-Q4/win/calls\nfrom 0 to 10, higher is better, linear until 31 Dec\n")
    assert "✔ on track  50 %  ━━━━━━━━━━━━─┃──────────  56 % expected, 6 points behind\n" in page
    assert "no forecast yet: it takes four updates\n" in page
    assert page.endswith("\nHistory\n  12 Nov  5  ana  k0000001\n")


def test_show_of_something_nobody_updated_ends_with_the_command(run: Callable[..., Any]) -> None:
    assert run("show win/nps").out.endswith("\nNothing recorded yet: okrctl checkin kpis/score …\n")


def test_show_lists_every_field_that_is_set(okrctl: Callable[..., Any]) -> None:
    card = "title: Score\nwhy: It matters\nhow: Ask\nreview: quarter\ntarget: 40\nbetter: up\nbenchmark: 36\nlevel: company\n"
    page = okrctl({"kpis/score.yaml": card})("show kpis/score").out

    assert page.startswith(
        "Score  kpis/score\n"
        "It matters\n"
        "higher is better, target 40, the last reading of each month\n"
        "\n"
        "how        Ask\n"
        "review     quarter\n"
        "level      company\n"
        "benchmark  36\n"
    )


@pytest.mark.parametrize(
    ("ref", "key"),
    [("win/nps", "key_result"), ("win", "objective"), ("kpis/score", "kpi"), ("2026-Q4", "cycle")],
)
def test_show_in_json_has_the_object_of_its_kind(run: Callable[..., Any], ref: str, key: str) -> None:
    document = run(f"show {ref} --json").json

    assert document["schema"] == "okrctl.show/1"
    assert {"objective", "key_result", "kpi"} & document.keys() == ({key} - {"cycle"})
    assert {"fields", "history", "related"} <= document.keys()


def test_show_of_nothing_names_the_nearest(run: Callable[..., Any]) -> None:
    answer = run("show win/clals")

    assert (answer.code, answer.out) == (4, "")
    assert "did you mean win/calls" in answer.err


def test_explain_of_what_a_person_typed_is_printed_as_it_is(okrctl: Callable[..., Any]) -> None:
    objective = 'title: "[red]Win[/] \\\\"\nkey_results:\n  kr: {title: "tab\\there", target: 5, unit: "[b]"}\n'
    run = okrctl({"cycles/2026-Q4/objectives/win.yaml": objective})

    pages = [run(f"{command} win").out for command in ("show", "explain")]

    assert all(page.startswith("[red]Win[/] \\  2026-Q4/win") for page in pages)


def test_explain_of_an_unknown_word_lists_the_words(run: Callable[..., Any]) -> None:
    answer = run("explain velocity")

    assert (answer.code, answer.out) == (4, "")
    assert "words that are explained: okr, kpi, okr-vs-kpi, goal, smart, kinds, sla, kri" in answer.err
