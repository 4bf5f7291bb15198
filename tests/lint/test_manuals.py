"""Every code has a manual, and its samples are true: the bad one raises the code and no other, the good one nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from okrctl.lint import MANUALS, RULES

ANYWHERE: list[str] = []
RunIn = Callable[..., Any]

CODES = (
    *(f"OKR{n:03}" for n in (*range(1, 9), *range(10, 17), *range(20, 26), *range(30, 35))),
    *(f"OKR{n}" for n in (*range(101, 108), *range(201, 208), *range(301, 307), *range(401, 410), *range(501, 507))),
)
"""All of them; a number is never reused."""


def raised(run_in: RunIn, root: Path, day: str) -> set[str]:
    answer = run_in(f"lint --format concise --as-of {day}", root)
    return set(re.findall(r"\[(OKR\d+)\]", answer.out))


def test_every_code_has_a_manual() -> None:
    assert tuple(MANUALS) == CODES


def test_rules_stand_in_the_order_of_their_codes() -> None:
    codes = [rule.MANUAL.code for rule in RULES]

    assert codes == sorted(codes)


@pytest.mark.parametrize("code", CODES)
def test_the_bad_sample_raises_the_code_and_no_other(code: str, sample: Callable[[str], Path], run_in: RunIn) -> None:
    manual = MANUALS[code]

    assert raised(run_in, sample(manual.bad), manual.as_of.isoformat()) == {code}


@pytest.mark.parametrize("code", CODES)
def test_the_good_sample_raises_nothing(code: str, sample: Callable[[str], Path], run_in: RunIn) -> None:
    manual = MANUALS[code]

    assert raised(run_in, sample(manual.good), manual.as_of.isoformat()) == set()


@pytest.mark.parametrize("code", CODES)
def test_the_manual_says_what_and_why_in_sentences(code: str) -> None:
    manual = MANUALS[code]

    assert manual.what.endswith(".")
    assert manual.why.endswith(".")
    assert manual.bad != manual.good
