"""The text guards and the YAML reader: what is read, what is refused, with which place and words."""

from __future__ import annotations

import pytest

from okrctl.core.finding import Finding
from okrctl.storage.reading.documents import read_document
from okrctl.storage.reading.nodes import Scalar, plain


def faults(text: str | bytes) -> list[Finding]:
    return read_document("x.yaml", text if isinstance(text, bytes) else text.encode())[1]


def tree(text: str | bytes) -> object:
    document, findings = read_document("x.yaml", text if isinstance(text, bytes) else text.encode())
    assert findings == []
    assert document is not None
    return plain(document.root)


@pytest.mark.parametrize(
    ("text", "place", "message", "help_"),
    [
        ("title: Churn: phase 2\n", (1, 8), 'a ": " inside a value that has no quotes', "put quotes around it"),
        ("title: %x\n", (1, 8), 'a value cannot begin with "%"', "put quotes around it"),
        ("owner: @ana\n", (1, 8), 'a value cannot begin with "@"', "put quotes around it"),
        ("green: >= 40\n", (1, 8), 'a value that begins with ">" or "|" is a block text', "put quotes around it"),
        ("a:\n\tb: c\n", (2, 1), "a tab where only spaces may stand", "indent with spaces"),
        ("a: 'x\nb: c\n", (1, 4), "a quote is opened here and never closed", "close the quote"),
        ("a: [x\nb: c\n", (1, 4), '"[" is opened here and never closed', 'close it with "]"'),
        (
            "a: b\n  c: d\n",
            (2, 3),
            "this line is indented below a value, or belongs further left",
            "indent it like its neighbours",
        ),
        (
            "a: |\n  x\n y: 3\n",
            (3, 2),
            "this line's indentation fits nothing above it",
            "indent it like its neighbours",
        ),
        ('a: "x" y\n', (1, 8), "there is text behind the end of this value", "put quotes around the whole value"),
        ('a: "\\q"\n', (1, 6), '"\\q" is no escape in double quotes', "use single quotes, or double the backslash"),
        ("%YAML 1.1\n---\na: b\n", (1, 1), "a directive; files here are YAML 1.2", "remove the line"),
    ],
)
def test_yaml_that_does_not_parse_is_told_in_plain_words(
    text: str, place: tuple[int, int], message: str, help_: str
) -> None:
    (fault,) = faults(text)

    assert (fault.code, (fault.line, fault.column), fault.message, fault.help) == ("OKR004", place, message, help_)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "OKR005"),
        ("# only a comment\n", "OKR005"),
        ("null\n", "OKR005"),
        ("---\n", "OKR005"),
        ("- a\n", "OKR005"),
        ("just a text\n", "OKR005"),
        ("a: b\n---\nc: d\n", "OKR005"),
        ("a: &x b\nc: *x\n", "OKR006"),
        ("a: !!python/object:os.system x\n", "OKR006"),
        ("<<: {a: b}\n", "OKR006"),
        ("&a [*a]\n", "OKR005"),
        ("a: &a [*a]\n", "OKR006"),
        ("a: " + "[" * 1000 + "]" * 1000, "OKR001"),
        ("\n".join(" " * level + "a:" for level in range(300)), "OKR001"),
        ("a:\n  " + "- " * 1000 + "x\n", "OKR001"),
        ("a: \x1b[2J\n", "OKR002"),
        ("a: x\x00\n", "OKR002"),
        ("a: x\x85y\n", "OKR002"),
        ("a: caf\xe9".encode("latin-1"), "OKR002"),
        ("a: b".encode("utf-16"), "OKR002"),
        ("<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> x\n", "OKR003"),
        ("a: |\n  <<<<<<< HEAD\n  b\n  =======\n  c\n  >>>>>>> x\n", "OKR003"),
    ],
)
def test_a_file_that_cannot_be_used_gives_no_document(text: str | bytes, code: str) -> None:
    document, findings = read_document("x.yaml", text if isinstance(text, bytes) else text.encode())

    assert document is None
    assert {finding.code for finding in findings} == {code}


def test_a_billion_laughs_is_refused_before_anything_is_expanded() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]

    findings = faults("\n".join(lines))

    assert {finding.code for finding in findings} == {"OKR006"}


def test_the_second_of_two_equal_keys_is_reported_with_both_places() -> None:
    (fault,) = faults("a: 1\nkey_results:\n  b: {x: 1}\n  c: 2\n  b: 3\n")

    assert (fault.code, fault.line, fault.column) == ("OKR012", 5, 3)
    assert [(r.message, r.span and r.span.line) for r in fault.related] == [("first set here", 3)]


def test_an_underline_in_a_text_is_no_merge_marker() -> None:
    assert tree("why: |\n  Reasons\n  =======\n  many\n") == {"why": "Reasons\n=======\nmany\n"}


def test_types_are_not_guessed() -> None:
    text = "no: yes\n2026-10-31: 12:30\nid: 007\nn: 1_000\nnull: ~\nf: 1e3\n"

    assert tree(text) == {"no": "yes", "2026-10-31": "12:30", "id": "007", "n": "1_000", "null": "~", "f": "1e3"}


def test_a_key_without_a_value_is_as_if_it_were_not_there() -> None:
    assert tree("a:\nb: ''\nc: {d: }\n") == {"b": "", "c": {}}


def test_line_separators_of_unicode_are_text() -> None:
    assert tree("a: x # c\u2028d\nb: y\u2028z\n") == {"a": "x", "b": "y\u2028z"}


def test_places_count_characters_behind_a_bom_wide_characters_and_crlf() -> None:
    document, _ = read_document("x.yaml", "﻿a: 日本 # é\r\n🎯: [x, y]\r\n".encode())

    assert document is not None
    assert document.bom
    node, _ = document.find(("🎯", 1))
    assert isinstance(node, Scalar)
    assert document.text[node.start : node.end] == "y"
    span = document.place(("🎯", 1))
    assert (span.line, span.column, span.end_column) == (2, 8, 9)


def test_a_large_file_of_brackets_is_refused_quickly_and_small_nesting_is_read() -> None:
    nested = tree("a: " + "[" * 20 + "x" + "]" * 20)

    for _ in range(20):
        assert isinstance(nested, (dict, list))
        nested = nested["a"] if isinstance(nested, dict) else nested[0]
    assert nested == ["x"]
