"""The edits that give a thing its new name wherever a file names it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, repeat

from okrctl.core.changes.renaming import Rename, Role
from okrctl.core.entities import Entity, cycle_of
from okrctl.core.kpi import Kpi, Readings
from okrctl.core.objective import Objective
from okrctl.core.review import Review
from okrctl.storage.reading.nodes import Document, Mapping, Node, Scalar, Sequence
from okrctl.storage.writing.edits import Edit
from okrctl.storage.writing.scalars import quoted, scalar

Name = tuple[Scalar, Role]


def name_edits(document: Document, kind: type[Entity], entity: str, rename: Rename) -> list[Edit]:
    """One edit for each name that changes, the last in the text first."""
    cycle = cycle_of(entity)
    names = [(name, rename.renamed(name.text, role, cycle)) for name, role in _names(document.root, kind)]
    if entity == rename.entity and rename.old.key_result:
        names += [(key, rename.new_id) for key in _own_key(document.root, rename.old.key_result)]
    changed = [(name, new) for name, new in names if new != name.text]
    edits = [Edit(name.start, name.end, _written(document.text, name, new)) for name, new in changed]
    return sorted(edits, key=lambda edit: -edit.start)


def _written(text: str, old: Scalar, new: str) -> str:
    """The new name in the quotes of the old one."""
    quote = text[old.start : old.start + 1]
    if old.plain:
        return scalar(new, in_flow=True)
    return f"'{new}'" if quote == "'" else quoted(new)


def _names(root: Mapping, kind: type[Entity]) -> Iterator[Name]:
    """Every scalar of a file that names a goal or a KPI."""
    if kind is Objective:
        yield from _at(root, "ref", "parent", "continues")
        yield from _at(root, "kpi", "kpis")
        yield from _in_key_results(_value(root, "key_results"))
    elif kind is Kpi:
        yield from _at(root, "kpi", "parent", "replaced_by")
    elif kind is Readings:
        for reading in _items(_value(root, "readings")):
            yield from _at(reading, "kpi", "kpi")
    elif kind is Review:
        yield from _at(root, "ref", "carried_to")
    else:
        updates = _value(root, "updates")
        yield from ((entry.key, "update") for entry in (updates.entries if isinstance(updates, Mapping) else ()))


def _in_key_results(node: Node | None) -> Iterator[Name]:
    for entry in node.entries if isinstance(node, Mapping) else ():
        yield from _at(entry.value, "kpi", "kpi")
        yield from _at(_value(entry.value, "after"), "ref", "reached")
        yield from _in_key_results(_value(entry.value, "parts"))


def _own_key(root: Mapping, path: str) -> Iterator[Scalar]:
    """The key under which the key result, or part, at the path stands."""
    node: Node | None = root
    found: Scalar | None = None
    for where, step in zip(chain(["key_results"], repeat("parts")), path.split("/"), strict=False):
        among = _value(node, where)
        entry = among.entry(step) if isinstance(among, Mapping) else None
        node, found = (entry.value, entry.key) if entry else (None, None)
    if found:
        yield found


def _at(node: Node | None, role: Role, *keys: str) -> Iterator[Name]:
    """The scalars at these keys, single or in a list."""
    for key in keys:
        value = _value(node, key)
        for one in value.items if isinstance(value, Sequence) else (value,):
            if isinstance(one, Scalar):
                yield one, role


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()


def _value(node: Node | None, key: str) -> Node | None:
    entry = node.entry(key) if isinstance(node, Mapping) else None
    return entry.value if entry else None
