"""What a command line means: help, options everywhere, bare options, negative numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from okrctl import __version__

Run = Callable[..., Any]
"""Runs a command line; gives its exit code, what it printed on stdout, and on stderr."""


def test_okrctl_alone_prints_the_commands_in_their_groups_after_what_to_type_first(run: Run) -> None:
    answer = run()

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[:8] == [
        "okrctl: OKRs and KPIs as YAML files in git",
        "",
        "Type first:",
        "  okrctl init DIR --example  a believable company to look around in",
        "  okrctl init                your own workspace, here",
        "  okrctl status              what do I owe, what needs attention?",
        "  okrctl report --quarter    how is the quarter?",
        "",
    ]
    assert [
        line
        for line in answer.out.splitlines()
        if line.endswith("?") and line.startswith("  ") and "okrctl" not in line
    ] == [
        "  new thing  How do I make a thing?",
        "  tell       What did I type?",
        "  draw       In which form?",
        "  fail       What happens then?",
    ]


@pytest.mark.parametrize(
    "line", [["-h"], ["--help"], ["tell", "-h"], ["new", "-h"], ["new", "thing", "-h"], ["fail", "-h"]]
)
def test_help_works_everywhere(run: Run, line: list[str]) -> None:
    answer = run(*line)

    assert (answer.code, answer.err) == (0, "")
    assert "-h" in answer.out


def test_the_help_of_a_command_says_its_question_and_its_examples(run: Run) -> None:
    answer = run("tell", "-h")

    assert answer.out.startswith(
        "Usage: okrctl tell [OPTIONS] [WHAT…]\n\n  What did I type?\n\n  It is printed again.\n\nExamples:\n  okrctl tell me\n"
    )


def test_help_of_as_of_says_what_it_does_not_date(run: Run) -> None:
    answer = run("-h")

    assert "readings typed later are not dated by it" in " ".join(answer.out.split())


@pytest.mark.parametrize(
    "line",
    [
        ["-C", "here", "tell"],
        ["tell", "-C", "here"],
        ["--root", "there", "tell", "--root", "here"],
        ["tell", "--root=here"],
    ],
)
def test_an_option_of_every_command_stands_before_or_after_its_name_and_the_one_after_wins(
    told: Callable[..., object], line: list[str]
) -> None:
    assert told("root", *line) == "here"


@pytest.mark.parametrize(
    ("typed", "as_of"),
    [("2026-11-01", "2026-11-01"), ("today", "2026-11-21"), ("yesterday", "2026-11-20")],
)
def test_as_of_takes_a_date_or_a_word(told: Callable[..., object], typed: str, as_of: str) -> None:
    assert told("as_of", "tell", "--as-of", typed) == as_of


def test_as_of_is_today_if_nothing_is_typed(told: Callable[..., object]) -> None:
    assert told("as_of", "tell") == "2026-11-21"


def test_an_as_of_that_is_no_day_is_refused_by_every_command(run: Run) -> None:
    answer = run("new", "thing", "--as-of", "2026-02-30")

    assert answer == (
        2,
        "",
        "error: 2026-02-30 is not a day of the calendar\n  help: write 2026-02-28; today and yesterday are understood too\n",
    )


@pytest.mark.parametrize(
    ("line", "quarter"),
    [
        (["tell"], None),
        (["tell", "--quarter"], ""),
        (["tell", "--quarter", "--json"], ""),
        (["tell", "--quarter", "Q3"], "Q3"),
        (["tell", "--quarter=Q3"], "Q3"),
        (["tell", "--quarter", "-C", "here"], ""),
    ],
)
def test_quarter_may_stand_without_its_value(told: Callable[..., object], line: list[str], quarter: str | None) -> None:
    assert told("quarter", *line) == quarter


@pytest.mark.parametrize("number", ["-3", "-3.5", "-1.2M", "-$5", "-.5", "-1m", "-4.5%"])
def test_a_negative_number_is_an_argument(told: Callable[..., object], number: str) -> None:
    assert told("what", "tell", "nps", number, "--start", "-1") == ["nps", number]


def test_a_negative_number_is_the_value_of_the_option_before_it(told: Callable[..., object]) -> None:
    assert told("start", "tell", "--start", "-3") == "-3"


def test_what_follows_two_dashes_is_taken_as_it_is(told: Callable[..., object]) -> None:
    assert told("what", "tell", "--", "--quarter", "-3") == ["--quarter", "-3"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_is_that_of_the_shell_that_is_named(run: Run, shell: str) -> None:
    answer = run("--show-completion", shell)

    assert answer.code == 0
    assert f"_OKRCTL_COMPLETE=complete_{shell}" in answer.out


def test_the_completion_script_alone_is_that_of_the_users_shell(run: Run) -> None:
    answer = run("--show-completion", SHELL="/usr/bin/zsh")

    assert answer.out == run("--show-completion", "zsh").out


def test_the_completion_script_of_an_unknown_shell_is_refused(run: Run) -> None:
    answer = run("--show-completion", "tcsh")

    assert answer == (
        2,
        "",
        'error: no completion for the shell "tcsh"\n  help: name one of bash, zsh, fish, powershell, pwsh\n',
    )


def test_a_command_of_two_words_runs(run: Run) -> None:
    answer = run("new", "thing")

    assert answer == (0, "made\n", "")


def test_the_version_is_told_among_other_options_too(run: Run) -> None:
    answer = run("-C", "anywhere", "--version")

    assert answer == (0, f"okrctl {__version__}\n", "")
