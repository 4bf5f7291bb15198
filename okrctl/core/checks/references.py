"""What the files say of one another: refs that lead nowhere, updates that fit nothing, loops.

`check` gives every fault with the file it lies in, and the workspace without what is at fault.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import field, replace

from okrctl.core.checkin import CheckIn, Update
from okrctl.core.checks.cross_fault import CrossFault
from okrctl.core.checks.loops import loop_faults
from okrctl.core.checks.update_faults import update_faults
from okrctl.core.checks.validity import band_limit, without
from okrctl.core.finding import KeyPath
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi, Reading
from okrctl.core.model import Cycle, Workspace
from okrctl.core.objective import KeyResult, Objective
from okrctl.core.review import Review
from okrctl.core.suggestion import did_you_mean

MOST_COMPARISONS = 30_000
"""So many names are compared in one run: an objective that was renamed may leave thousands of updates behind."""


@dataclass(frozen=True, slots=True)
class Names:
    """Everything that exists by name, what could not be read included, so that one fault has no echoes."""

    objectives: frozenset[str]
    """`2026-Q4/win-finance`."""
    key_results: frozenset[str]
    """`2026-Q4/win-finance/nps`, parts too."""
    kpis: frozenset[str]
    unread: frozenset[str] = frozenset()
    """Refs of objectives, key results, cycles and check-ins (`2026-Q4/checkins/ID`) of which nothing was read; what lies below
    them is not judged."""

    def holds(self, ref: str) -> bool:
        """Whether the ref names an objective or a key result, or lies below something unread."""
        if ref in self.objectives or ref in self.key_results:
            return True
        parts = ref.split("/")
        return any("/".join(parts[:n]) in self.unread for n in range(1, len(parts) + 1))

    def of_the_kind_of(self, ref: str) -> frozenset[str]:
        """All names of the kind that a ref seems to be: of key results, or of objectives."""
        return self.key_results if ref.count("/") > 1 else self.objectives


@dataclass
class _Check:
    """Collects faults while the workspace is walked once."""

    workspace: Workspace
    names: Names
    levels: tuple[str, ...] | None
    faults: list[CrossFault] = field(default_factory=list)
    comparisons: int = MOST_COMPARISONS
    by_cycle: dict[str, list[str]] = field(default_factory=dict)

    def updatable(self, cycle: Cycle) -> list[str]:
        """What updates of the cycle may name: `win-finance/nps`."""
        if cycle.id not in self.by_cycle:
            refs = (ref for ref in self.names.key_results if ref.startswith(f"{cycle.id}/"))
            self.by_cycle[cycle.id] = [ref.partition("/")[2] for ref in refs]
        return self.by_cycle[cycle.id]

    def near(self, name: str, known: Collection[str], *, above: str = "") -> str:
        """`; did you mean …?`, as long as that does not take seconds; `above` stands before each name."""
        self.comparisons -= len(known)
        return did_you_mean(name, known, above=above) if self.comparisons >= 0 else ""


def check(
    workspace: Workspace, names: Names, *, levels: tuple[str, ...] | None = None
) -> tuple[Workspace, list[CrossFault]]:
    """The workspace without what is at fault, and the faults; without `levels` any word is a level."""
    run = _Check(workspace, names, levels)
    kpis = {kpi_id: _checked_kpi(run, kpi_id, kpi) for kpi_id, kpi in workspace.kpis.items()}
    cycles = {cycle_id: _checked_cycle(run, cycle) for cycle_id, cycle in workspace.cycles.items()}
    readings = {
        file_id: replace(file, readings=tuple(r for i, r in enumerate(file.readings) if _is_sound(run, file_id, i, r)))
        for file_id, file in workspace.readings.items()
    }
    run.faults.extend(loop_faults(workspace))
    return replace(workspace, cycles=cycles, kpis=kpis, readings=readings), run.faults


def _checked_kpi(run: _Check, kpi_id: str, kpi: Kpi) -> Kpi:
    if not _is_level(run, f"kpis/{kpi_id}", kpi.level):
        kpi = replace(kpi, level=None)
    for key in ("parent", "replaced_by"):
        other = getattr(kpi, key)
        if other and other not in run.names.kpis:
            run.faults.append(_no_kpi(run, f"kpis/{kpi_id}", (key,), other))
            kpi = without(kpi, key)
    return kpi


def _no_kpi(run: _Check, file: str, keys: KeyPath, kpi: str) -> CrossFault:
    message = f'no KPI "{kpi}"{run.near(kpi, run.names.kpis)}'
    return CrossFault(file, keys, "OKR020", message, f'make it: okrctl new kpi "…" --id {kpi}')


def _checked_cycle(run: _Check, cycle: Cycle) -> Cycle:
    objectives = {i: _checked_objective(run, f"{cycle.id}/{i}", o) for i, o in cycle.objectives.items()}
    checked = replace(cycle, objectives=objectives)
    checkins = {i: _checked_check_in(run, checked, i, c) for i, c in cycle.checkins.items()}
    reviews = {i: _checked_review(run, cycle.id, i, r) for i, r in cycle.reviews.items()}
    for kpi in cycle.kpi_reviews.keys() - run.names.kpis:
        run.faults.append(_orphaned_review(f"{cycle.id}/reviews/kpis/{kpi}", "KPI", kpi))
    return replace(checked, checkins=checkins, reviews=reviews)


def _checked_review(run: _Check, cycle: str, objective: str, review: Review) -> Review:
    """The review, without `carried_to` where that names nothing."""
    file = f"{cycle}/reviews/{objective}"
    if not run.names.holds(f"{cycle}/{objective}"):
        run.faults.append(_orphaned_review(file, "objective", f"{cycle}/{objective}"))
    further = review.carried_to
    if further and not _leads_somewhere(run, file, ("carried_to",), further):
        return replace(review, carried_to=None)
    return review


def _orphaned_review(file: str, kind: str, name: str) -> CrossFault:
    message = f'a review of the {kind} "{name}", which does not exist'
    return CrossFault(file, (), "OKR023", message, "rename or remove the file", is_warning=True)


def _checked_objective(run: _Check, ref: str, objective: Objective) -> Objective:
    level = objective.level if _is_level(run, ref, objective.level) else None
    parents = tuple(p for i, p in enumerate(objective.parent) if _leads_somewhere(run, ref, ("parent", i), p))
    kpis = tuple(k for i, k in enumerate(objective.kpis) if _is_kpi(run, ref, ("kpis", i), k))
    continues = objective.continues
    if continues and not _leads_somewhere(run, ref, ("continues",), continues):
        continues = None
    kept = {
        i: k for i, k in objective.key_results.items() if not _key_result_is_at_fault(run, ref, ("key_results", i), k)
    }
    return replace(objective, level=level, parent=parents, kpis=kpis, continues=continues, key_results=kept)


def _is_level(run: _Check, file: str, level: str | None) -> bool:
    if level is None or run.levels is None or level in run.levels:
        return True
    known = ", ".join(run.levels)
    message = f'level: expected {known}, found "{level[:40]}"{run.near(level, run.levels)}'
    help_ = "use one of them, or add it to levels: in okrctl.yaml"
    run.faults.append(CrossFault(file, ("level",), "OKR013", message, help_))
    return False


def _leads_somewhere(run: _Check, file: str, keys: KeyPath, ref: str) -> bool:
    if run.names.holds(ref):
        return True
    help_ = "write the whole id: cycle/objective, as 2026-Q4/win-finance"
    run.faults.append(
        CrossFault(file, keys, "OKR020", f'"{ref}" names nothing{run.near(ref, run.names.of_the_kind_of(ref))}', help_)
    )
    return False


def _is_kpi(run: _Check, file: str, keys: KeyPath, kpi: str) -> bool:
    if kpi not in run.names.kpis:
        run.faults.append(_no_kpi(run, file, keys, kpi))
    return kpi in run.names.kpis


def _key_result_is_at_fault(run: _Check, file: str, keys: KeyPath, key_result: KeyResult) -> bool:
    before = len(run.faults)
    if key_result.kpi and _is_kpi(run, file, (*keys, "kpi"), key_result.kpi):
        run.faults.extend(_segment_faults(run.workspace, file, keys, key_result))
    if key_result.after:
        _leads_somewhere(run, file, (*keys, "after", "reached"), key_result.after.reached)
    for part_id, part in key_result.parts.items():
        _key_result_is_at_fault(run, file, (*keys, "parts", part_id), part)
    return len(run.faults) > before


def _segment_faults(workspace: Workspace, file: str, keys: KeyPath, key_result: KeyResult) -> Iterator[CrossFault]:
    kpi = workspace.kpis.get(key_result.kpi or "")
    if kpi and key_result.segment and key_result.segment not in kpi.segments:
        near = did_you_mean(key_result.segment, kpi.segments)
        yield CrossFault(
            file,
            (*keys, "segment"),
            "OKR020",
            f'the KPI has no segment "{key_result.segment}"{near}',
            "add it to the card's segments",
        )


def _checked_check_in(run: _Check, cycle: Cycle, check_in_id: str, check_in: CheckIn) -> CheckIn:
    file = f"{cycle.id}/checkins/{check_in_id}"
    other = check_in.supersedes
    if other and other not in cycle.checkins and not run.names.holds(f"{cycle.id}/checkins/{other}"):
        run.faults.append(_unknown_superseded(file, other))
    kept = {key: u for key, u in check_in.updates.items() if not _update_is_at_fault(run, cycle, file, key, u)}
    return check_in if len(kept) == len(check_in.updates) else replace(check_in, updates=kept)


def _unknown_superseded(file: str, other: str) -> CrossFault:
    message = f'it corrects "{other}", which does not exist'
    return CrossFault(
        file, ("supersedes",), "OKR023", message, "name the id of the record that is wrong", is_warning=True
    )


def _update_is_at_fault(run: _Check, cycle: Cycle, file: str, key: str, update: Update) -> bool:
    ref = f"{cycle.id}/{key}"
    key_result = run.workspace.find_key_result(ref) if "/" in key else None
    if key_result is None:
        if "/" not in key or not run.names.holds(ref):
            run.faults.append(_orphan(run, cycle, file, key))
            return True
        return ref not in run.names.key_results
    faults = list(update_faults(file, key, update, key_result))
    run.faults.extend(faults)
    return bool(faults)


def _orphan(run: _Check, cycle: Cycle, file: str, key: str) -> CrossFault:
    objective, _, path = key.partition("/")
    help_ = "correct the name, or remove the update"
    if f"{cycle.id}/{objective}" in run.names.objectives:
        known = [other for other in run.updatable(cycle) if other.startswith(f"{objective}/")]
        near = run.near(path, [other.partition("/")[2] for other in known], above=f"{objective}/") if path else ""
        shown = ", ".join(sorted(known)[:6])
        help_ = f"{help_}; there {'is' if len(known) == 1 else 'are'} {shown}" if known and not near else help_
    else:
        near = _elsewhere(run, cycle, objective, path)
        help_ = f"{help_}, or bring the objective back with state: cancelled"
    return CrossFault(
        file,
        ("updates", key),
        "OKR023",
        f'no key result "{key}" in {cycle.id}{near}',
        help_,
        on_key=True,
        is_warning=True,
    )


def _elsewhere(run: _Check, cycle: Cycle, objective: str, path: str) -> str:
    """`; did you mean …?` for an objective that is not there: one that holds such a key result, or is spelled like it."""
    holders = [other for other in run.updatable(cycle) if path and other.partition("/")[2] == path]
    if len(holders) == 1:
        return f"; did you mean {holders[0]}?"
    return run.near(f"{objective}/{path}", holders or run.updatable(cycle))


def _is_sound(run: _Check, file_id: str, index: int, reading: Reading) -> bool:
    """Whether a reading belongs to a KPI and is a value of it."""
    file, keys = f"kpis/readings/{file_id}", ("readings", index)
    kpi = run.workspace.kpis.get(reading.kpi)
    if kpi is None:
        if reading.kpi not in run.names.kpis:
            run.faults.append(_no_kpi(run, file, (*keys, "kpi"), reading.kpi))
        return False
    if reading.segment and reading.segment not in kpi.segments:
        near = run.near(reading.segment, kpi.segments)
        message = f'{reading.kpi} has no segment "{reading.segment}"{near}'
        run.faults.append(CrossFault(file, (*keys, "segment"), "OKR020", message, "add it to the card's segments"))
        return False
    return _value_is_sound(run, file, (*keys, "value"), kpi, reading.value)


def _value_is_sound(run: _Check, file: str, keys: KeyPath, kpi: Kpi, value: str) -> bool:
    from okrctl.core.bad_value import BadValue

    try:
        band_limit(kpi, value)
    except BadValue as fault:
        run.faults.append(CrossFault(file, keys, fault.code, fault.message, fault.help or ""))
        return False
    return True
