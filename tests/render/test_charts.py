"""What the chart of a key result is made of in the terminal: the same pace and limits as on the web page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from okrctl.render.terminal.chart import Stroke
from okrctl.render.terminal.charts import key_result_chart
from okrctl.report.values import Point

START, END, AS_OF = date(2026, 10, 1), date(2026, 12, 31), date(2026, 11, 21)


def test_the_pace_is_the_one_of_the_report_with_its_plan(key_result: Callable[..., Any]) -> None:
    pace = tuple(
        Point(day=day, value=Decimal(value)) for day, value in ((START, 10), (date(2026, 11, 1), 11), (END, 15))
    )
    line = key_result(start_on=START, due=END, start=10, target=15, history=(10, 11), pace=pace)

    chart = key_result_chart(line, AS_OF)

    assert chart
    assert chart.strokes[0] == Stroke(points=pace, ink="dim", letter=".", every=3, label="target 15")


def test_a_limit_is_a_level_and_has_no_pace(key_result: Callable[..., Any]) -> None:
    line = key_result(kind="at_most", start_on=START, due=END, target=Decimal(12), history=(11,))

    chart = key_result_chart(line, AS_OF)

    assert chart
    assert [stroke.label for stroke in chart.strokes] == ["≤ 12", ""]
