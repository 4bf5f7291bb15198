"""Double keys: the finding for a key that stands twice in one mapping, in the words of what the mapping is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from okrctl.core.finding import MOST_ALIKE, Finding, KeyPath, Related
from okrctl.storage.reading.nodes import Document, Mapping, Node, Scalar, Sequence

ENTITIES = {
    "key_results": "key result",
    "parts": "part",
    "steps": "step",
    "updates": "update of",
    "teams": "team",
    "people": "person",
}
"""What the keys of a mapping name."""


def double_keys(document: Document, twice: Iterable[tuple[Scalar, Scalar]]) -> Iterator[Finding]:
    """The findings (OKR012) for pairs of equal keys: the first, which is used, and a later one."""
    pairs = list(islice(twice, MOST_ALIKE + 1))
    if not pairs:
        return
    places = dict(_mappings(document.root, ()))
    for first, second in pairs:
        keys = places.get(first.start)
        related = Related(document.path, "first set here", document.span(first.start, first.end))
        yield Finding(
            code="OKR012",
            level="error",
            message=_message(keys, second.text),
            path=document.path,
            keys=() if keys is None else (*keys, second.text),
            on_key=True,
            span=document.span(second.start, second.end),
            help=_way_out(keys),
            label="set again here",
            related=(related,),
        )


def _mappings(node: Node, keys: KeyPath) -> Iterator[tuple[int, KeyPath]]:
    """The keys that lead to each mapping, by where each of its own keys begins."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.key.start, keys
            yield from _mappings(entry.value, (*keys, entry.key.text))
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from _mappings(item, (*keys, index))


def _way_out(keys: KeyPath | None) -> str:
    if keys and keys[-1] in ("key_results", "parts", "steps"):
        return "give one of the two another id, or remove it"
    return "keep one of the two lines"


def _message(keys: KeyPath | None, key: str) -> str:
    if keys is None:
        return f'the key "{key}" stands here twice'
    if keys and keys[-1] in ENTITIES:
        return f'the {ENTITIES[str(keys[-1])]} "{key}" stands here twice'
    return f'{_owner(keys)} has the key "{key}" twice'


def _owner(keys: KeyPath) -> str:
    """What the keys lead to, in words: `key result "activation"`, or just the file."""
    for place in range(len(keys) - 1, 0, -1):
        what = ENTITIES.get(str(keys[place - 1]))
        if what:
            inside = keys[place + 1 :]
            return f'{" ".join(f"{key} of" for key in inside)} {what} "{keys[place]}"'.lstrip()
    return " ".join(str(key) for key in keys) or "the file"
