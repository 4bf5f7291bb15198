"""A cycle's folder -> Cycle: its own file, objectives without what contradicts itself, check-ins and reviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from okrctl.core import period
from okrctl.core.checkin import CheckIn
from okrctl.core.checks.validity import key_result_faults, objective_faults, without
from okrctl.core.fields import read_cycle_id
from okrctl.core.finding import Finding
from okrctl.core.model import Cycle, CycleFile
from okrctl.core.objective import Objective
from okrctl.core.review import KpiReview, Review
from okrctl.core.settings import Settings
from okrctl.storage.layout import LARGEST, cycle_path
from okrctl.storage.reading.loader import Loader, named, records
from okrctl.storage.reading.nodes import Document, Mapping, is_absent

FIELDS = frozenset(Objective.__dataclass_fields__)
"""The keys of an objective; a key result that stands beside them was meant to stand below."""


def check_ins_of(loader: Loader, name: str) -> dict[str, CheckIn]:
    """The check-ins of a cycle."""
    return records(loader, CheckIn, f"cycles/{name}/checkins", f"{name}/checkins", LARGEST)


def cycle_in(loader: Loader, settings: Settings, name: str, *, with_check_ins: bool = True) -> Cycle | None:
    """The cycle in one folder; None where its dates are not known."""
    try:
        read_cycle_id(name)
    except ValueError as fault:
        loader.findings.append(
            Finding(code="OKR016", level="error", message=str(fault), path=f"cycles/{name}", help="rename the folder")
        )
        return None
    about = _cycle_file(loader, name)
    own = period.parse(name, settings.fiscal_year_starts)
    start, end = (own.start, own.end) if own else (about.start, about.end)
    if start is None or end is None or start > end:
        there = name in loader.files or loader.folder.yaml_files(f"cycles/{name}", deep=True)
        if there:  # git does not see an empty folder either
            _report_dates(loader, name, about, start, end)
            loader.unread.add(name)
        return None
    _cycle_folder(loader, name)
    return Cycle(
        id=name,
        title=about.title or (own.title if own else name),
        start=start,
        end=end,
        theme=about.theme,
        state=about.state,
        objectives=_objectives(loader, name, start, end),
        checkins=check_ins_of(loader, name) if with_check_ins else {},
        reviews=named(loader, Review, f"cycles/{name}/reviews", f"{name}/reviews", beside=("kpis",)),
        kpi_reviews=named(loader, KpiReview, f"cycles/{name}/reviews/kpis", f"{name}/reviews/kpis"),
    )


def _cycle_file(loader: Loader, name: str) -> CycleFile:
    for path in (cycle_path(name), cycle_path(name).removesuffix(".yaml") + ".yml"):
        if loader.folder.exists(path):
            loader.files[name] = path
            about, _ = loader.file(CycleFile, path)
            return about or CycleFile()
    return CycleFile()


def _report_dates(loader: Loader, name: str, about: CycleFile, start: date | None, end: date | None) -> None:
    path = loader.files.get(name, cycle_path(name))
    if any(f.path == path and f.level == "error" for f in [*loader.findings, *loader.folder.findings]):
        return
    if start and end:
        code, message, help_ = "OKR034", f"the cycle ends on {end} before it starts on {start}", "set start before end"
    else:
        missing = [key for key in ("start", "end") if getattr(about, key) is None]
        what = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
        code, message = "OKR011", f'the id "{name}" does not say the dates, and {what}'
        help_ = "add start: and end: to its cycle.yaml, or name the folder as 2026-Q4"
    from okrctl.storage.reading.documents import read_document

    document = loader.folder.exists(path) and read_document(path, loader.folder.read(path) or b"")[0]
    span = document.place(("end",) if start else ("start",)) if document else None
    loader.findings.append(Finding(code=code, level="error", message=message, path=path, span=span, help=help_))


def _cycle_folder(loader: Loader, name: str) -> None:
    """Reports what lies in a cycle's folder and belongs nowhere."""
    inside = loader.folder.yaml_files(f"cycles/{name}", beside=("objectives", "checkins", "reviews"))
    for file in inside:
        if file.stem != "cycle":
            help_ = f"objectives lie in cycles/{name}/objectives"
            loader.folder.report(file.path, "nothing reads this file here", code="OKR008", help=help_)


def _objectives(loader: Loader, cycle: str, start: date, end: date) -> dict[str, Objective]:
    objectives = {}
    for file in loader.usable(loader.folder.yaml_files(f"cycles/{cycle}/objectives")):
        ref = f"{cycle}/{file.stem}"
        loader.files[ref] = file.path
        loader.objectives.add(ref)
        objective, document = loader.file(Objective, file.path)
        if objective is None or document is None:
            loader.unread.add(ref)
        else:
            objectives[file.stem] = _sound(loader, document, ref, objective, (start, end))
    return objectives


def _sound(loader: Loader, document: Document, ref: str, objective: Objective, days: tuple[date, date]) -> Objective:
    """The objective without fields and key results that contradict themselves."""
    for fault in list(objective_faults(objective, *days)):
        loader.report(document, fault)
        objective = without(objective, str(fault.keys[0]))
    kept = {}
    for key_result_id, key_result in objective.key_results.items():
        faults = list(key_result_faults(key_result, objective, *days))
        for fault in faults:
            loader.report(document, fault, ("key_results", key_result_id))
        if not faults:
            kept[key_result_id] = key_result
            loader.key_results.update(f"{ref}/{path}" for path, _ in key_result.walk(key_result_id))
    written = None if document.quick is not None else document.root.entry("key_results")
    if written and not isinstance(written.value, Mapping) and not is_absent(written.value):
        loader.unread.add(ref)
    strayed = document.keys_below() - FIELDS if document.quick is None else frozenset()
    loader.unread.update(
        f"{ref}/{left_out}" for left_out in strayed | (document.keys_below("key_results") - kept.keys())
    )
    return objective if len(kept) == len(objective.key_results) else replace(objective, key_results=kept)
