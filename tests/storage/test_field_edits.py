from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest

from okrctl.core.changes.setting import Keys, Setting
from okrctl.core.errors import WriteRefused
from okrctl.core.kpi import Band, Bands
from okrctl.core.objective import Decision, KeyResult, Objective
from okrctl.storage.reading.documents import read_document
from okrctl.storage.reading.nodes import Document
from okrctl.storage.writing.decision_edits import decision_edit
from okrctl.storage.writing.field_edits import field_edit

NPS = ("key_results", "nps")
WHY = Decision(date=date(2026, 11, 3), by="ana", text="The launch moved: January")
FLOW = '{date: 2026-11-03, by: ana, text: "The launch moved: January"}'


def document_of(text: str) -> Document:
    document, findings = read_document("cycles/2026-Q4/objectives/win.yaml", text.encode())
    assert document, findings
    return document


def after(text: str, keys: Keys, field: Keys, value: object) -> str:
    """The text with the value at the field of the thing at the keys."""
    order = tuple(one.name for one in fields(KeyResult if keys else Objective))
    edit = field_edit(document_of(text), keys, Setting(field, value), order)
    return edit.applied_to(text) if edit else text


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        ("45", Decimal(50), "50"),
        ("45   # was 40", Decimal(50), "50   # was 40"),
        ("'45'", Decimal(50), "50"),
        ("+50%", Decimal("1.5"), "1.5"),
        ("", Decimal(50), " 50"),
        (" # to be agreed", Decimal(50), " 50 # to be agreed"),
    ],
)
def test_a_number_takes_the_place_of_another(old: str, value: Decimal, new: str) -> None:
    text = "title: Win\nkey_results:\n  nps:\n    title: Score\n    target:{}\n    start: 3\n"
    space = "" if not old or old.startswith(" ") else " "

    assert after(text.format(space + old), NPS, ("target",), value) == text.format(
        space + new if not new.startswith(" ") else new
    )


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        ("title: Win\n", "Win more", "title: Win more\n"),
        ("title: 'It''s ours'\n", "It's: more", "title: 'It''s: more'\n"),
        ('title: "Win"  # short\n', "no", 'title: "no"  # short\n'),
        ("title: Win\n  it all\n", "Win: more", 'title: "Win: more"\n'),
        ("title: >-\n  Win it\n  all\nwhy: x\n", "Win more", "title: Win more\nwhy: x\n"),
        ("title: |-\n  Win it\n\n# about why\nwhy: x\n", "Win more", "title: Win more\n\n# about why\nwhy: x\n"),
        ("{title: Win, why: x}\n", "Win, more", '{title: "Win, more", why: x}\n'),
        ("{'title': 'Win', why: x}\n", "Win, more", "{'title': 'Win, more', why: x}\n"),
        ("title: Win\r\nwhy: x\r\n", "Win more", "title: Win more\r\nwhy: x\r\n"),
        ("---\n? title\n: Win\n", "Win more", "---\n? title\n: Win more\n"),
    ],
)
def test_a_text_keeps_the_quotes_of_the_old_one_and_everything_around(old: str, value: str, new: str) -> None:
    assert after(old, (), ("title",), value) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("owner: ana\n", "owner: [bo, cy]\n"),
        ("owner: [ana,\n  dee]  # both\n", "owner: [bo, cy]  # both\n"),
        ("owner:\n  - ana\n  - dee\nwhy: x\n", "owner: [bo, cy]\nwhy: x\n"),
        ("owner:\n- ana # first\nwhy: x\n", "owner: [bo, cy] # first\nwhy: x\n"),
    ],
)
def test_a_list_takes_the_place_of_another_however_that_was_written(old: str, new: str) -> None:
    assert after("title: Win\n" + old, (), ("owner",), ("bo", "cy")) == "title: Win\n" + new


