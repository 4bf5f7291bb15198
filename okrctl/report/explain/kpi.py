"""How the figures of a KPI came about: its value from readings, its change, its status, its process limits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrctl.core.kpis.figures import KpiFigures, KpiSignal, figures
from okrctl.core.kpis.process_limits import ProcessLimits
from okrctl.core.kpis.readings import ReadingPoint
from okrctl.core.model import Workspace
from okrctl.report.explain.explained import Given, Sources, Step, shown, text
from okrctl.report.export.set_fields import plain
from okrctl.report.values import Figure

RULES = {
    "last": "the last reading",
    "sum": "the sum of the readings",
    "mean": "the mean of the readings",
    "min": "the lowest reading",
    "max": "the highest reading",
}
SIGNALS = {
    1: "a value outside the limits, or a jump beyond the range limit",
    2: "three of four nearer to a limit than to the centre",
    3: "eight in a row on one side of the centre",
}


def kpi_steps(workspace: Workspace, kpi_id: str, as_of: date, sources: Sources) -> list[Step]:
    """Every figure of it, each after those it follows from."""
    computed = figures(workspace, kpi_id, as_of)
    return [
        *_value(workspace, computed, sources),
        *_change(computed),
        *_target(computed, sources),
        _status(computed, sources),
        *_limits(computed, sources),
    ]


def _value(workspace: Workspace, computed: KpiFigures, sources: Sources) -> Iterator[Step]:
    latest = computed.latest
    if latest is None:
        yield Step(figure="value", formula="none without a reading", numbers="", value=None)
        return
    given = tuple(_reading(workspace, computed.id, point, sources) for point in latest.readings)
    formula = f"{RULES[computed.kpi.aggregate]} of the latest {computed.kpi.measure} that has one"
    yield Step(figure="value", formula=formula, numbers=latest.period.id, value=latest.value, given=given)


def _reading(workspace: Workspace, kpi_id: str, point: ReadingPoint, sources: Sources) -> Given:
    file = workspace.readings.get(point.id)
    readings = file.readings if file else ()
    matching = (
        i for i, one in enumerate(readings) if file and one.kpi == kpi_id and (one.date or file.date) == point.day
    )
    return sources.of(
        f"reading of {point.day}", point.value, f"kpis/readings/{point.id}", "readings", next(matching, 0)
    )


def _change(computed: KpiFigures) -> Iterator[Step]:
    change, history = computed.change, computed.history
    if change.previous is not None and len(history) > 1 and not computed.kpi.comparable:
        numbers = f"{text(history[-1].value)} - {text(history[-2].value)}"
        yield Step(
            figure="change", formula="value - value of the period before", numbers=numbers, value=change.previous
        )
    elif change.previous is not None:
        yield Step(figure="change", formula="of the segments that both periods have", numbers="", value=change.previous)
    if change.year is not None:
        yield Step(
            figure="change in a year",
            formula="value - value of the same period a year ago",
            numbers="",
            value=change.year,
        )


def _target(computed: KpiFigures, sources: Sources) -> Iterator[Step]:
    if computed.target is not None:
        written = plain(computed.kpi.target)
        given = (sources.of("target", str(written), f"kpis/{computed.id}", "target"),)
        formula = "that of the shortest cycle that contains the day" if isinstance(written, dict) else "as written"
        yield Step(figure="target", formula=formula, numbers="", value=computed.target, given=given)


def _status(computed: KpiFigures, sources: Sources) -> Step:
    kpi, entity = computed.kpi, f"kpis/{computed.id}"
    if kpi.bands and (kpi.bands.green or kpi.bands.amber):
        bands = plain(kpi.bands)
        given = tuple(sources.of(name, value, entity, "bands", name) for name, value in bands.items())
        return Step(
            figure="status",
            formula="the first band that holds the value, else red",
            numbers="",
            value=computed.status,
            given=given,
        )
    given = (sources.of("better", kpi.better, entity, "better"),)
    return Step(
        figure="status",
        formula="green where the target is reached, else red; by better",
        numbers="",
        value=computed.status,
        given=given,
    )


def _limits(computed: KpiFigures, sources: Sources) -> list[Step]:
    limits, periods = computed.limits, f"{len(computed.history)} periods"
    if limits is None:
        return [Step(figure="limits", formula="none for fewer than six periods", numbers=periods, value=None)]
    return [*_process(limits, computed, sources), *map(_signal, computed.signals)]


def _process(limits: ProcessLimits, computed: KpiFigures, sources: Sources) -> Iterator[Step]:
    """Centre and limits with their numbers; where they are frozen, the line that says so."""
    over = f"{limits.points} periods, {limits.first} to {limits.last}"
    frozen = sources.of("limits_from", f"{limits.first} to {limits.last}", f"kpis/{computed.id}", "limits_from")
    centre, reach = shown(limits.centre), f"2.66 × {shown(limits.mean_range)}"
    figures: list[tuple[str, str, str, Figure]] = [
        ("centre", "mean of the values", over, limits.centre),
        ("mean range", "mean of the differences of neighbours", "", limits.mean_range),
        ("upper limit", "centre + 2.66 × mean range", f"{centre} + {reach}", limits.upper),
        ("lower limit", "centre - 2.66 × mean range", f"{centre} - {reach}", limits.lower),
        ("upper range limit", "3.268 × mean range", f"3.268 × {shown(limits.mean_range)}", limits.range_upper),
    ]
    for name, formula, numbers, value in figures:
        given = (frozen,) if name == "centre" and frozen.path else ()
        yield Step(figure=name, formula=formula, numbers=numbers, value=value, given=given)


def _signal(found: KpiSignal) -> Step:
    period = found.period.period.id
    return Step(figure="signal", formula=SIGNALS[found.signal.rule], numbers=period, value=found.signal.value)
