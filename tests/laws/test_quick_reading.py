"""The quick reader says what the slow one says, or nothing: over the examples, and over mutated and generated texts."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from okrctl.storage.reading.documents import read_document
from okrctl.storage.reading.nodes import Written, written
from okrctl.storage.reading.quick_reading import quick_tree

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(path.read_bytes() for path in EXAMPLES.rglob("*.yaml"))
PIECES = (
    *"\n :#'\"{}[],|>%?&*!~@`-\\x\té", ": ", "- ", " # x", "|-\n  x", "|2\n   b\n", ">+\n   b\n\n", "  ", "\r\n", "&a ", "*a", "!x ", "null", "---\n", "...\n",
    "- - ", "\\n", "\\x41", "\\/", "\\u00e9", "''", '""', "a:b", "{a: b}", "[a,b]", "<<: ", "<<<<<<< x\n", "=======", "\u2028", "\x85", "\ufeff", "🎯", "[" * 70,
    "\n  ? ", "- ? ",
)  # fmt: skip


def slow(data: bytes) -> Written | None:
    document, findings = read_document("x.yaml", data)
    return written(document.root) if document and not findings else None


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """The beginning of an example file with a few characters put in, taken out or turned round."""
    text = draw(st.sampled_from(FILES)).decode()[: draw(st.sampled_from((60, 150, 400, 900)))]
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        gone = draw(st.integers(0, 5)) if draw(st.booleans()) else 0
        text = text[:at] + draw(st.sampled_from(PIECES)) * draw(st.integers(0, 2)) + text[at + gone :]
    return text.encode()


@given(mutated())
@settings(max_examples=1500, deadline=None)
def test_a_mutated_file_is_read_alike_or_left_to_the_slow_reader(data: bytes) -> None:
    tree = quick_tree(data)

    assert tree is None or tree == slow(data)


@given(st.lists(st.sampled_from(PIECES), max_size=25))
@settings(max_examples=1000, deadline=None)
def test_any_text_is_read_alike_or_left_to_the_slow_reader(pieces: list[str]) -> None:
    data = ("title: x\n" + "".join(pieces)).encode()

    tree = quick_tree(data)

    assert tree is None or tree == slow(data)


def test_a_key_behind_a_question_mark_is_left_to_the_slow_reader() -> None:
    assert quick_tree(b"title: x\nsteps:\n  ? brief\n") is None
    assert quick_tree(b"title: x\nsteps:\n  - ? brief\n") is None


def test_the_quick_reader_reads_what_okrctl_and_careful_people_write() -> None:
    trees = [quick_tree(data) for data in FILES]

    assert [tree for tree in trees if tree is None] == []
    assert trees == [slow(data) for data in FILES]
