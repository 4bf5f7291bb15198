"""Where everything lies: the workspace's root, the path of each entity, and which file names are read."""

from __future__ import annotations

import os
from itertools import takewhile
from pathlib import Path

from okrctl.core.errors import WorkspaceError
from okrctl.core.finding import KeyPath
from okrctl.core.pattern import pattern

WORKSPACE_FILE = "okrctl.yaml"
SCHEMA_FOLDER = ".okrctl/schema/1"
EXAMPLE_DATA = "data"
"""Where the tables of the example's sources lie."""
YAML_SUFFIXES = (".yaml", ".yml")
TEMPORARY_PREFIX = ".okrctl-tmp-"

LARGEST = 1_000_000
LARGEST_READINGS = 20_000_000
"""Bytes; a file of readings may hold thousands of values."""

_MACHINE_NAME = pattern(r"\d{4}-\d{2}-\d{2}-[^/]+-([a-hjkmnp-tv-z][0-9a-hjkmnp-tv-z]{7})\Z")
_EDITORS_OWN = pattern(r"(#.*#|\.#.*|.*~|\..*\.sw[a-z]|.*\.sw[a-px]|4913|\.DS_Store|Thumbs\.db)\Z")
_MERGE_LEFTOVER = pattern(r".*\.(orig|rej)\Z|.*~(HEAD|[0-9a-f]{7,}.*)\Z|.*_(BACKUP|BASE|LOCAL|REMOTE)_\d+\..*\Z")


def find_root(start: Path | None, explicit: str | None) -> Path:
    """The workspace's folder: the one named, else the nearest upwards that holds `okrctl.yaml`.

    Raises WorkspaceError where there is none. `start` is None where the working directory no longer exists.
    """
    if explicit is not None:
        root = Path(explicit) if start is None else start / explicit
        if _has_workspace_file(root):
            return root
        raise WorkspaceError(f"no okrctl.yaml in {explicit}", help="make a workspace there: okrctl init " + explicit)
    if start is None:
        raise WorkspaceError(
            "the working directory no longer exists", help="change to another, or name the workspace with -C"
        )
    for folder in (start, *start.parents):
        if _has_workspace_file(folder):
            return folder
    raise WorkspaceError("no okrctl.yaml here or in any folder above", help="make a workspace: okrctl init")


def _has_workspace_file(folder: Path) -> bool:
    return os.path.lexists(folder / WORKSPACE_FILE)


def cycle_path(cycle: str) -> str:
    """The path of a cycle's own file."""
    return f"cycles/{cycle}/cycle.yaml"


def objective_path(cycle: str, objective: str) -> str:
    """The path of an objective."""
    return f"cycles/{cycle}/objectives/{objective}.yaml"


def check_in_path(cycle: str, day: str, by: str, check_in: str) -> str:
    """The path of a new check-in of that day (`YYYY-MM-DD`)."""
    return f"cycles/{cycle}/checkins/{day[:7]}/{_record_name(day, by, check_in)}.yaml"


def review_path(cycle: str, objective: str) -> str:
    """The path of an objective's review."""
    return f"cycles/{cycle}/reviews/{objective}.yaml"


def kpi_review_path(cycle: str, kpi: str) -> str:
    """The path of a KPI's review for a cycle."""
    return f"cycles/{cycle}/reviews/kpis/{kpi}.yaml"


def kpi_path(kpi: str) -> str:
    """The path of a KPI's card."""
    return f"kpis/{kpi}.yaml"


def readings_path(day: str, by: str, readings: str) -> str:
    """The path of a new readings file of that day (`YYYY-MM-DD`)."""
    return f"kpis/readings/{day[:7]}/{_record_name(day, by, readings)}.yaml"


def _record_name(day: str, by: str, record: str) -> str:
    """The stem from which the record's id is read back: with day and person, or the id alone where a person chose it.

    >>> _record_name("2026-11-21", "ana", "k7f3q2m9"), _record_name("2026-11-21", "ana", "by-hand")
    ('2026-11-21-ana-k7f3q2m9', 'by-hand')
    """
    stem = f"{day}-{by}-{record}"
    return stem if record_id(stem) == record else record


def ref_at(path: str, keys: KeyPath) -> str | None:
    """The ref of the goal or KPI that a place in a file is about; None for a place about none.

    >>> ref_at("cycles/2026-Q4/objectives/win-finance.yaml", ("key_results", "nps", "target"))
    '2026-Q4/win-finance/nps'
    """
    match path.removesuffix(".yaml").removesuffix(".yml").split("/"):
        case ["cycles", cycle, "objectives", objective]:
            return "/".join((cycle, objective, *_key_result_path(keys)))
        case ["cycles", cycle, "checkins", *_]:
            return f"{cycle}/{keys[1]}" if keys[:1] == ("updates",) and len(keys) > 1 else None
        case ["cycles", _, "reviews", "kpis", kpi] | ["kpis", kpi]:
            return f"kpis/{kpi}"
        case ["cycles", cycle, "reviews", objective]:
            return f"{cycle}/{objective}"
        case ["cycles", cycle, "cycle"]:
            return cycle
        case _:
            return None


def _key_result_path(keys: KeyPath) -> list[str]:
    """The ids below an objective: of ("key_results", "nps", "parts", "emea", "target") nps and emea."""
    pairs = zip(keys[::2], keys[1::2], strict=False)
    return [str(name) for what, name in takewhile(lambda pair: pair[0] in ("key_results", "parts"), pairs)]


def schema_reference(path: str, kind: str) -> str:
    """The schema's path relative to the file that names it, for the editor's modeline."""
    return "../" * path.count("/") + f"{SCHEMA_FOLDER}/{kind}.json"


def record_id(stem: str) -> str:
    """The id of a check-in or readings file: the random part of a name that okrctl made, else the whole stem."""
    match = _MACHINE_NAME.match(stem)
    return match[1] if match else stem


def is_passed_over(name: str) -> bool:
    """Whether it is an editor's swap or backup file, or hidden: read by nobody, reported by nobody."""
    return bool(_EDITORS_OWN.match(name)) or (name.startswith(".") and not name.startswith(TEMPORARY_PREFIX))


def is_left_over(name: str) -> bool:
    """Whether something went wrong here once: a temporary file, or what a merge leaves behind."""
    return name.startswith(TEMPORARY_PREFIX) or bool(_MERGE_LEFTOVER.match(name))
