"""The outline of a workspace: which goals, people and cycles there are, by file names and a light scan of lines.

For Tab, which may neither wait nor fail: no YAML is parsed, a broken file gives what can be made out, a file that is
missing or odd gives nothing. Only names that are valid ids are offered, since shells evaluate them.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from okrctl.core import period
from okrctl.core.address import KPI_PREFIX
from okrctl.core.bad_value import BadValue
from okrctl.core.fields import id_fault, read_cycle_id
from okrctl.core.pattern import pattern
from okrctl.storage.layout import WORKSPACE_FILE, YAML_SUFFIXES, cycle_path

Offer = tuple[str, str]
"""What can be typed, and its title; the title is empty where none was found."""

MANY = 200
"""With more matches than this no file is opened: names alone are offered."""

_LARGEST = 256_000
_LONGEST = 500
"""Bytes of a file, and characters of a value, that are looked at."""

_QUOTED = pattern(r"""(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^']|'')*)')""")
_NAME_IN_BRACES = pattern(r"""\{(?:.*,)?\s*(?:title|name)\s*:\s*(?P<value>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,}]*)""")

Line = tuple[int, str, str]
"""Indentation, key, value as written."""


def refs(root: Path, beginning: str) -> list[Offer]:
    """Objectives and their key results in the cycles that are not closed, and KPIs, whose ref begins like this.

    Refs are short; with their cycle where it is typed, or where two cycles share an objective's id.
    """
    found = [
        match
        for match in _files(root, beginning)
        if match[0].startswith(beginning) or beginning.startswith(f"{match[0]}/")
    ]
    if len(found) > MANY:
        return [(ref, "") for ref, _ in found]
    return [offer for ref, path in found for offer in _offers_of(ref, path) if offer[0].startswith(beginning)]


def people(root: Path) -> list[Offer]:
    """The people by id, with their names."""
    return _entries(_lines(root / WORKSPACE_FILE), "people", "name")


def teams(root: Path) -> list[Offer]:
    """The teams by id, with their names."""
    return _entries(_lines(root / WORKSPACE_FILE), "teams", "name")


def cycles(root: Path) -> list[Offer]:
    """The cycles that are not closed, with their titles."""
    named = ((cycle, _settings(root / cycle_path(cycle))) for cycle in _folders(root / "cycles"))
    return [
        (cycle, about.get("title") or _usual_title(cycle)) for cycle, about in named if about.get("state") != "closed"
    ]


def _files(root: Path, beginning: str) -> list[tuple[str, Path]]:
    """The file of every objective and KPI that may be meant, by its ref."""
    typed = beginning.partition("/")[0]
    goals = [(cycle, *goal) for cycle, _ in cycles(root) for goal in _yaml(root / "cycles" / cycle / "objectives")]
    shared = Counter(objective for _, objective, _ in goals)
    short = [
        (objective if shared[objective] == 1 else f"{cycle}/{objective}", path) for cycle, objective, path in goals
    ]
    whole = (
        [(f"{typed}/{objective}", path) for objective, path in _yaml(root / "cycles" / typed / "objectives")]
        if _is_cycle_id(typed)
        else []
    )
    return short + whole + [(KPI_PREFIX + kpi, path) for kpi, path in _yaml(root / "kpis")]


def _offers_of(ref: str, path: Path) -> Iterator[Offer]:
    lines = _lines(path)
    yield ref, next((_text(value) for indent, key, value in lines if not indent and key == "title"), "")
    if not ref.startswith(KPI_PREFIX):
        yield from ((f"{ref}/{key_result}", title) for key_result, title in _entries(lines, "key_results", "title"))


def _entries(lines: list[Line], block: str, name: str) -> list[Offer]:
    """The ids below a key at the left margin, each with the name or title below it."""
    below = _below(lines, 0, block)
    margin = below[0][0] if below else 0
    entries = [(key, value) for indent, key, value in below if indent == margin and not id_fault(key)]
    return [(key, _name_of(_below(below, margin, key), name) or _name_in(value)) for key, value in entries]


def _below(lines: list[Line], margin: int, block: str) -> list[Line]:
    """The lines that stand deeper than a key at the margin, up to the next one that does not."""
    start = next((at for at, line in enumerate(lines) if line[:2] == (margin, block)), len(lines))
    end = next((at for at in range(start + 1, len(lines)) if lines[at][0] <= margin), len(lines))
    return lines[start + 1 : end]


def _name_of(lines: list[Line], name: str) -> str:
    return next((_text(value) for indent, key, value in lines if indent == lines[0][0] and key == name), "")


def _name_in(value: str) -> str:
    match = _NAME_IN_BRACES.match(value)
    return _text(match["value"]) if match else ""


def _usual_title(cycle: str) -> str:
    usual = period.parse(cycle)
    return usual.title if usual else ""


def _settings(path: Path) -> dict[str, str]:
    return {key: _text(value) for indent, key, value in _lines(path) if not indent}


def _lines(path: Path) -> list[Line]:
    """The lines of a file that hold a key; none where it is no ordinary file or cannot be read."""
    try:
        if not path.is_file():
            return []
        with path.open("rb") as file:
            text = file.read(_LARGEST).decode("utf-8-sig", errors="replace")
    except OSError:
        return []
    return [found for line in text.split("\n") if (found := _line(line))]


def _line(line: str) -> Line | None:
    """The indentation, key and value of a line; None where it holds no key."""
    bare = line.strip()
    quoted = _QUOTED.match(bare)
    key = quoted[0] if quoted else f"{bare} ".partition(": ")[0]
    after = bare[len(key) :]
    if key[:1] in {"", "#", "-", "{", "["} or not after.startswith(":"):
        return None
    return len(line) - len(line.lstrip(" ")), _text(key), after[1 : _LONGEST + 1].strip()


def _text(value: str) -> str:
    """A scalar without its quotes or its comment."""
    match = _QUOTED.match(value)
    if not match:
        return re.split(r"(?:^|\s)#", value, maxsplit=1)[0].strip()
    if match["single"] is not None:
        return match["single"].replace("''", "'")
    return re.sub(r"\\(.)", r"\1", match["double"])


def _folders(path: Path) -> list[str]:
    return sorted(name for name, entry in _scan(path) if entry.is_dir() and _is_cycle_id(name))


def _yaml(path: Path) -> list[tuple[str, Path]]:
    """The YAML files of a folder by the id that their name is."""
    named = [(*name.rpartition("."), entry) for name, entry in _scan(path)]
    files = (
        (stem, entry) for stem, dot, suffix, entry in named if dot + suffix in YAML_SUFFIXES and not id_fault(stem)
    )
    return sorted((stem, Path(entry.path)) for stem, entry in files if entry.is_file())


def _scan(path: Path) -> list[tuple[str, os.DirEntry[str]]]:
    try:
        with os.scandir(path) as entries:
            return [(entry.name, entry) for entry in entries]
    except OSError:
        return []


def _is_cycle_id(name: str) -> bool:
    try:
        return bool(read_cycle_id(name))
    except BadValue:
        return False
