"""What goes wrong on a command line, in words, as a document, and as an exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
"""Runs a command line; gives its exit code, what it printed on stdout, and on stderr."""


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (["tel"], 'no command "tel"; did you mean tell?'),
        (["zzz"], 'no command "zzz"'),
        (["new", "thign"], 'no command "new thign"; did you mean thing?'),
        (["new"], "okrctl new needs a command"),
        (["tell", "--quater"], "no option --quater; did you mean --quarter?"),
        (["tell", "nps", "-x"], "no option -x"),
        (["tell", "-C"], "option '-C' requires an argument"),
        (["new", "thing", "more", "-3"], "too many arguments: (more -3)"),
        (["fail"], "missing argument 'HOW'"),
        (["--color", "green", "tell"], "invalid value for '--color': 'green' is not one of 'auto', 'always', 'never'"),
    ],
)
def test_a_line_that_cannot_be_understood_is_exit_2_in_at_most_four_lines(
    run: Run, line: list[str], message: str
) -> None:
    answer = run(*line)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.splitlines()[0] == f"error: {message}"
    assert len(answer.err.splitlines()) <= 4


def test_an_error_says_what_where_and_what_to_do(run: Run) -> None:
    answer = run("fail", "refuse")

    assert answer == (3, "a result\n", "error: the file is broken\n  --> cycles/a.yaml:3:5\n  help: mend it soon\n")


@pytest.mark.parametrize("line", [["fail", "refuse", "--json"], ["--json", "fail", "refuse"]])
def test_an_error_with_json_is_the_one_document_on_stdout(run: Run, line: list[str]) -> None:
    answer = run(*line)

    assert (answer.code, answer.err) == (3, "")
    assert json.loads(answer.out) == {
        "schema": "okrctl.error/1",
        "exit": 3,
        "message": "the file is broken",
        "path": "cycles/a.yaml",
        "line": 3,
        "column": 5,
        "help": "mend it\nsoon",
    }


def test_a_line_that_cannot_be_understood_is_a_document_where_json_is_anywhere_on_it(run: Run) -> None:
    answer = run("tell", "--jsno", "--json")

    assert json.loads(answer.out) == {
        "schema": "okrctl.error/1",
        "exit": 2,
        "message": "no option --jsno; did you mean --json?",
        "path": None,
        "line": None,
        "column": None,
        "help": "okrctl tell -h shows how it is used",
    }


def test_control_characters_in_an_error_are_spelled_out(run: Run) -> None:
    answer = run("fail", "escape")

    assert answer.err == "error: \\u{1b}[2J is refused\n"


def test_a_bug_is_exit_70_and_one_line(run: Run) -> None:
    answer = run("fail", "bug")

    assert answer.code == 70
    assert (
        answer.err
        == "error: okrctl failed by a mistake of its own (KeyError: 'x'); run it again with --debug to see where\n"
    )


def test_a_bug_shows_its_traceback_with_debug_only(run: Run) -> None:
    answer = run("fail", "bug", "--debug")

    assert answer.code == 70
    assert answer.err.startswith("Traceback (most recent call last):")


def test_control_c_is_exit_130(run: Run) -> None:
    answer = run("fail", "interrupt")

    assert (answer.code, answer.err) == (130, "error: interrupted\n")


def test_a_reader_who_has_gone_is_no_error(run: Run) -> None:
    answer = run("fail", "leave")

    assert (answer.code, answer.err) == (0, "")


def test_a_command_returns_its_exit_code(run: Run) -> None:
    answer = run("fail", "otherwise")

    assert answer == (1, "a result\n", "")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["draw", "--json", "--format", "html"], 2),
        (["draw", "--json", "--format", "json"], 0),
        (["draw", "--json"], 0),
        (["draw", "--json", "--format", "html", "-o", "page.html"], 0),
    ],
)
def test_json_with_another_format_is_refused_unless_that_is_a_files(run: Run, line: list[str], code: int) -> None:
    assert run(*line).code == code


def test_json_without_a_command_is_refused(run: Run) -> None:
    answer = run("--json")

    assert (answer.code, json.loads(answer.out)["message"]) == (2, "okrctl needs a command")
