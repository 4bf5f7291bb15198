"""Document and its nodes: the text of a YAML file as a tree in which every scalar knows its characters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from okrctl.core.finding import KeyPath, Span
from okrctl.core.frozen import dataclass
from okrctl.storage.reading.lines import line_starts

DEEPEST = 64
"""Levels of nesting; `parts` of a key result need two each."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written, quotes and escapes resolved, types not guessed. `start` and `end` index the document's text."""

    text: str
    plain: bool
    """Written without quotes and not as a block."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True)
class Mapping:
    """Keys with their values, in the order of the file."""

    entries: tuple[Entry, ...]
    flow: bool
    """Written in braces."""
    start: int
    end: int

    def entry(self, key: str) -> Entry | None:
        """The first entry of that key, None where there is none."""
        return self._by_key.get(key)

    @cached_property
    def _by_key(self) -> dict[str, Entry]:
        return {entry.key.text: entry for entry in reversed(self.entries)}


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list, in the order of the file."""

    items: tuple[Node, ...]
    flow: bool
    """Written in brackets."""
    start: int
    end: int


Node = Scalar | Mapping | Sequence
Plain = str | dict[str, "Plain"] | list["Plain"]
Written = str | dict[str, "Written | None"] | list["Written"]
"""The same with the keys that have no value, which hold None."""


def last_leaf_end(node: Node) -> int:
    """The index behind the last character that belongs to the node; later blanks and comments do not.

    A block collection's own `end` lies behind the blank lines and comments that follow it.
    """
    if isinstance(node, Scalar):
        return node.end
    if node.flow:
        return node.end
    last = (
        (node.entries[-1].value if node.entries else None) if isinstance(node, Mapping) else (node.items or (None,))[-1]
    )
    return last_leaf_end(last) if last else node.end


@dataclass(frozen=True)
class Document:
    """One file: its text without a byte order mark, and the mapping at its top."""

    path: str
    """Relative to the workspace, with `/`."""
    text: str
    bom: bool
    tree: Mapping | Callable[[], Mapping]
    """The mapping at its top, or what reads it when a place is asked for."""
    quick: dict[str, Written | None] | None = None
    """What is written, where the quick reader found nothing to doubt."""

    @cached_property
    def root(self) -> Mapping:
        """The mapping at its top."""
        return self.tree() if callable(self.tree) else self.tree

    def keys_below(self, key: str | None = None) -> frozenset[str]:
        """The keys of the mapping at the top, or of the one at a key there; none where that is no mapping."""
        if self.quick is not None:
            below = self.quick if key is None else self.quick.get(key)
            there = below if isinstance(below, dict) else {}
            return frozenset(name for name, value in there.items() if value is not None)
        entry = self.root.entry(key) if key else None
        node = self.root if key is None else entry.value if entry else None
        return frozenset(e.key.text for e in node.entries) if isinstance(node, Mapping) else frozenset()

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The index at which each line begins."""
        return line_starts(self.text)

    def span(self, start: int, end: int) -> Span:
        """The lines and columns, from 1, of a stretch of the text."""
        return Span(*self._line_and_column(start), *self._line_and_column(end))

    def _line_and_column(self, index: int) -> tuple[int, int]:
        from bisect import bisect_right

        line = bisect_right(self.line_starts, index)
        return line, index - self.line_starts[line - 1] + 1

    def find(self, keys: KeyPath) -> tuple[Node | None, Scalar | None]:
        """The node that the keys lead to and the key it stands at; (None, None) where they lead nowhere."""
        node: Node = self.root
        key: Scalar | None = None
        for step in keys:
            if isinstance(node, Mapping) and (entry := node.entry(str(step))):
                node, key = entry.value, entry.key
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node, key = node.items[step], None
            elif isinstance(step, int) and step == 0:
                continue
            else:
                return None, None
        return node, key

    def place(self, keys: KeyPath, *, on_key: bool = False) -> Span:
        """Where a finding about these keys points: the value, or the key itself; the nearest parent where they are absent."""
        node, key = self.find(keys)
        while node is None and keys:
            keys, on_key = keys[:-1], True
            node, key = self.find(keys)
        if node is None or (not keys and on_key):
            first = self.root.entries[0].key if self.root.entries else None
            return self.span(first.start, first.end) if first else self.span(0, 0)
        if key and (on_key or not isinstance(node, Scalar) or node.start == node.end):
            return self.span(key.start, key.end)
        end = node.end if isinstance(node, Scalar) or node.flow else self._line_end(node.start)
        return self.span(node.start, max(end, node.start))

    def _line_end(self, index: int) -> int:
        line = self._line_and_column(index)[0]
        if line < len(self.line_starts):
            return len(self.text[: self.line_starts[line]].rstrip("\r\n"))
        return len(self.text)


def plain(node: Node) -> Plain:
    """The tree as ordinary dicts, lists and texts; a key without a value is left out, as if it were not there."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {entry.key.text: plain(entry.value) for entry in node.entries if not is_absent(entry.value)}


def written(node: Node) -> Written:
    """The same with None where a key has no value."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [written(item) for item in node.items]
    return {entry.key.text: None if is_absent(entry.value) else written(entry.value) for entry in node.entries}


def is_absent(node: Node) -> bool:
    """Whether nothing was written: `why:` with nothing behind it."""
    return isinstance(node, Scalar) and node.plain and not node.text


def scalars(node: Node) -> Iterator[Scalar]:
    """Every scalar of the tree, keys included, in the order of the file."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    else:
        for entry in node.entries:
            yield entry.key
            yield from scalars(entry.value)
