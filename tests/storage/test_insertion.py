from __future__ import annotations

from decimal import Decimal

import pytest

from okrctl.core.errors import WriteRefused
from okrctl.core.objective import KeyResult, Step
from okrctl.storage.reading.documents import read_document
from okrctl.storage.writing.insertion import key_result_edit

CHURN = KeyResult(title="Churn: lower", start=Decimal(5), steps={"a": Step(title="First")})


def after(text: str) -> str:
    """The text with the key result `churn` added."""
    document, findings = read_document("cycles/2026-Q4/objectives/win.yaml", text.encode())
    assert document, findings
    return key_result_edit(document, "churn", CHURN).applied_to(document.text)


def block(*, at: int, step: int = 2, end: str = "\n") -> str:
    """The lines of the key result, indented."""
    lines = [
        "churn:",
        f'{" " * step}title: "Churn: lower"',
        f"{' ' * step}start: 5",
        f"{' ' * step}steps:",
        f'{" " * 2 * step}a: {{title: "First"}}',
    ]
    return "".join(" " * at + line + end for line in lines)


FLOW = 'churn: {title: "Churn: lower", start: 5, steps: {a: {title: "First"}}}'


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        pytest.param("title: Win\nkey_results:\n  nps:\n    title: Score\n", "owner: ana\n", id="before the next key"),
        pytest.param("title: Win\nkey_results:\n  nps:\n    title: Score\n", "# about the owner\nowner: ana\n", id="before a comment of the next key"),
        pytest.param("title: Win\nkey_results:\n  nps:\n    title: Score   # in points\n  # nps is ours\n", "\n# end\n", id="behind a comment of the last"),
        pytest.param("title: Win\nkey_results:\n  nps:\n    title: Score\n\n  # nps is ours\n    # very much\n", "\n", id="behind comments after a blank line"),
        pytest.param("title: Win\nkey_results:\n  nps:\n    title: Score\n", "\n...\n", id="before the end of the document"),
        pytest.param("---\ntitle: Win\nkey_results:\n  nps:\n    title: Score\n    owner: # nobody yet\n    # asked bo\n", "why: Growth\n", id="behind a missing value"),
        pytest.param("title: Win\nkey_results:\n  nps:\n    title: Score\n    source: |\n      A text\n\n      # no comment\n", "\n\nwhy: Growth\n", id="behind a block text"),
        pytest.param("title: Win\nkey_results:\n  nps:\n    title: Score\n    source: >+\n      A text\n\n\n", "why: Growth\n", id="behind a block text that keeps blank lines"),
        pytest.param("title: Win\nkey_results:\n  nps:\n    title: Score\n    source: |\n      A text\n    # comment\n", "", id="behind a comment under a block text"),
        pytest.param("title: Win\nkey_results:\n  nps:\n    title:\n      A title\n      of two lines\n", "\n", id="behind a text of two lines"),
        pytest.param("title: Win\nkey_results:\n  nps:\n    title: Score\n    owner:\n    - ana\n    - bo\n", "", id="behind a list"),
        pytest.param("title: Win\nkey_results: # ours\n\n  nps: {title: Score,\n     start: 3} # wide\n", "\n", id="behind braces over two lines"),
        pytest.param("title: 漢字 🎉\nkey_results:\n  nps:\n    title: 'It''s \"漢字\" 🎉'\n", "# 🎉\n", id="wide characters"),
        pytest.param("title: Win\nkey_results:\n  # to be agreed\n", "\nwhy: Growth\n", id="an empty value with a comment"),
        pytest.param("title: Win\nkey_results:\n", "why: Growth\n", id="an empty value"),
    ],
)  # fmt: skip
def test_a_key_result_is_inserted_in_one_place_and_every_other_character_stays(before: str, behind: str) -> None:
    assert after(before + behind) == before + block(at=2) + behind


@pytest.mark.parametrize(("at", "step"), [(1, 1), (2, 4), (4, 2), (4, 4), (8, 3)])
def test_the_indentation_of_the_others_is_followed(at: int, step: int) -> None:
    text = f"title: Win\nkey_results:\n{' ' * at}nps:\n{' ' * (at + step)}title: Score\n"

    assert after(text) == text + block(at=at, step=step)


