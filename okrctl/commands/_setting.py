"""What KEY=VALUE on a command line means: the thing in its file, names resolved, people and teams known."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from okrctl.commands import _lookup, _new
from okrctl.core.address import KPI_PREFIX, Ref
from okrctl.core.changes.changes import SetFields
from okrctl.core.changes.setting import Keys
from okrctl.core.entities import type_of
from okrctl.core.errors import UsageError
from okrctl.core.objective import KeyResult
from okrctl.core.pattern import pattern
from okrctl.core.period import parse

if TYPE_CHECKING:
    from datetime import date

    from okrctl.storage.loading import Loaded
    from okrctl.storage.reading.nodes import Document

_PAIR = pattern(r"(?P<key>[A-Za-z_][^=\s]*)=(?P<value>.*)\Z", re.DOTALL)


def change_of(loaded: Loaded, ref: Ref, words: Sequence[str], as_of: date) -> SetFields | None:
    """The change that the words stand for; None where everything is so already.

    Raises UsageError for a word without a valid form, an unknown key or a value that is none of its field.
    """
    from okrctl.storage.writing.typed_settings import typed_settings

    entity, keys = place_in_files(ref)
    kind = KeyResult if ref.key_result else type_of(entity)
    typed = [_known(loaded, ref, key, value, as_of) for key, value in map(_pair, words)]
    settings = typed_settings(_document(loaded, entity), keys, kind, typed)
    return SetFields(entity, keys, settings) if settings else None


def place_in_files(ref: Ref) -> tuple[str, Keys]:
    """The entity whose file holds the thing, and the keys that lead to it there.

    >>> place_in_files(Ref(cycle="2026-Q4", objective="win", key_result="nps/emea"))
    ('2026-Q4/win', ('key_results', 'nps', 'parts', 'emea'))
    """
    if ref.key_result is None:
        return str(ref), ()
    first, *parts = ref.key_result.split("/")
    keys = ("key_results", first, *(key for part in parts for key in ("parts", part)))
    return f"{ref.cycle}/{ref.objective}", keys


def _pair(word: str) -> tuple[str, str]:
    match = _PAIR.match(word)
    if not match:
        raise UsageError(f'"{word}" is not KEY=VALUE', help="write it as target=50, owner=ana,bo, or due= to remove it")
    return match["key"], match["value"].strip()


def _document(loaded: Loaded, entity: str) -> Document:
    """The text of the entity's file; an empty one for a cycle that has none."""
    from okrctl.storage.reading.documents import read_document

    path = loaded.files.get(entity)
    document = loaded.document(path) if path else read_document(entity, b"{}\n")[0]
    if document is None:
        raise _lookup.broken(loaded, path or entity)
    return document


def _known(loaded: Loaded, ref: Ref, key: str, value: str, as_of: date) -> tuple[str, str]:
    """The pair with whole ids in place of short refs; people, teams and levels that do not exist are refused."""
    if ref.kind == "cycle" and (key, value) == ("state", "closed"):
        raise UsageError("a cycle is closed by okrctl close", help=f"okrctl close {ref}")
    if ref.kind == "cycle" and key in ("start", "end") and value and parse(str(ref)):
        raise UsageError(f"{ref} says its own dates", help=f"leave {key} out; a custom id takes dates")
    check = _CHECKS.get("kpi parent" if ref.kpi and key == "parent" else key)
    return (key, check(loaded, value, as_of)) if check and value and value[0] not in "[{" else (key, value)


def _owners(loaded: Loaded, value: str, _: date) -> str:
    _new.owners(loaded, _items(value))
    return value


def _team(loaded: Loaded, value: str, _: date) -> str:
    return _new.team(loaded, value) or value


def _level(loaded: Loaded, value: str, _: date) -> str:
    return _new.level(loaded, value) or value


def _refs(loaded: Loaded, value: str, as_of: date) -> str:
    return ",".join(str(_lookup.find(loaded, one, as_of)) for one in _items(value))


def _kpis(_loaded: Loaded, value: str, _: date) -> str:
    return ",".join(one.removeprefix(KPI_PREFIX) for one in _items(value))


def _items(value: str) -> list[str]:
    return [one.strip() for one in value.split(",") if one.strip()]


_CHECKS: dict[str, Callable[[Loaded, str, date], str]] = {
    "owner": _owners,
    "team": _team,
    "level": _level,
    "parent": _refs,
    "continues": _refs,
    "after.reached": _refs,
    "kpi": _kpis,
    "kpis": _kpis,
    "kpi parent": _kpis,
    "replaced_by": _kpis,
}
