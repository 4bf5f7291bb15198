"""Charts as SVG: each value at its place, what is drawn told in words, labels that do not meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest

from okrctl.render.html.svg import Frame, spread
from okrctl.render.html.svg_key_result import SMALL, key_result_chart
from okrctl.render.html.svg_kpi import kpi_chart
from okrctl.report.values import Forecast, KeyResultLine, Limits, Point, Signal

AS_OF = date(2026, 11, 21)
START, END = date(2026, 10, 1), date(2026, 12, 31)


def drawn(text: str) -> Element:
    return fromstring(text)  # noqa: S314 - drawn by us


def texts(chart: Element) -> list[str | None]:
    return [one.text for one in chart.findall("text")]


@pytest.fixture
def metric(key_result: Callable[..., Any]) -> KeyResultLine:
    line: KeyResultLine = key_result(
        title="Score",
        unit="points",
        start=Decimal(31),
        target=Decimal(45),
        current=Decimal(35),
        start_on=START,
        due=END,
        gap=Decimal(27),
        history=(31, 33, 35),
    )
    return replace(line, pace=(Point(day=START, value=Decimal(31)), Point(day=END, value=Decimal(45))))


def test_values_lie_between_the_edges_of_the_frame() -> None:
    frame = Frame(left=10, right=110, top=5, bottom=55, first=START, last=START + timedelta(days=10), low=0, high=100)

    places = frame.places(
        [
            Point(day=START + timedelta(days=days), value=Decimal(value))
            for days, value in ((0, 0), (5, 50), (10, 100), (20, 200))
        ]
    )

    assert places == [(10, 55), (60, 30), (110, 5), (110, 5)]


def test_labels_keep_their_distance() -> None:
    assert spread([50.0, 50.0, 52.0], 0, 60, 10) == [40.0, 50.0, 60.0]


def test_a_metric_is_drawn_with_its_pace_and_told_in_words(metric: KeyResultLine) -> None:
    chart = drawn(key_result_chart(metric, AS_OF))

    assert chart.findtext("title") == "Score: 35 points"
    assert chart.findtext("desc") == "3 values, from 31 on 31 Oct to 35 on 14 Nov; aim from 31 to 45; 27 points behind."
    assert [one.get("class") for one in chart.findall("polyline")] == ["pace", "val"]
    assert texts(chart) == ["35", "target 45", "31", "1 Oct", "31 Dec"]


def test_a_forecast_is_a_fan_and_a_line_to_its_middle(metric: KeyResultLine) -> None:
    found = Forecast(value=Decimal(38), low=Decimal(35), high=Decimal(41), chance=Decimal("0.06"), reaches_on=None)

    chart = drawn(key_result_chart(replace(metric, forecast=found), AS_OF))

    assert [one.get("class") for one in chart.findall("polygon")] == ["fan"]
    assert "forecast 35 to 41" in (chart.findtext("desc") or "")


def test_a_wide_forecast_does_not_flatten_the_rest(metric: KeyResultLine) -> None:
    found = Forecast(
        value=Decimal(38), low=Decimal(-10_000), high=Decimal(10_000), chance=Decimal("0.5"), reaches_on=None
    )

    chart = drawn(key_result_chart(replace(metric, forecast=found), AS_OF))

    heights = [float(place.split(",")[1]) for place in (chart.findall("polyline")[0].get("points") or "").split()]
    assert max(heights) - min(heights) >= (SMALL.bottom - SMALL.top) / 2


def test_a_limit_is_a_line_with_its_sign(key_result: Callable[..., Any]) -> None:
    line = key_result(
        kind="between", low=Decimal(2), high=Decimal(8), current=Decimal(5), start_on=START, due=END, history=(5,)
    )

    chart = drawn(key_result_chart(line, AS_OF))

    assert [text for text in texts(chart) if text and text[0] in "≥≤"] == ["≥ 2", "≤ 8"]


@pytest.mark.parametrize("said", [{"history": ()}, {"history": (1,), "start_on": None}], ids=["no value", "no window"])
def test_without_a_value_or_a_window_there_is_no_chart(key_result: Callable[..., Any], said: dict[str, Any]) -> None:
    assert key_result_chart(key_result(due=END, **said), AS_OF) == ""


def test_a_kpi_is_drawn_with_what_is_usual_its_target_and_its_signals(kpi: Callable[..., Any]) -> None:
    limits = Limits(
        centre=Decimal(3),
        lower=Decimal(1),
        upper=Decimal(5),
        mean_range=Decimal(1),
        range_upper=Decimal(4),
        first=START,
        last=END,
        points=6,
    )
    line = kpi(title="Churn", target=Decimal(2), history=(2, 3, 2, 4, 9), limits=limits)
    days = [point.day for point in line.history]
    signals = [
        Signal(rule=1, period="x", date=days[at], value=Decimal(9), what="value", note=note)
        for at, note in ((4, None), (3, "known"))
    ]

    chart = drawn(kpi_chart(replace(line, signals=tuple(signals))))

    assert chart.findtext("title") == "Churn over time"
    assert (
        chart.findtext("desc")
        == "5 values, from 2 on 24 Jun 2026 to 9 on 22 Oct 2026; usually between 1 and 5, around 3; target 2; 2 signals."
    )
    assert texts(chart) == ["5 upper", "3 centre", "1 lower", "2 target", "9", "Jun 2026", "Oct 2026"]
    assert [one.get("class") for one in chart.findall("circle")] == ["sig", "told", "dot"]
    assert len(chart.findall("rect")) == 1


def test_fewer_than_two_values_are_no_chart(kpi: Callable[..., Any]) -> None:
    assert kpi_chart(kpi(history=(2,))) == ""


@pytest.mark.parametrize("values", [(5, 5, 5), (0, 10**15, -(10**15)), (1, 1)])
def test_odd_values_are_drawn_within_the_box(kpi: Callable[..., Any], values: tuple[int, ...]) -> None:
    chart = drawn(kpi_chart(kpi(history=values, title="<&>")))

    heights = [float(place.split(",")[1]) for place in (chart.findall("polyline")[0].get("points") or "").split()]
    assert all(0 <= height <= 124 for height in heights)
    assert chart.findtext("title") == "<&> over time"
