"""An error in one to four lines, and as a document."""

from __future__ import annotations

import pytest

from okrctl.core.errors import OkrError, UnknownName, UsageError, WorkspaceError
from okrctl.render.messages import error_document, error_text
from okrctl.render.terminal.style import Style


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (UsageError("what is this?"), "error: what is this?\n"),
        (WorkspaceError("broken", path="a.yaml"), "error: broken\n  --> a.yaml\n"),
        (WorkspaceError("broken", path="a.yaml", line=3, column=1), "error: broken\n  --> a.yaml:3:1\n"),
        (UnknownName("no nps", help="type more"), "error: no nps\n  help: type more\n"),
        (UsageError("two\nlines", help="first\nsecond"), "error: two lines\n  help: first second\n"),
        (UsageError('title "\x1b[2J" [red] \\'), 'error: title "\\u{1b}[2J" [red] \\\n'),
    ],
)
def test_an_error_says_what_where_and_what_to_do(error: OkrError, text: str) -> None:
    assert error_text(error, Style()) == text


def test_the_words_of_an_error_are_coloured_where_colour_is_wanted() -> None:
    text = error_text(UsageError("no", help="yes"), Style(color=True))

    assert text == "\x1b[31merror:\x1b[0m no\n\x1b[36m  help:\x1b[0m yes\n"


def test_an_error_as_a_document_has_every_key() -> None:
    assert error_document(UnknownName("no nps")) == {
        "exit": 4,
        "message": "no nps",
        "path": None,
        "line": None,
        "column": None,
        "help": None,
    }
