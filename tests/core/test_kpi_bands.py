from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from okrctl.core.kpis.bands import status
from okrctl.core.kpis.targets import target_on
from okrctl.core.kpis.values import KpiValue
from okrctl.core.model import Workspace

Measured = Callable[..., Workspace]


def judged(workspace: Workspace, value: KpiValue | None) -> str:
    kpi = workspace.kpis["nps"]
    return status(kpi, value, target_on(workspace, kpi, date(2026, 11, 21)))


@pytest.mark.parametrize(
    ("card", "value", "said"),
    [
        ('bands: {green: ">= 40", amber: ">= 30"}', "40", "green"),
        ('bands: {green: ">= 40", amber: ">= 30"}', "39.999", "amber"),
        ('bands: {green: ">= 40", amber: ">= 30"}', "30", "amber"),
        ('bands: {green: ">= 40", amber: ">= 30"}', "29.999", "red"),
        ('bands: {green: "> 40", amber: "> 30"}', "40", "amber"),
        ('bands: {green: "> 40", amber: "> 30"}', "30", "red"),
        ('bands: {green: "<= 2", amber: "<= 3"}', "2", "green"),
        ('bands: {green: "< 2", amber: "< 3"}', "2", "amber"),
        ('bands: {green: "< 2", amber: "< 3"}', "3", "red"),
        ("bands: {green: 20..30, amber: 15..35}", "20", "green"),
        ("bands: {green: 20..30, amber: 15..35}", "30", "green"),
        ("bands: {green: 20..30, amber: 15..35}", "31", "amber"),
        ("bands: {green: 20..30, amber: 15..35}", "14", "red"),
        ('bands: {green: ">= 1.2k"}', "1200", "green"),
        ('bands: {green: ">= 1.2k"}', "1199", "red"),
        ('bands: {amber: ">= -5"}', "-5", "amber"),
        ('bands: {amber: ">= -5"}', "-6", "red"),
        ('better: up\ntarget: 45\nbands: {green: ">= 40"}', "41", "green"),
        ("better: between\nbands: {green: 20..30}", "25", "green"),
        ("better: none\nbands: {green: 20..30}", "25", "green"),
    ],
)
def test_bands_judge_before_everything_else(measured: Measured, card: str, value: str, said: str) -> None:
    workspace = measured(card)

    assert judged(workspace, Decimal(value)) == said


@pytest.mark.parametrize(
    ("card", "value", "said"),
    [
        ("better: up\ntarget: 45", "45", "green"),
        ("better: up\ntarget: 45", "44.9", "red"),
        ("better: down\ntarget: 2", "2", "green"),
        ("better: down\ntarget: 2", "2.1", "red"),
        ("better: up\ntarget: 0", "-1", "red"),
        ("better: up\ntarget: -5", "-4", "green"),
        ("better: down\ntarget: {2026-Q4: 3, 2026: 2}", "2.5", "green"),
        ("better: down\nstart: 10\ntarget: -20%", "8", "green"),
        ("better: up", "45", "no_target"),
        ("better: up\ntarget: {2025: 3}", "45", "no_target"),
        ("better: none\ntarget: 45", "45", "no_target"),
        ("better: between\ntarget: 45", "45", "no_target"),
        ("target: 45", "45", "no_target"),
        ("better: up\ntarget: as good as it gets", "45", "no_target"),
    ],
)
def test_without_bands_target_and_better_judge(measured: Measured, card: str, value: str, said: str) -> None:
    workspace = measured(card)

    assert judged(workspace, Decimal(value)) == said


@pytest.mark.parametrize("card", ['bands: {green: ">= 40"}', "better: up\ntarget: 45", "unit: points"])
def test_no_value_is_no_data(measured: Measured, card: str) -> None:
    workspace = measured(card)

    assert judged(workspace, None) == "no_data"


def test_a_mean_is_compared_unrounded(measured: Measured) -> None:
    workspace = measured('bands: {green: ">= 33.333333"}')

    assert judged(workspace, Fraction(100, 3)) == "green"


@pytest.mark.parametrize(
    ("card", "word", "said"),
    [
        ('bands: {green: ">= good", amber: ">= fair"}', "excellent", "green"),
        ('bands: {green: ">= good", amber: ">= fair"}', "good", "green"),
        ('bands: {green: ">= good", amber: ">= fair"}', "fair", "amber"),
        ('bands: {green: ">= good", amber: ">= fair"}', "poor", "red"),
        ('bands: {green: "> good"}', "good", "red"),
        ("bands: {green: fair..good}", "excellent", "red"),
        ("better: up\ntarget: good", "excellent", "no_target"),
        ("better: up\ntarget: 3", "excellent", "no_target"),
    ],
)
def test_words_are_compared_along_the_scale(measured: Measured, card: str, word: str, said: str) -> None:
    workspace = measured("scale: [poor, fair, good, excellent]\n" + card)

    assert judged(workspace, word) == said


@pytest.mark.parametrize(("word", "said"), [("4", "green"), ("3", "red")])
def test_a_target_that_is_a_number_on_the_scale_judges(measured: Measured, word: str, said: str) -> None:
    workspace = measured("scale: [1, 2, 3, 4, 5]\nbetter: up\ntarget: 4")

    assert judged(workspace, word) == said
