"""What somebody typed as KEY=VALUE -> settings of a thing in a file, read and checked by the types of its fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, get_args, get_origin

from okrctl.core import number
from okrctl.core.changes.setting import Keys, Setting, value_in
from okrctl.core.errors import OkrError, UsageError, WorkspaceError, WriteRefused
from okrctl.core.finding import Finding
from okrctl.core.suggestion import did_you_mean
from okrctl.core.typed import typed_number
from okrctl.storage.reading.documents import read_document
from okrctl.storage.reading.field_types import type_at
from okrctl.storage.reading.nodes import Document, Mapping, Plain, is_absent, plain
from okrctl.storage.reading.validation import validated_tree

Typed = Sequence[tuple[str, str]]
"""Keys, joined by dots where one lies in another (`bands.green`), and values; an empty value takes the field away."""

ELSEWHERE = MappingProxyType(
    {
        "key_results": "name a key result itself: okrctl set OBJECTIVE/KEY-RESULT KEY=VALUE",
        "parts": "name a part itself: okrctl set OBJECTIVE/KEY-RESULT/PART KEY=VALUE",
        "decisions": "--why adds a decision",
    }
)
"""Fields that are not typed as a whole, with what to type instead."""

_PROSE_WITH_DOTS = frozenset({"scoring"})
"""Fields whose own keys hold dots: `scoring.0.7`."""


def typed_settings(document: Document, keys: Keys, kind: type, typed: Typed) -> tuple[Setting, ...]:
    """The settings, without those that change nothing, for the thing at the keys of the document.

    Raises UsageError for an unknown key or a value that is none of its field, WorkspaceError where the file is at fault.
    """
    node, _ = document.find(keys)
    if not isinstance(node, Mapping):
        raise WriteRefused(f"{document.path} was changed meanwhile; nothing was written", path=document.path)
    before = plain(node)
    assert isinstance(before, dict)  # noqa: S101 - it is a mapping
    before.pop("$schema", None)
    paths = [(_path(kind, name), text) for name, text in typed]
    after = before
    for path, text in paths:
        after = _with(after, path, _plain_value(type_at(kind, path), text) if text else None)
    new, old = (
        _valid(kind, after, document, keys, [path for path, _ in paths]),
        validated_tree(kind, before, document)[0],
    )
    settings = {path: _setting(path, text, node, old, new) for path, text in map(_shortened(before), paths)}
    return tuple(one for one in settings.values() if one)


def _path(kind: type, name: str) -> tuple[str, ...]:
    known = [field.name for field in fields(kind)]
    first, dot, rest = name.partition(".")
    if first not in known:
        raise UsageError(f'unknown key "{first}"{did_you_mean(first, known)}', help=f"known here: {', '.join(known)}")
    if first in ELSEWHERE:
        raise UsageError(f"{first} is not set as a whole", help=ELSEWHERE[first])
    if not dot:
        return (first,)
    return (first, rest) if first in _PROSE_WITH_DOTS else (first, *rest.split("."))


def _plain_value(kind: Any, text: str) -> Plain:
    """The text as it would stand in a file: numbers plain, lists at commas, mappings in braces."""
    if _is_list(kind):
        return _yaml(text) if text.startswith("[") else [one.strip() for one in text.split(",") if one.strip()]
    if (kind is Any or get_origin(kind) is dict or is_dataclass(kind)) and text.startswith("{"):
        return _yaml(text)
    is_number = kind is Decimal or (kind is Any and number.looks_like_a_number(text))
    if is_number and not number.parse_relative(text):
        return number.plain_text(typed_number(text))
    return text


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple and Ellipsis in get_args(kind)


def _yaml(text: str) -> Plain:
    document, findings = read_document("VALUE", f"value: {text}\n".encode("utf-8", "surrogateescape"))
    if document is None or findings:
        raise UsageError(
            f'"{text}" cannot be read: {findings[0].message}',
            help=findings[0].help or "write it as it stands in a file",
        )
    written = plain(document.root)
    return written["value"] if isinstance(written, dict) else text


def _with(tree: dict[str, Plain], path: Sequence[str], value: Plain | None) -> dict[str, Plain]:
    """The tree with the value at the path; None takes it away."""
    key, *rest = path
    if rest:
        inner = tree.get(key, {})
        if not isinstance(inner, dict):
            raise UsageError(f"{key} has a single value", help=f"write {key}={{{rest[0]}: …}} to give it several")
        value = _with(inner, rest, value)
    return {k: v for k, v in tree.items() if k != key} if value is None else {**tree, key: value}


def _valid(kind: type, tree: dict[str, Plain], document: Document, keys: Keys, paths: list[tuple[str, ...]]) -> Any:
    new, findings = validated_tree(kind, tree, document)
    if not findings:
        return new
    typed = {path[0] for path in paths}
    ours = [fault for fault in findings if fault.keys[:1] and fault.keys[0] in typed]
    raise _refusal(ours[0], ours=True) if ours else _refusal(findings[0], ours=False, above=keys, document=document)


def _refusal(fault: Finding, *, ours: bool, above: Keys = (), document: Document | None = None) -> OkrError:
    if ours or document is None:
        return UsageError(fault.message, help=fault.help)
    span = document.place((*above, *fault.keys))
    message = f"{document.path} is not written to while it is broken: {fault.message}"
    return WorkspaceError(message, path=document.path, line=span.line, column=span.column, help=fault.help)


def _shortened(before: dict[str, Plain]) -> Any:
    """What cuts a path at the first key that is not in the file yet: all below it is written at once."""

    def shortened(typed: tuple[tuple[str, ...], str]) -> tuple[tuple[str, ...], str]:
        path, text = typed
        tree: Any = before
        for depth, key in enumerate(path[:-1]):
            tree = tree.get(key) if isinstance(tree, dict) else None
            if tree is None:
                return path[: depth + 1], text
        return path, text

    return shortened


def _setting(path: tuple[str, ...], text: str, node: Mapping, old: Any, new: Any) -> Setting | None:
    """The setting for one path; None where it changes nothing."""
    keys = _own_keys(path, new if text else old)
    was, value = value_in(old, keys), value_in(new, keys)
    if text:
        return None if was == value and type(was) is type(value) else Setting(keys, value, was)
    is_written = _is_written(node, path)
    return Setting(keys, None, was) if is_written else None


def _own_keys(path: tuple[str, ...], thing: Any) -> Keys:
    """The path with each key as its mapping holds it: a day where the mapping is by day."""
    keys: Keys = ()
    for step in path:
        thing_here = value_in(thing, keys)
        key = next((one for one in thing_here if str(one) == step), step) if isinstance(thing_here, dict) else step
        keys = (*keys, key)
    return keys


def _is_written(node: Mapping, path: tuple[str, ...]) -> bool:
    here: Any = node
    for step in path:
        entry = here.entry(step) if isinstance(here, Mapping) else None
        if entry is None or is_absent(entry.value):
            return False
        here = entry.value
    return True
