"""The quick read: the tree of a file, or None wherever there is doubt.

The slow reader (`documents.py`) is the truth. This one answers only where it must agree with it: a text in the plain style
at once, any other without an odd character, an anchor, a tag or a second document through libyaml. Every error is left to
the slow one, which also knows places. A property test holds them side by side over generated and mutated files.
"""

from __future__ import annotations

from okrctl.storage.reading.nodes import Document, Mapping, Written
from okrctl.storage.reading.plain_style import plain_tree


def quick_document(path: str, data: bytes) -> Document | None:
    """The document with its plain tree; its places are read by the slow reader when somebody asks for them."""
    tree = quick_tree(data)
    if tree is None:
        return None

    def exact() -> Mapping:
        from okrctl.storage.reading.readable import readable_document

        document, _ = readable_document(path, data)
        assert document is not None  # noqa: S101 - the quick reader doubts whatever the slow one refuses
        return document.root

    return Document(path, data.decode("utf-8"), bom=False, tree=exact, quick=tree)


def quick_tree(data: bytes) -> dict[str, Written | None] | None:
    """What `written(read_document(…).root)` would be, where that is beyond doubt; None otherwise."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return plain_tree(text) or _by_libyaml(text)


def _by_libyaml(text: str) -> dict[str, Written | None] | None:
    from okrctl.storage.reading.libyaml import libyaml_tree

    return libyaml_tree(text)