@pytest.mark.parametrize(
    ("text", "keys", "expected"),
    [
        ("title: Win\nkey_results:\n  nps: {title: S}\n", (), "title: Win\ndue: 2026-12-18\nkey_results:\n  nps: {title: S}\n"),
        ("title: Win\nowner: ana # both\n# weights\nweight: 2\n", (), "title: Win\nowner: ana # both\ndue: 2026-12-18\n# weights\nweight: 2\n"),
        ("title: Win\nwhy: |\n  A reason\n\nweight: 2\n", (), "title: Win\nwhy: |\n  A reason\ndue: 2026-12-18\n\nweight: 2\n"),
        ("title: Win", (), "title: Win\ndue: 2026-12-18"),
        ("{title: Win, weight: 2}\n", (), "{title: Win, due: 2026-12-18, weight: 2}\n"),
        ("title: Win\nkey_results:\n    nps:\n        title: S\n\n    calls: {title: C}\n", NPS, "title: Win\nkey_results:\n    nps:\n        title: S\n        due: 2026-12-18\n\n    calls: {title: C}\n"),
        ("title: Win\nkey_results:\n  nps: {title: S, kpi: visits}\n", NPS, "title: Win\nkey_results:\n  nps: {title: S, due: 2026-12-18, kpi: visits}\n"),
        ("title: Win\r\nweight: 2\r\n", (), "title: Win\r\ndue: 2026-12-18\r\nweight: 2\r\n"),
    ],
)  # fmt: skip
def test_a_new_field_stands_behind_those_that_usually_come_before_it(text: str, keys: Keys, expected: str) -> None:
    assert after(text, keys, ("due",), date(2026, 12, 18)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: Win\nowner: ana\nwhy: x\n", "title: Win\nwhy: x\n"),
        ("title: Win\nowner: ana", "title: Win\n"),
        ("title: Win\nowner:\n  - ana\n  - bo\nwhy: x\n", "title: Win\nwhy: x\n"),
        ("title: Win\nowner: ana   # accountable\nwhy: x\n", "title: Win\nowner:   # accountable\nwhy: x\n"),
        ("title: Win\nowner:\nwhy: x\n", "title: Win\nwhy: x\n"),
        ("{title: Win, owner: ana}\n", "{title: Win}\n"),
        ("{title: Win, owner: [ana, bo], why: x}\n", "{title: Win, why: x}\n"),
        ("{owner: ana, title: Win}\n", "{title: Win}\n"),
        ("owner: ana\n", "owner:\n"),
        ("{owner: ana}\n", "{}\n"),
        ("title: Win\nwhy: x\n", "title: Win\nwhy: x\n"),
        ("title: Win\nowner: 'a # b'\nwhy: x\n", "title: Win\nwhy: x\n"),
    ],
)
def test_a_field_that_is_taken_away_leaves_nothing_but_its_comment(text: str, expected: str) -> None:
    assert after(text, (), ("owner",), None) == expected


def test_a_field_in_a_field(  # the card's bands, of which only one changes
) -> None:
    text = 'title: Churn\nbands:\n  green: "<= 2"   # agreed in May\n  amber: "<= 3"\n'

    assert after(text, (), ("bands", "green"), Band(high="1.5")) == text.replace("<= 2", "<= 1.5")


def test_a_whole_mapping_where_there_was_none() -> None:
    text = "title: Churn\nbetter: down\n"
    order = ("title", "better", "bands")

    edit = field_edit(document_of(text), (), Setting(("bands",), Bands(green=Band(high="2"))), order)

    assert edit
    assert edit.applied_to(text) == 'title: Churn\nbetter: down\nbands: {green: "<= 2"}\n'


@pytest.mark.parametrize(
    ("text", "value", "reason", "help_"),
    [
        ("title: Win\nowner: [ana, # first\n  bo]\n", ("cy",), "a comment stands between the values that would go", "write by hand: owner: [cy]"),
        ("title: Win\nowner:\n  # both\n  - ana\n", ("cy",), "a comment stands between the values that would go", "write by hand: owner: [cy]"),
        ("title: Win\nowner: # both\n  - ana\n", None, "a comment stands between the values that would go", "remove by hand: owner"),
        ("{title: Win, why: }\n", ("cy",), "the last entry in the braces has no value", "write by hand: owner: [cy]"),
    ],
)  # fmt: skip
def test_what_is_not_provably_safe_is_refused_with_the_line_to_type(
    text: str, value: object, reason: str, help_: str
) -> None:
    with pytest.raises(WriteRefused) as refusal:
        after(text, (), ("owner",), value)

    path = "cycles/2026-Q4/objectives/win.yaml"
    assert refusal.value.message == f"{path} cannot be edited safely: {reason}; nothing was written"
    assert refusal.value.help == help_


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: Win\n", f"title: Win\ndecisions:\n  - {FLOW}\n"),
        ("title: Win\nkey_results:\n  nps: {title: S}\n", f"title: Win\ndecisions:\n  - {FLOW}\nkey_results:\n  nps: {{title: S}}\n"),
        ("title: Win\ndecisions:\nwhy: x\n", f"title: Win\ndecisions: [{FLOW}]\nwhy: x\n"),
        ("title: Win\ndecisions: []\n", f"title: Win\ndecisions: [{FLOW}]\n"),
        ("title: Win\ndecisions: [{date: 2026-10-01, text: a}] # so far\n", f"title: Win\ndecisions: [{{date: 2026-10-01, text: a}}, {FLOW}] # so far\n"),
        ("title: Win\ndecisions:\n- {date: 2026-10-01, text: a} # x\n# why\nwhy: x\n", f"title: Win\ndecisions:\n- {{date: 2026-10-01, text: a}} # x\n- {FLOW}\n# why\nwhy: x\n"),
        (
            "title: Win\ndecisions:\n    -   date: 2026-10-01\n        text: |\n            a\n\nwhy: x\n",
            "title: Win\ndecisions:\n    -   date: 2026-10-01\n        text: |\n            a\n"
            '    -   date: 2026-11-03\n        by: ana\n        text: "The launch moved: January"\n\nwhy: x\n',
        ),
    ],
)  # fmt: skip
def test_a_decision_stands_behind_the_others_as_they_are_written(text: str, expected: str) -> None:
    order = tuple(field.name for field in fields(Objective))

    assert decision_edit(document_of(text), WHY, order).applied_to(text) == expected


def test_decisions_that_are_no_list_are_left_alone() -> None:
    with pytest.raises(WriteRefused) as refusal:
        decision_edit(document_of("title: Win\ndecisions: {a: b}\n"), WHY, ())

    assert refusal.value.help == f"write by hand under decisions: - {FLOW}"
