"""The sooner document is the slow one, with every place and every finding: over mutated examples and generated texts."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from okrctl.core.finding import Finding
from okrctl.storage.reading.documents import read_document
from okrctl.storage.reading.nodes import Document, Mapping, Node, Scalar, is_absent
from okrctl.storage.reading.readable import readable_document

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(path.read_text(encoding="utf-8") for path in EXAMPLES.rglob("*.yaml"))
PIECES = (
    *"\n :#'\"{}[],|>%?&*!~-\\x\té", ": ", "- ", " # x", " #x", "|-\n  x", "|2\n   b\n", ">+\n   b\n\n", "  ", "\r\n", "&a ", "*a", "!x ", "---\n", "...\n", "\\n",
    "''", '""', "a:b", "{a: b}", "[a,b]", "<<: ", "<<<<<<< x\n", "=======", "\u2028", "\x85", "\ufeff", "🎯", "title: x\n", "\n\n", '"a\n  b"', "'a\n\n  b'",
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, longest: int) -> bytes:
    """An example file, or its beginning, with a few characters put in or taken out."""
    text = draw(st.sampled_from(FILES))[: draw(st.sampled_from((60, 400, longest)))]
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(PIECES)) + text[at + draw(st.sampled_from((0, 0, 1, 4))) :]
    return text.encode()


@given(mutated(900))
@settings(max_examples=400, deadline=None)
def test_a_mutated_file_is_the_same_document(data: bytes) -> None:
    assert described(readable_document("x.yaml", data)) == described(read_document("x.yaml", data))


@given(mutated(10_000))
@settings(max_examples=200, deadline=None)
def test_a_fault_is_told_the_same_from_its_surroundings(data: bytes) -> None:
    assert described(readable_document("x.yaml", data, near=600)) == described(read_document("x.yaml", data))


@given(st.lists(st.sampled_from(PIECES), max_size=25))
@settings(max_examples=400, deadline=None)
def test_any_text_is_the_same_document(pieces: list[str]) -> None:
    data = ("title: x\n" + "".join(pieces)).encode()

    assert described(readable_document("x.yaml", data)) == described(read_document("x.yaml", data))


def test_a_fault_far_down_a_long_file_is_told_in_its_own_words() -> None:
    good = "".join(f"  k{number}: {{title: Result {number}, start: 1, target: 5}}\n" for number in range(3000))
    data = f"title: Win\nkey_results:\n{good}  bad: {{title: a: b}}\n".encode()

    document, findings = readable_document("x.yaml", data)

    assert (document, [(f.code, f.line, f.message) for f in findings]) == (
        None,
        [("OKR004", 3003, 'a ": " inside a value that has no quotes')],
    )


Described = tuple[object, list[Finding]]


def described(read: tuple[Document | None, list[Finding]]) -> Described:
    """All that a reader says; where an absent value would stand is left open."""
    document, findings = read
    return (document and (tree(document.root), document.text, document.bom)), findings


def tree(node: Node) -> object:
    if isinstance(node, Scalar):
        return None if is_absent(node) else (node.text, node.plain, node.start, node.end)
    if isinstance(node, Mapping):
        return node.flow, node.start, [(tree(entry.key), tree(entry.value)) for entry in node.entries]
    return node.flow, node.start, [tree(item) for item in node.items]
