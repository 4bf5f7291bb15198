"""Absent values: a key with nothing behind it is as if it were not there, unless it is one that nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from okrctl.storage.reading.field_types import bare, field_types, item_type
from okrctl.storage.reading.nodes import Entry, Node, Plain, Scalar, Sequence, is_absent


def tree_for(kind: Any, node: Node) -> Plain:
    """What `plain` gives, and with an empty text each key that has no value and is no field of the type that stands there."""
    if isinstance(node, Scalar):
        return node.text
    kind = bare(kind)
    fields = field_types(kind)
    if isinstance(node, Sequence):
        return [tree_for(item_type(kind), item) for item in node.items]
    if fields is None:
        return {e.key.text: tree_for(item_type(kind), e.value) for e in node.entries if not is_absent(e.value)}
    return {e.key.text: tree_for(fields.get(e.key.text), e.value) for e in node.entries if _is_there(e, fields)}


def _is_there(entry: Entry, fields: Mapping[str, Any]) -> bool:
    return not is_absent(entry.value) or entry.key.text not in fields
