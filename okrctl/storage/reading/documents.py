"""The bytes of a YAML file -> a Document, or the findings that say why not. The only importer of ruamel.yaml.

The tree is built from the parser's events: nothing is constructed, resolved or expanded, so aliases cannot multiply, tags
cannot act, and deep nesting cannot exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from okrctl.core.finding import MOST_ALIKE, Finding
from okrctl.core.pattern import pattern
from okrctl.storage.reading.double_keys import double_keys
from okrctl.storage.reading.nodes import DEEPEST, Document, Entry, Mapping, Node, Scalar, Sequence, is_absent
from okrctl.storage.reading.text_guards import decoded, span_in, text_faults
from okrctl.storage.reading.yaml_faults import yaml_fault

_SEPARATORS = "\u2028\u2029"
"""ruamel.yaml ends a line at these two; YAML 1.2, editors and git do not. They are hidden while it reads."""

_DIRECTIVE = pattern(r"^%(?!YAML[ \t]+1\.2\b)\S+", re.MULTILINE)


def read_document(path: str, data: bytes) -> tuple[Document | None, list[Finding]]:
    """The document, and findings; None where nothing of the file can be used (OKR002-006)."""
    text = decoded(path, data)
    if isinstance(text, Finding):
        return None, [text]
    faults = list(text_faults(path, text[0]))
    if faults:
        return None, faults
    return _parsed(path, *text)


def document_from(path: str, text: str, events: Iterable[Any], *, bom: bool) -> tuple[Document | None, list[Finding]]:
    """The same from another parser's events; what that parser raises is the caller's."""
    tree = _Tree(path, text)
    return _finished(tree, tree.build(events), bom=bom)


def fault_in(path: str, text: str, start: int, end: int) -> Finding | None:
    """The fault (OKR004) that this parser finds in a stretch of the text; None where it finds none."""
    return _Tree(path, text, start=start, end=end).read()


def _parsed(path: str, text: str, bom: bool) -> tuple[Document | None, list[Finding]]:  # noqa: FBT001
    tree = _Tree(path, text)
    return _finished(tree, tree.read(), bom=bom)


def _finished(tree: _Tree, fault: Finding | None, *, bom: bool) -> tuple[Document | None, list[Finding]]:
    path, text = tree.path, tree.text
    if fault:
        return None, [fault]
    if not tree.has_stopped and not isinstance(tree.root, Mapping):
        return None, [_no_mapping(path, text, tree.root)]
    if tree.has_stopped or any(f.code == "OKR006" for f in tree.findings):
        return None, tree.findings
    assert isinstance(tree.root, Mapping)  # noqa: S101 - for the type checker
    document = Document(path, text, bom, tree.root)
    return document, [*tree.findings, *double_keys(document, tree.twice)]


def _no_mapping(path: str, text: str, root: Node | None) -> Finding:
    if root is None or (isinstance(root, Scalar) and root.plain and root.text in ("", "null", "~")):
        return _error(path, "OKR005", "the file is empty", help="remove it, or write what belongs in it")
    found = "a list" if isinstance(root, Sequence) else "a single text"
    return Finding(
        code="OKR005",
        level="error",
        message=f"expected keys and values at the top of the file, found {found}",
        path=path,
        span=span_in(text, root.start, min(root.start + 1, len(text))),
        help="begin with a key such as title:",
    )


@dataclass
class _Open:
    """A collection whose end has not come yet."""

    mapping: bool
    flow: bool
    start: int
    children: list[Node] = field(default_factory=list)


@dataclass
class _Tree:
    """Builds the tree from events; `findings` holds what is wrong without making the rest unreadable."""

    path: str
    text: str
    root: Node | None = None
    findings: list[Finding] = field(default_factory=list)
    twice: list[tuple[Scalar, Scalar]] = field(default_factory=list)
    """Equal keys of one mapping, the first and a later one."""
    documents: int = 0
    start: int = 0
    end: int | None = None
    """Where reading begins and ends."""
    has_stopped: bool = False
    """So much is wrong that the rest was not read."""
    back: dict[int, int] = field(default_factory=dict)
    """Brings hidden line separators back; empty where the text has none."""

    def read(self) -> Finding | None:
        """Reads everything; the fault that ends the reading, or None."""
        directive = _DIRECTIVE.search(self.text) if self.text.lstrip().startswith("%") else None
        if directive:
            span = span_in(self.text, directive.start(), directive.end())
            return Finding(
                code="OKR004",
                level="error",
                message="a directive; files here are YAML 1.2",
                path=self.path,
                span=span,
                help="remove the line",
            )
        from ruamel.yaml import YAML
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        try:
            return self.build(YAML(typ="safe", pure=True).parse(self._hidden()[self.start : self.end]))
        except MarkedYAMLError as fault:
            mark, context = fault.problem_mark or fault.context_mark, fault.context_mark
            at = min(self.start + mark.index, len(self.text)) if mark else self.start
            before = self.start + context.index if context else None
            return yaml_fault(self.path, self.text, fault.problem or "", at, before)
        except YAMLError as fault:
            return yaml_fault(self.path, self.text, str(fault), 0, None)

    def _hidden(self) -> str:
        """The text with line separators of Unicode replaced, by characters that it does not hold."""
        separators = [character for character in _SEPARATORS if character in self.text]
        if not separators:
            return self.text
        free = (chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in self.text)
        hide = {ord(character): ord(next(free)) for character in separators}
        self.back = {hidden: separator for separator, hidden in hide.items()}
        return self.text.translate(hide)

    def build(self, events: Iterable[Any]) -> Finding | None:
        """Builds the tree; the fault that ends the building, or None."""
        stack: list[_Open] = []
        for event in events:
            if len(self.findings) > MOST_ALIKE:
                self.has_stopped = True
                break
            name = type(event).__name__
            if name == "DocumentStartEvent":
                self.documents += 1
                if self.documents > 1:
                    return self._second_document(event.start_mark.index)
            elif name in ("MappingStartEvent", "SequenceStartEvent"):
                self._refuse_features(event)
                if len(stack) == DEEPEST:
                    return self._too_deep(event.start_mark.index)
                stack.append(_Open(name[0] == "M", bool(event.flow_style), event.start_mark.index))
            elif name in ("MappingEndEvent", "SequenceEndEvent"):
                self._add(stack, self._closed(stack.pop(), event))
            elif name == "ScalarEvent":
                self._refuse_features(event)
                self._add(stack, self._scalar(event))
            elif name == "AliasEvent":
                self._refuse(event, "an alias", "write the value out")
                self._add(stack, Scalar("", plain=True, start=event.start_mark.index, end=event.end_mark.index))
        return None

    def _add(self, stack: list[_Open], node: Node) -> None:
        if stack:
            stack[-1].children.append(node)
        else:
            self.root = node

    def _scalar(self, event: Any) -> Scalar:
        text = event.value.translate(self.back) if self.back else event.value
        return Scalar(
            text, plain=event.style is None or event.style == "", start=event.start_mark.index, end=event.end_mark.index
        )

    def _closed(self, opened: _Open, event: Any) -> Node:
        end = event.end_mark.index if opened.flow else event.start_mark.index
        if not opened.mapping:
            return Sequence(tuple(opened.children), opened.flow, opened.start, end)
        return Mapping(self._entries(opened.children), opened.flow, opened.start, end)

    def _entries(self, children: list[Node]) -> tuple[Entry, ...]:
        """Pairs of key and value; a second equal key is reported and left out."""
        entries: dict[str, Entry] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._report("OKR004", "a list or mapping cannot be a key", key, help="write a plain word as the key")
            elif key.text == "<<" and key.plain:
                self._report("OKR006", "merge keys are not read here", key, help="write the values out")
            elif key.text in entries:
                self.twice.append((entries[key.text].key, key))
            else:
                entries[key.text] = Entry(key, self._written(key, value))
        return tuple(entries.values())

    def _written(self, key: Scalar, value: Node) -> Node:
        """The value; of a key without a colon (`5` in `{value: 35,5}`) an empty text, which is not as if it were not there."""
        if is_absent(value) and ":" not in self.text[key.end : value.start]:
            return Scalar("", plain=False, start=key.start, end=key.end)
        return value

    def _refuse_features(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, "an anchor", "remove it and write values out where they are used")
        tag = getattr(event, "tag", None)
        if tag is not None and str(tag) not in ("", "None"):
            written = re.match(r"!\S*", self.text[event.start_mark.index :])
            self._refuse(
                event, f'the tag "{written[0][:40] if written else tag}"', "remove it; types follow from the keys"
            )

    def _refuse(self, event: Any, what: str, help_: str) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        node = Scalar("", plain=True, start=start, end=min(end, self._line_end(start)))
        self._report("OKR006", f"{what}: files here hold plain values only", node, help=help_)

    def _line_end(self, index: int) -> int:
        end = self.text.find("\n", index)
        return len(self.text) if end < 0 else end

    def _too_deep(self, index: int) -> Finding:
        span = span_in(self.text, index, index + 1)
        message = f"nested more than {DEEPEST} levels deep"
        return Finding(
            code="OKR001",
            level="error",
            message=message,
            path=self.path,
            span=span,
            help="no goal needs that; flatten it",
        )

    def _second_document(self, index: int) -> Finding:
        span = span_in(self.text, index, index + 3)
        return Finding(
            code="OKR005",
            level="error",
            message="a second document begins here",
            path=self.path,
            span=span,
            help="one file holds one document; move it to a file of its own",
        )

    def _report(self, code: str, message: str, node: Node, *, help: str) -> None:  # noqa: A002
        span = span_in(self.text, node.start, node.end)
        self.findings.append(Finding(code=code, level="error", message=message, path=self.path, span=span, help=help))


def _error(path: str, code: str, message: str, *, help: str) -> Finding:  # noqa: A002
    return Finding(code=code, level="error", message=message, path=path, help=help)
