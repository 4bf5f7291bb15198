"""A document -> the value its file stands for, and a finding for all that is wrong with it.

Pydantic checks the shape once, at the door. What is at fault is then left out, the smallest unit that makes sense (a field,
one key result, one update, one reading), and the rest is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from okrctl.core.bad_value import BadValue
from okrctl.core.checkin import CheckIn
from okrctl.core.finding import MOST_ALIKE, Finding, KeyPath, and_more
from okrctl.core.kpi import Kpi, Readings
from okrctl.core.objective import Objective
from okrctl.core.suggestion import did_you_mean
from okrctl.storage.reading.absent_values import tree_for
from okrctl.storage.reading.field_types import type_at
from okrctl.storage.reading.nodes import Document, Plain, Scalar

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

UNITS: Mapping[type, Mapping[str, int]] = {
    Objective: {"key_results": 2, "decisions": 2, "initiatives": 2},
    CheckIn: {"updates": 2},
    Readings: {"readings": 2},
    Kpi: {},
}
"""By type and first key: how many keys name the unit that a fault below them leaves out; 1 otherwise."""


NAMED = ("key_results", "parts", "steps")
"""Mappings of ids that are often taken for lists."""

HUGE = 10 * MOST_ALIKE
"""Keys or items: where a mapping or list holds more, and a thousand things are wrong with its first thousand, the file is given up."""


def adapter(kind: type[T]) -> TypeAdapter[T]:
    """Pydantic's validator of one of the types that are read from files; made once."""
    from pydantic import TypeAdapter

    made: TypeAdapter[T] | None = _ADAPTERS.get(kind)
    if made is None:
        made = _ADAPTERS[kind] = TypeAdapter(kind)
    return made


_ADAPTERS: dict[type, Any] = {}


def validated(
    kind: type[T], document: Document, absent: Mapping[str, Plain] = MappingProxyType({})
) -> tuple[T | None, list[Finding]]:
    """The value with what is at fault left out, None where nothing is left that makes sense; and the findings.

    `absent` says what counts where a key is not there.
    """
    tree = tree_for(kind, document.root)
    assert isinstance(tree, dict)  # noqa: S101 - read_document lets nothing else through
    tree = {**absent, **tree}
    tree.pop("$schema", None)
    return validated_tree(kind, tree, document)


def validated_tree(kind: type[T], tree: dict[str, Plain], document: Document) -> tuple[T | None, list[Finding]]:
    """The same for a tree that has been changed since it was read, or is a part of one; findings point into the document."""
    from pydantic import ValidationError

    if _is_huge(tree) and len(errors := _errors(kind, _beginning(kind, tree))) > MOST_ALIKE:
        findings = [_finding(kind, error, document) for error in errors[: MOST_ALIKE + 1]]
        return None, [*findings[:-1], _hopeless(findings[-1])]
    try:
        return adapter(kind).validate_python(tree), []
    except ValidationError as faults:
        errors = faults.errors(include_url=False)
    findings = [_finding(kind, error, document) for error in errors[: MOST_ALIKE + 1]]
    if len(errors) > MOST_ALIKE:
        findings[-1] = and_more(findings[-1], len(errors) - MOST_ALIKE)
    for keys in sorted({_unit(kind, _keys(error)) for error in errors}, key=_last_first, reverse=True):
        _leave_out(tree, keys)
    if kind in (Objective, Kpi) and "title" not in tree:
        tree["title"] = _stem(document.path)
    try:
        return adapter(kind).validate_python(tree), findings
    except ValidationError:
        return None, findings


def _is_huge(tree: dict[str, Plain]) -> bool:
    """Whether it holds so much that all errors of it would take seconds and hundreds of MB."""
    return any(len(value) > HUGE for value in (tree, *tree.values()) if not isinstance(value, str))


def _beginning(kind: type, tree: dict[str, Plain]) -> dict[str, Plain]:
    """What is known of the tree and the first thousand keys of all else; of each list and mapping in it the beginning too."""
    known = set(_known_keys(kind, ()))
    others = set(islice((key for key in tree if key not in known), MOST_ALIKE + 1))
    return {key: _few(value) for key, value in tree.items() if key in known or key in others}


def _few(value: Plain) -> Plain:
    if isinstance(value, dict):
        return dict(islice(value.items(), MOST_ALIKE + 1))
    return value[: MOST_ALIKE + 1] if isinstance(value, list) else value


def _errors(kind: type, tree: dict[str, Plain]) -> list[Any]:
    """What pydantic says against the tree."""
    from pydantic import ValidationError

    try:
        adapter(kind).validate_python(tree)
    except ValidationError as faults:
        return list(faults.errors(include_url=False))
    return []


def _hopeless(finding: Finding) -> Finding:
    """The finding for it and all that follows."""
    message = "so much is wrong that the rest is not looked at, and nothing of the file is used"
    return replace(finding, message=message, help=None, fix=None)


