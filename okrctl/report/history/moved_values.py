"""Moved values: the key results and KPIs whose latest value or confidence is another one in a later state."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from okrctl.core.changes.renames import Renames
from okrctl.core.frozen import dataclass
from okrctl.core.kpis.figures import figures
from okrctl.core.model import Workspace
from okrctl.core.number import half_up
from okrctl.core.scoring.scores import KeyResultScore
from okrctl.core.scoring.scoring import Scores
from okrctl.report.history.change_sentences import text
from okrctl.report.values import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A value that moved."""

    what: str
    ref: str
    title: str
    field: str
    before: Figure | str | None
    after: Figure | str | None
    text: str


def moved_key_results(before: Workspace, after: Workspace, called: Renames, as_of: date) -> Iterator[Moved]:
    """The key results and parts that are in both states and whose value or confidence moved."""
    old, new = Scores(before, as_of), Scores(after, as_of)
    for cycle in after.cycles.values():
        for objective_id, _, path, _ in cycle.key_results():
            ref = f"{cycle.id}/{objective_id}/{path}"
            was = called.before(ref)
            if before.find_key_result(was) is not None:
                yield from _moved(old.key_result(was), new.key_result(ref))


def _moved(was: KeyResultScore, now: KeyResultScore) -> Iterator[Moved]:
    value = _latest(was), _latest(now)
    about = {"what": "key result", "ref": now.ref, "title": now.key_result.title}
    if value[0] != value[1]:
        moved = f"value {_from_to(*value)}{_progress(was, now)}"
        yield Moved(**about, field="value", before=value[0], after=value[1], text=moved)
    sure = was.confidence.latest, now.confidence.latest
    if not now.parts and sure[0] != sure[1]:
        yield Moved(**about, field="confidence", before=sure[0], after=sure[1], text=f"confidence {_from_to(*sure)}")


def _latest(score: KeyResultScore) -> Figure | None:
    """The last value of it; None of what has none, or is made of parts."""
    return score.values[-1].value if score.values else None


def _progress(was: KeyResultScore, now: KeyResultScore) -> str:
    """`, 40 % to 60 %`; nothing where there is none."""
    if now.progress is None:
        return ""
    before = f"{half_up(was.progress * 100, 0)} % to " if was.progress is not None else ""
    return f", {before}{half_up(now.progress * 100, 0)} %"


def moved_kpis(before: Workspace, after: Workspace, called: Renames, as_of: date) -> Iterator[Moved]:
    """The KPIs that are in both states and whose latest value moved."""
    for kpi_id, kpi in after.kpis.items():
        was = called.before(f"kpis/{kpi_id}").removeprefix("kpis/")
        if was not in before.kpis:
            continue
        old, new = figures(before, was, as_of).latest, figures(after, kpi_id, as_of).latest
        value = (old.value if old else None, new.value if new else None)
        if value[0] != value[1]:
            period = f" in {new.period.id}" if new else ""
            moved = f"value {_from_to(*value)}{period}"
            about = {"what": "KPI", "ref": f"kpis/{kpi_id}", "title": kpi.title, "field": "value"}
            yield Moved(**about, before=value[0], after=value[1], text=moved)


def _from_to(before: Figure | str | None, after: Figure | str | None) -> str:
    return f"{text(after)}, the first" if before is None else f"from {text(before)} to {text(after)}"
