"""Pulling: which sources are asked, and what they answer, one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from okrctl.commands import _lookup, _progress, _trusting
from okrctl.commands._context import Context
from okrctl.core.errors import SourceFailed, UsageError
from okrctl.core.frozen import dataclass
from okrctl.core.kpis.pulled import Pulled

if TYPE_CHECKING:
    from okrctl.storage.loading import Loaded


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the sources answered, by KPI."""

    values: Mapping[str, tuple[Pulled, ...]]
    failures: Mapping[str, SourceFailed]


def chosen(context: Context, loaded: Loaded, typed: Sequence[str]) -> list[str]:
    """The KPIs that were named or, where none was, the active ones with a source.

    Raises UnknownName for what names no KPI, UsageError for a KPI without a source.
    """
    if not typed:
        active = [id_ for id_, kpi in loaded.workspace.kpis.items() if kpi.source and kpi.state == "active"]
        return sorted({*active, *_broken(loaded)})
    return list(dict.fromkeys(_named(context, loaded, text) for text in typed))


def _named(context: Context, loaded: Loaded, text: str) -> str:
    ref = _lookup.find(loaded, f"kpis/{text.removeprefix('kpis/')}", context.as_of)
    kpi_id = ref.kpi or ""
    if loaded.workspace.kpis[kpi_id].source is None and kpi_id not in _broken(loaded):
        help_ = f"add one to {loaded.files[f'kpis/{kpi_id}']}: source: {{csv: FILE, date: COLUMN, value: COLUMN}}"
        raise UsageError(f"kpis/{kpi_id} has no source", help=help_)
    return kpi_id


def _broken(loaded: Loaded) -> dict[str, SourceFailed]:
    """The KPIs whose source is written in a way that nobody can read."""
    of = {path: entity.partition("/")[2] for entity, path in loaded.files.items() if entity.startswith("kpis/")}
    return {
        of[fault.path]: SourceFailed(f"its source cannot be read: {fault.message}", help=fault.help)
        for fault in loaded.findings
        if fault.level == "error" and fault.keys[:1] == ("source",) and fault.path in of
    }


def fetch(context: Context, loaded: Loaded, kpis: Sequence[str]) -> Fetched:
    """The answers of the sources of these KPIs; one that fails does not stop the others."""
    from okrctl.sources.measured.around import Around
    from okrctl.sources.measured.definitions import definitions, hash_of
    from okrctl.sources.measured.fetching import fetched

    root = _trusting.real_root(loaded)
    every = definitions(loaded.workspace.kpis, root)
    around = Around(
        root=root,
        environ=context.environ,
        as_of=context.as_of,
        fiscal_year_starts=loaded.workspace.settings.fiscal_year_starts,
        refusal=_trusting.refusal(context, root, hash_of(every)),
    )
    values: dict[str, tuple[Pulled, ...]] = {}
    failures = {kpi: fault for kpi, fault in _broken(loaded).items() if kpi in kpis}
    wanted = [one for one in every if one.kpi_id in kpis]
    for one in _progress.counted(context, wanted, "pulling", len(wanted)):
        try:
            values[one.kpi_id] = fetched(one, around)
        except SourceFailed as fault:
            failures[one.kpi_id] = fault
    return Fetched(values, failures)
