"""`okrctl explain CODE`: what it finds, why, a bad and a good sample, the lists it works on, what can be done."""

from __future__ import annotations

import json
from collections.abc import Callable
from textwrap import indent
from typing import Any

import pytest

from okrctl.core.finding import is_advisory
from okrctl.lint import MANUALS

Run = Callable[..., Any]


@pytest.mark.parametrize("code", MANUALS)
def test_a_code_is_explained_with_its_samples(code: str, okrctl: Callable[..., Run]) -> None:
    manual = MANUALS[code]

    answer = okrctl({})(f"explain {code}")

    assert answer.out.startswith(f"{code}  {manual.level}\n{manual.what}\n\nWhy  {manual.why}\n")
    assert f"Bad\n{indent(manual.bad, '    ')}\nGood\n{indent(manual.good, '    ')}" in answer.out
    assert (f"ignore[{code}]" in answer.out) == is_advisory(code)


@pytest.mark.parametrize("code", ["OKR203", "OKR205", "OKR301", "OKR302", "OKR303", "OKR306"])
def test_a_wording_rule_prints_its_lists(code: str, okrctl: Callable[..., Run]) -> None:
    answer = okrctl({})(f"explain {code}")

    lists = MANUALS[code].words.values()
    assert lists
    assert all(", ".join(words) in answer.out for words in lists)


def test_what_fix_does_is_told(okrctl: Callable[..., Run]) -> None:
    assert "okrctl lint --fix  Numbers that can be read in one way only" in okrctl({})("explain okr013").out


def test_json_has_the_same_sections(okrctl: Callable[..., Run]) -> None:
    document = json.loads(okrctl({})("explain OKR012 --json").out)

    assert [document[key] for key in ("schema", "ref", "kind")] == ["okrctl.explain/1", "OKR012", "code"]
    assert [step["heading"] for step in document["steps"]] == ["Why", "Bad", "Good"]


def test_a_code_that_does_not_exist_is_unknown(okrctl: Callable[..., Run]) -> None:
    answer = okrctl({})("explain OKR0101")

    assert (answer.code, answer.err.startswith('error: no code "OKR0101"; did you mean OKR')) == (4, True)
