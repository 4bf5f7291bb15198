"""An entity -> the YAML text of a new file, in the one layout that okrctl writes.

Keys come in the order of the model's fields and defaults are left out. Check-ins have the layout of FORMAT, section 6: an
update is one line. Key results stand in blocks, all other values below the top in braces and brackets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeGuard

from okrctl.core.bad_value import BadValue
from okrctl.core.checkin import CheckIn
from okrctl.core.kpi import Band, Kpi, Readings
from okrctl.core.model import CycleFile
from okrctl.core.number import Relative, parse, plain_text
from okrctl.core.objective import KeyResult, Objective
from okrctl.core.review import KpiReview, Review
from okrctl.core.settings import Settings
from okrctl.storage.layout import schema_reference
from okrctl.storage.writing.scalars import quoted, scalar

SCHEMA_OF = {
    Settings: "workspace",
    CycleFile: "cycle",
    Objective: "objective",
    CheckIn: "checkin",
    Kpi: "kpi",
    Readings: "readings",
    Review: "review",
    KpiReview: "review",
}
"""The name of each kind of file's schema."""

NAMES = frozenset(
    {"by", "done", "kpi", "lead", "owner", "parent", "reached", "segment", "status", "team", "undone", "value"}
)
"""Keys whose texts are names, plain even in braces; all other text in braces is prose and stands in double quotes."""

CHOICES = frozenset({"every", "focus", "format", "kind", "leading_or_lagging", "per", "state"})
"""Keys with a fixed set of words."""

ALONE = frozenset({"owner", "parent"})
"""Lists of which a single item stands without brackets."""


def file_text(value: object, path: str) -> str:
    """The text of a new file at `path` (relative to the workspace) that stands for the value.

    Raises UsageError where a text holds what no file may hold.
    """
    modeline = f"# yaml-language-server: $schema={schema_reference(path, SCHEMA_OF[type(value)])}"
    lines = [line for key, item in written_fields(value) for line in block_lines(key, item)]
    return "\n".join([modeline, *(lines or ["{}"])]) + "\n"  # a file of comments alone counts as broken


def block_lines(key: str, value: object, step: int = 2) -> list[str]:
    """The lines of `key: value` at the left margin, `step` columns further in at each level."""
    head = scalar(key) + ":"
    if isinstance(value, KeyResult):
        return [head, *_indented(step, (line for k, v in written_fields(value) for line in block_lines(k, v, step)))]
    if _holds_entities(value):
        assert isinstance(value, Mapping)  # noqa: S101 - for the type checker
        return [head, *_indented(step, (line for k, v in value.items() for line in _entity_lines(k, v, step)))]
    if isinstance(value, tuple) and value and is_dataclass(value[0]):
        return [head, *_indented(step, (f"- {flow(item)}" for item in value))]
    return [f"{head} {beside(key, value)}"]


def flow_entry(key: object, value: object) -> str:
    """`key: value` on one line, as it stands between braces."""
    if isinstance(key, str):
        return f"{scalar(key, in_flow=True)}: {flow(value, key)}"
    return f"{_token(key)}: {flow(value)}"


def flow(value: object, key: str = "") -> str:
    """The value on one line, as it stands between braces behind that key."""
    if isinstance(value, str):
        return value if key == "value" and _is_number(value) else _text(value, key)
    if _is_list(value):
        return "[" + ", ".join(flow(item, key) for item in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(flow_entry(k, v) for k, v in value.items()) + "}"
    if is_dataclass(value) and not isinstance(value, (Relative, Band)):
        return "{" + ", ".join(flow_entry(k, v) for k, v in written_fields(value)) + "}"
    return _token(value)


def _text(text: str, key: str) -> str:
    """A text between braces: names as they are, prose in quotes."""
    return scalar(text, in_flow=True) if key in NAMES | CHOICES else quoted(text)


def _is_number(text: str) -> bool:
    try:
        return bool(parse(text).is_finite())
    except BadValue:
        return False


def written_fields(value: Any) -> Iterator[tuple[str, object]]:
    """The fields that are not left at their default, in the order of the model."""
    for field in fields(value):
        default = field.default_factory() if field.default_factory is not MISSING else field.default
        item = getattr(value, field.name)
        if item != default:
            yield field.name, item


def _entity_lines(key: str, value: object, step: int) -> list[str]:
    """A key result in a block, anything else on one line."""
    return block_lines(key, value, step) if isinstance(value, KeyResult) else [f"{scalar(key)}: {flow(value)}"]


def _holds_entities(value: object) -> bool:
    return isinstance(value, Mapping) and any(is_dataclass(v) and not isinstance(v, Relative) for v in value.values())


def beside(key: str, value: object) -> str:
    """The value as it stands behind its key on a line of its own: a text is quoted only if it must be."""
    if isinstance(value, str):
        return scalar(value)
    if not _is_list(value):
        return flow(value, key)
    if key in ALONE and len(value) == 1 and value[0]:
        return scalar(value[0])
    return "[" + ", ".join(scalar(item, in_flow=True) for item in value) + "]"


def _is_list(value: object) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple) and not (value and isinstance(value[0], int))


def _token(value: object) -> str:
    """What is neither text nor collection, as its reader in the core takes it back exactly."""
    match value:
        case bool():
            written = "true" if value else "false"
        case Decimal():
            written = plain_text(value)
        case datetime():
            written = value.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"
        case date():
            written = value.isoformat()
        case Band():
            written = quoted(_band(value))
        case (int(count), str(unit)):
            written = f"{count} {unit}"
        case _:
            written = str(value)
    return written


def _band(band: Band) -> str:
    if band.low is not None and band.high is not None:
        return f"{band.low}..{band.high}"
    sign, limit, included = (
        (">", band.low, band.low_included) if band.high is None else ("<", band.high, band.high_included)
    )
    return f"{sign}{'=' if included else ''} {limit}"


def _indented(step: int, lines: Iterable[str]) -> list[str]:
    return [" " * step + line for line in lines]
