"""What the commands of `new` share: ids, and the checks of what was typed."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from okrctl.commands._context import Context
from okrctl.core.bad_value import BadValue
from okrctl.core.errors import UnknownName, UsageError, unknown
from okrctl.core.suggestion import did_you_mean

if TYPE_CHECKING:
    from okrctl.core.address import Ref
    from okrctl.core.kpi import Kpi, KpiTarget
    from okrctl.core.objective import KeyResult
    from okrctl.storage.loading import Loaded


def read(reader: Callable[[Any], Any], text: str, flag: str) -> Any:
    """The text as its reader reads it; UsageError naming the option otherwise."""
    try:
        return reader(text)
    except BadValue as fault:
        raise UsageError(f"{flag}: {fault.message}", help=fault.help) from None


def title(text: str) -> str:
    """A title of one line."""
    from okrctl.core.fields import read_title

    return str(read(read_title, text.strip(), "TITLE"))


def one_of(text: str, words: Sequence[str], flag: str) -> str:
    """One of the words; UsageError with the nearest otherwise."""
    if text not in words:
        raise UsageError(f'{flag}: "{text}" is none of {", ".join(words)}{did_you_mean(text, words)}')
    return text


def owners(loaded: Loaded, typed: Iterable[str] | None) -> tuple[str, ...]:
    """The owners; an id that names nobody is refused where people are declared, free text with a space never."""
    people = loaded.workspace.settings.people
    for owner in typed or ():
        if people and owner not in people and " " not in owner:
            raise unknown("person", owner, list(people), help="add them to people: in okrctl.yaml")
    return tuple(typed or ())


def team(loaded: Loaded, typed: str | None) -> str | None:
    """The team; refused where teams are declared and it is none of them."""
    teams = loaded.workspace.settings.teams
    if typed is not None and teams and typed not in teams:
        raise unknown("team", typed, list(teams), help="add it to teams: in okrctl.yaml")
    return typed


def level(loaded: Loaded, typed: str | None) -> str | None:
    """The level; one of the workspace's."""
    return None if typed is None else one_of(typed, loaded.workspace.settings.levels, "--level")


def free_id(typed: str | None, title_text: str, word: str, taken: Container[str]) -> str:
    """The id that was typed, or the title's slug; `word`, numbered, where the title has no ASCII letters.

    Raises UsageError where it is taken or cannot be one.
    """
    from okrctl.core.fields import read_id
    from okrctl.core.slug import numbered, slug

    if typed is None and not slug(title_text):
        return numbered(word, taken)
    new_id = str(read(read_id, typed if typed is not None else slug(title_text), "--id"))
    if new_id in taken:
        raise UsageError(f'the id "{new_id}" is taken', help="name another with --id")
    return new_id


def cycle_id(loaded: Loaded, typed: str) -> str:
    """The id of a new cycle; UsageError where it cannot be one or is taken."""
    from okrctl.core.fields import read_cycle_id

    new_id = str(read(read_cycle_id, typed, "ID"))
    if new_id in loaded.files:
        raise UsageError(f"the cycle {new_id} exists already", help=f"its file is {loaded.files[new_id]}")
    if any(new_id in cycle.objectives for cycle in loaded.workspace.cycles.values()):
        raise UsageError(f'"{new_id}" is the id of an objective', help="choose another")
    return new_id


def cycle_for(context: Context, loaded: Loaded, typed: str | None) -> str:
    """The cycle that a new objective lies in: the one named, else the shortest open one of today, else the quarter."""
    from okrctl.core.period import parse, quarter_containing

    workspace, day = loaded.workspace, context.as_of
    if typed is not None:
        if typed not in workspace.cycles and parse(typed, workspace.settings.fiscal_year_starts) is None:
            raise unknown(
                "cycle", typed, list(workspace.cycles), help=f"make it: okrctl new cycle {typed} --start … --end …"
            )
        return typed
    running = [c for c in workspace.cycles.values() if c.start <= day <= c.end and not c.is_closed]
    if running:
        return min(running, key=lambda c: (c.end - c.start, c.id)).id
    return quarter_containing(day).id