def test_without_others_the_indentation_of_the_file_is_followed() -> None:
    text = "title: Win\nkey_results:\n    nps: {title: Score}\n"

    assert after(text) == text + block(at=4, step=4)


def test_a_file_that_is_indented_as_a_whole() -> None:
    text = "  title: Win\n  why: Growth\n"

    assert after(text) == text + "  key_results:\n" + block(at=4)


def test_a_blank_line_between_the_others_is_followed() -> None:
    text = "title: Win\nkey_results:\n  nps:\n    title: Score\n\n  # calls\n  calls:\n    title: Calls\n"

    assert after(text + "\nwhy: Growth\n") == text + "\n" + block(at=2) + "\nwhy: Growth\n"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_new_lines_end_as_most_lines_do(end: str) -> None:
    text = "title: Win\nkey_results:\n  nps:\n    title: Score\nwhy: x\n".replace("\n", end)

    assert after(text) == text.replace(f"why: x{end}", block(at=2, end=end) + f"why: x{end}")


def test_mixed_line_ends_stay_and_the_majority_is_followed() -> None:
    text = "title: Win\r\nkey_results:\r\n  nps:\r\n    title: Score\n"

    assert after(text) == text + block(at=2, end="\r\n")


def test_a_missing_line_end_at_the_end_of_the_file_stays_missing() -> None:
    text = "title: Win\nkey_results:\n  nps:\n    title: Score"

    assert after(text) == text + "\n" + block(at=2).removesuffix("\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: Win\n", "title: Win\nkey_results:\n" + block(at=2)),
        ("title: Win", "title: Win\nkey_results:\n" + block(at=2).removesuffix("\n")),
        ("title: Win\nkey_results: {}\nwhy: x\n", "title: Win\nkey_results:\n" + block(at=2) + "why: x\n"),
        ("title: Win\nkey_results:   { }  # none yet\nwhy: x\n", "title: Win\nkey_results:  # none yet\n" + block(at=2) + "why: x\n"),
        ("title: Win\nkey_results:\n  {}\n", f"title: Win\nkey_results:\n  {{{FLOW}}}\n"),
        ("title: Win\nkey_results: {nps: {title: Score}}\n", f"title: Win\nkey_results: {{nps: {{title: Score}}, {FLOW}}}\n"),
        ("title: Win\nkey_results: {\n  nps: {title: Score}, # ours\n}\n", f"title: Win\nkey_results: {{\n  nps: {{title: Score}}, {FLOW}, # ours\n}}\n"),
        ('{"title": "Win", "key_results": {}}', f'{{"title": "Win", "key_results": {{{FLOW}}}}}'),
        ("{title: Win, key_results: }\n", f"{{title: Win, key_results: {{{FLOW}}} }}\n"),
        ("{title: Win}\n", f"{{title: Win, key_results: {{{FLOW}}}}}\n"),
        ("{title: Win, key_results: {nps: {title: Score}}}\n", f"{{title: Win, key_results: {{nps: {{title: Score}}, {FLOW}}}}}\n"),
    ],
)  # fmt: skip
def test_other_ways_of_writing_the_mapping(text: str, expected: str) -> None:
    assert after(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "title: Win\nkey_results:\n  nps:\n    title: |\n      Score",
            "the file ends inside a text, without a final line end",
        ),
        (
            "title: Win\nkey_results:\n  nps:\n    title: Score\n    source: |2\n        Score\n",
            "the last text has an indentation of its own",
        ),
        ("title: Win\nkey_results:\n  ? nps\n  : title: Score\n", "a key does not stand at the beginning of its line"),
        ("title: Win\nkey_results: [nps]\n", "key_results holds no keys and values"),
        ("title: Win\nkey_results: {nps: }\n", "the last entry in the braces has no value"),
        ("title: Win\nkey_results:\n  nps:\n    ? title\n", "a key does not stand at the beginning of its line"),
    ],
)
def test_what_is_not_provably_safe_is_refused_with_the_text_to_paste(text: str, reason: str) -> None:
    with pytest.raises(WriteRefused) as refusal:
        after(text)

    assert (
        refusal.value.message
        == f"cycles/2026-Q4/objectives/win.yaml cannot be edited safely: {reason}; nothing was written"
    )
    assert refusal.value.help == f"add by hand under key_results: {FLOW}"