def _last_first(keys: KeyPath) -> tuple[tuple[int, str], ...]:
    return tuple((key, "") if isinstance(key, int) else (0, key) for key in keys)


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _keys(error: Mapping[str, Any]) -> KeyPath:
    """The keys that lead to the fault; pydantic's mark for "the key itself" is not one."""
    keys = tuple(key for key in error["loc"] if key != "[key]")
    fault = error.get("ctx", {}).get("error")
    return keys + fault.keys if isinstance(fault, BadValue) else keys


def _unit(kind: type, keys: KeyPath) -> KeyPath:
    return keys[: UNITS.get(kind, {}).get(str(keys[0]), 1)] if keys else keys


def _leave_out(tree: Any, keys: KeyPath) -> None:
    for key in keys[:-1]:
        is_there = key in tree if isinstance(tree, dict) else isinstance(key, int) and key < len(tree)
        tree = tree[key] if is_there else {}
    if keys and isinstance(tree, dict):
        tree.pop(keys[-1], None)
    elif keys and isinstance(tree, list) and isinstance(keys[-1], int) and keys[-1] < len(tree):
        del tree[keys[-1]]


def _finding(kind: type, error: Mapping[str, Any], document: Document) -> Finding:
    keys = _keys(error)
    on_key = error["type"] == "unexpected_keyword_argument" or "[key]" in error["loc"]
    code, message, help_ = _in_words(kind, error, keys)
    fault = error.get("ctx", {}).get("error")
    node, _ = document.find(keys)
    return Finding(
        code=code,
        level="error",
        message=message,
        path=document.path,
        keys=keys,
        on_key=on_key,
        span=document.place(keys, on_key=on_key),
        help=help_,
        fix=fault.fix if isinstance(fault, BadValue) and isinstance(node, Scalar) and not on_key else None,
    )


def _in_words(kind: type, error: Mapping[str, Any], keys: KeyPath) -> tuple[str, str, str | None]:
    """Code, message and help for one of pydantic's errors."""
    key = str(keys[-1]) if keys else ""
    fault = error.get("ctx", {}).get("error")
    if isinstance(fault, BadValue):
        return fault.code, f"{key}: {fault.message}" if _names_a_field(error, keys) else fault.message, fault.help
    match error["type"]:
        case "unexpected_keyword_argument":
            known = _known_keys(kind, keys[:-1])
            if kind is Objective and len(keys) == 1 and isinstance(error["input"], dict) and "title" in error["input"]:
                return "OKR010", f'unknown key "{key}"', "a key result belongs below key_results: indent it"
            if key.isdecimal():
                return (
                    "OKR010",
                    f'unknown key "{key}"',
                    f"after a decimal comma? numbers are written with a point, as 0.{key[:3]}",
                )
            return "OKR010", f'unknown key "{key}"{did_you_mean(key, known)}', f"known here: {', '.join(known)}"
        case "missing" | "missing_argument" | "missing_keyword_only_argument":
            return "OKR011", f'the required key "{key}" is missing', f"add {key}: …"
        case "literal_error":
            words = str(error["ctx"]["expected"]).replace("'", "")
            return "OKR013", f'{key}: expected {words}, found "{_shown(error["input"])}"{_meant(error)}', None
        case "dict_type" | "dataclass_type" | "dataclass_exact_type":
            listed = f"{key}: expected keys and values, found {_kind_of(error['input'])}"
            return "OKR013", listed, _without_dashes(key) if isinstance(error["input"], list) else None
        case "list_type" | "tuple_type":
            return "OKR013", f"{key}: expected a list, found {_kind_of(error['input'])}", f"write {key}: [one, two]"
        case other:
            return "OKR013", f"{key}: {error['msg']} ({other})", None


def _without_dashes(key: str) -> str:
    what = key.removesuffix("s").replace("_", " ")
    return (
        f"write each {what} as an id and a colon, without a dash: nps: {{title: …}}"
        if key in NAMED
        else "write it without dashes"
    )


def _names_a_field(error: Mapping[str, Any], keys: KeyPath) -> bool:
    """Whether the last key is a word of the format, rather than an id at fault itself or the name of an update."""
    return "[key]" not in error["loc"] and bool(keys) and isinstance(keys[-1], str) and "/" not in keys[-1]


def _meant(error: Mapping[str, Any]) -> str:
    words = [word.strip(" '") for word in str(error["ctx"]["expected"]).replace(" or ", ",").split(",")]
    return did_you_mean(str(error["input"]), words)


def _shown(value: object) -> str:
    return value[:40] if isinstance(value, str) else _kind_of(value)


def _kind_of(value: object) -> str:
    if isinstance(value, str):
        return f'the text "{value[:40]}"'
    return "a list" if isinstance(value, list) else "keys and values"


def _known_keys(kind: type, keys: KeyPath) -> list[str]:
    """The keys that may stand in the mapping that the keys lead to, from the type's own fields."""
    from dataclasses import fields, is_dataclass

    known = type_at(kind, keys)
    return [field.name for field in fields(known)] if is_dataclass(known) else []
