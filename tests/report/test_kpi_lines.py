from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrctl.report.kpi_lines import kpi_lines
from okrctl.report.values import Change, KpiLine, Limits, Point, SegmentLine, Signal
from okrctl.storage.loading import Loaded

Load = Callable[[dict[str, str]], Loaded]
AS_OF = date(2026, 11, 21)


def test_the_line_of_a_kpi_with_bands_and_a_target_by_cycle(loaded: Load) -> None:
    workspace = loaded(
        {
            "kpis/promoter-score.yaml": """
title: Promoter score of paying customers
owner: ana
level: company
unit: points
better: up
target: {2026-Q4: 45, 2027: 50}
bands: {green: ">= 40", amber: ">= 30"}
""",
            "kpis/readings/2026-11/a.yaml": """
date: 2026-11-16
by: ana
readings:
  - {kpi: promoter-score, value: 35}
  - {kpi: promoter-score, value: 33, date: 2026-10-14}
""",
        }
    ).workspace

    lines = kpi_lines(workspace, AS_OF, ["promoter-score"])

    assert lines == (
        KpiLine(
            id="promoter-score",
            ref="kpis/promoter-score",
            title="Promoter score of paying customers",
            owners=("ana",),
            unit="points",
            better="up",
            level="company",
            value=Decimal(35),
            period="2026-11",
            date=date(2026, 11, 16),
            target=Decimal(45),
            status="amber",
            change=Change(previous=Fraction(2), previous_percent=Fraction(200, 33), year=None, year_percent=None),
            limits=None,
            signals=(),
            segments=(),
            flags=(),
            history=(
                Point(day=date(2026, 10, 14), value=Decimal(33)),
                Point(day=date(2026, 11, 16), value=Decimal(35)),
            ),
        ),
    )


def test_the_line_of_a_kpi_with_segments_limits_and_a_signal(loaded: Load) -> None:
    weeks = "".join(
        f"  - {{kpi: revenue, segment: emea, value: {value}, date: {day}}}\n"
        for day, value in [
            ("2026-10-05", 10),
            ("2026-10-12", 12),
            ("2026-10-19", 10),
            ("2026-10-26", 12),
            ("2026-11-02", 10),
        ]
    )
    workspace = loaded(
        {
            "kpis/revenue.yaml": "title: Revenue\nmeasure: week\naggregate: sum\nsegments: [emea, amer]\n"
            "limits_from: {first: 2026-10-05, last: 2026-11-09}\n",
            "kpis/readings/2026-11/a.yaml": "date: 2026-11-09\nreadings:\n"
            + weeks
            + "  - {kpi: revenue, segment: emea, value: 12}\n",
            "kpis/readings/2026-11/b.yaml": "date: 2026-11-16\nreadings:\n"
            "  - {kpi: revenue, segment: emea, value: 12}\n"
            "  - {kpi: revenue, segment: amer, value: 8, signal: amer opened}\n",
        }
    ).workspace

    (line,) = kpi_lines(workspace, date(2026, 11, 23), ["revenue"])

    assert (line.value, line.period, line.date) == (Fraction(20), "2026-W47", date(2026, 11, 16))
    assert line.limits == Limits(
        centre=Fraction(11),
        lower=Fraction(11) - Fraction("5.32"),
        upper=Fraction(11) + Fraction("5.32"),
        mean_range=Fraction(2),
        range_upper=Fraction("6.536"),
        first=date(2026, 10, 5),
        last=date(2026, 11, 9),
        points=6,
    )
    assert line.signals == (
        Signal(
            rule=1, period="2026-W47", date=date(2026, 11, 16), value=Fraction(20), what="value", note="amer opened"
        ),
        Signal(rule=1, period="2026-W47", date=date(2026, 11, 16), value=Fraction(8), what="range", note="amer opened"),
    )
    assert line.segments == (
        SegmentLine(
            id="emea",
            value=Decimal(12),
            period="2026-W47",
            status="no_target",
            change=Change(previous=Fraction(0), previous_percent=Fraction(0)),
        ),
        SegmentLine(id="amer", value=Decimal(8), period="2026-W47", status="no_target", change=Change()),
    )


def test_words_are_shown_and_not_drawn(loaded: Load) -> None:
    workspace = loaded(
        {
            "kpis/mood.yaml": "title: Mood\nscale: [poor, good]\ntarget: better than last year\n",
            "kpis/readings/2026-11/a.yaml": "date: 2026-08-16\nreadings: [{kpi: mood, value: good}]\n",
        }
    ).workspace

    (line,) = kpi_lines(workspace, AS_OF, ["mood"])

    assert (line.value, line.target, line.status) == ("good", "better than last year", "no_target")
    assert (line.flags, line.history) == (("stale",), ())


def test_lines_come_in_the_order_asked_for_and_only_of_kpis_that_exist(loaded: Load) -> None:
    workspace = loaded({"kpis/a.yaml": "title: A\n", "kpis/b.yaml": "title: B\nsegments: [emea]\n"}).workspace

    lines = kpi_lines(workspace, AS_OF, ["b", "gone", "a"])

    assert [(line.id, line.value, line.period, line.date, line.status) for line in lines] == [
        ("b", None, None, None, "no_data"),
        ("a", None, None, None, "no_data"),
    ]
    assert lines[0].segments == (SegmentLine(id="emea", value=None, period=None, status="no_data", change=Change()),)