def taken_objectives(loaded: Loaded, cycle: str) -> set[str]:
    """The ids that a new objective of the cycle cannot have, those of broken files and of cycles too."""
    names = {entity.partition("/")[2] for entity in loaded.files if entity.startswith(f"{cycle}/")}
    return {name for name in names if "/" not in name} | set(loaded.workspace.cycles)


def taken_kpis(loaded: Loaded) -> set[str]:
    """The ids of every KPI card, broken ones too."""
    return {entity.removeprefix("kpis/") for entity in loaded.files if entity.startswith("kpis/")}


def taken_key_results(loaded: Loaded, ref: Ref, there: Mapping[str, KeyResult]) -> set[str]:
    """The ids of the objective's key results, those that were left out as broken too."""
    path = loaded.files[f"{ref.cycle}/{ref.objective}"]
    broken = {
        str(f.keys[1]) for f in loaded.findings if f.path == path and f.keys[:1] == ("key_results",) and len(f.keys) > 1
    }
    return {*there, *broken}


def read_options(options: Mapping[str, str]) -> dict[str, Any]:
    """The typed options of a key result as its fields."""
    from okrctl.core.fields import read_id, read_target, read_weight
    from okrctl.core.objective import KIND_WORDS
    from okrctl.core.typed import typed_number

    readers: dict[str, Callable[[str], Any]] = {
        "kind": lambda text: one_of(text, KIND_WORDS, "--kind"),
        "per": lambda text: one_of(text, ("day", "week", "month", "quarter"), "--per"),
        "target": lambda text: (
            read(read_target, text, "--target")
            if text[:1] == "+" or (text.endswith(("%", "pp")) and text[:1] in "+-")
            else typed_number(text)
        ),
        "kpi": lambda text: read(read_id, text, "--kpi"),
        "weight": lambda text: read(read_weight, text, "--weight"),
        "unit": str,
    }
    fields = {key: readers.get(key, typed_number)(text) for key, text in options.items()}
    if (
        "%" in options.get("start", "") + options.get("target", "")
        and "unit" not in fields
        and options.get("target", "")[:1] not in "+-"
    ):
        fields["unit"] = "%"
    return fields


def check_key_result(loaded: Loaded, ref: Ref, key_result: KeyResult) -> None:
    """Raises UsageError for a key result that contradicts itself, UnknownName for a KPI that does not exist."""
    from okrctl.core.checks.validity import key_result_faults

    cycle = loaded.workspace.cycles[ref.cycle or ""]
    objective = cycle.objectives[ref.objective or ""]
    if key_result.kpi and key_result.kpi not in taken_kpis(loaded):
        raise _no_kpi(key_result.kpi, loaded)
    for fault in key_result_faults(key_result, objective, cycle.start, cycle.end):
        raise UsageError(fault.message, help=fault.help)


def _no_kpi(kpi: str, loaded: Loaded) -> UnknownName:
    return unknown("KPI", kpi, sorted(taken_kpis(loaded)), help=f'make it: okrctl new kpi "…" --id {kpi}')


def check_kpi(kpi: Kpi) -> None:
    """Raises UsageError for a card that contradicts itself."""
    from okrctl.core.checks.validity import kpi_faults

    for fault in kpi_faults(kpi):
        raise UsageError(fault.message, help=fault.help)


def kpi_target(text: str) -> KpiTarget:
    """The target of a KPI as typed: a number, a relative one, or words."""
    from okrctl.core import number
    from okrctl.core.kpi import read_one_target
    from okrctl.core.typed import typed_number

    if not number.parse_relative(text) and number.looks_like_a_number(text):
        return typed_number(text)
    return read(read_one_target, text, "--target")  # type: ignore[no-any-return]
