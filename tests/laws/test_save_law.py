"""The law: load(save(files, change)) == apply(load(files), change), for files in any hand's style."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from okrctl.core.address import parse_ref
from okrctl.core.changes.changes import (
    AddCheckIn,
    AddDecision,
    AddKeyResult,
    AddKpi,
    AddObjective,
    AddReadings,
    AddReview,
    Change,
    Rename,
    SetFields,
    Several,
    apply,
)
from okrctl.core.changes.setting import Setting
from okrctl.core.checkin import CheckIn, Update
from okrctl.core.errors import UnknownName, UsageError, WriteRefused
from okrctl.core.kpi import Band, Bands, Kpi, LimitsFrom, Reading, Readings, Source
from okrctl.core.model import CycleFile
from okrctl.core.number import Relative
from okrctl.core.objective import After, Decision, Initiative, KeyResult, Objective, Step
from okrctl.core.review import KpiReview, Review
from okrctl.storage.loading import Loaded, load
from okrctl.storage.reading.documents import read_document
from okrctl.storage.reading.nodes import Mapping as Node
from okrctl.storage.reading.nodes import Scalar, last_leaf_end
from okrctl.storage.reading.validation import validated
from okrctl.storage.saving import save
from okrctl.storage.writing.field_edits import field_edit
from okrctl.storage.writing.files import file_text

WIN = "cycles/2026-Q4/objectives/win.yaml"
OTHERS = {
    "okrctl.yaml": "format: 1\n",
    "cycles/2026-Q4/objectives/grow.yaml": (
        "title: Grow\nkey_results:\n  nps: {title: Score, target: 45}\n"
        "  launch: {title: Launch, kind: milestone, steps: {brief: {title: Brief}, plan: {title: Plan}}}\n"
    ),
    "kpis/visits.yaml": "title: Visits\nsegments: [emea, amer]\n",
    "kpis/mood.yaml": "title: Mood\nscale: [poor, very good]\n",
}

HOSTILE = st.sampled_from(
    ["yes", "~", "null", "1e3", "007", "12:30", "- a", "a: b", "a #b", "#", "'", '"', "\\", "{", "[x]", "&a", "*a", "!t", "%", "@", "`", "|", ">", "?",
     "...", "---", "<<", "=", "a\nb", "\n", "\r\n", "\t", " ", "", "a ", "\u2028", "\u2029", "\x85", "\ufeff", "🎉", "漢字", "é", "\u202e", "\u200b", "%YAML 1.1"]
)  # fmt: skip
WRITABLE = st.characters(
    exclude_categories=["Cs", "Cc"], include_characters="\t\n\r\x85", exclude_characters="[{\ue028\ue029"
)
TEXT = st.lists(HOSTILE | st.text(WRITABLE, max_size=12), max_size=4).map("".join)
TITLE = TEXT.map(lambda text: " ".join(text.replace("\t", " ").split()).replace("\ufeff", "") or "Title").filter(
    lambda text: not set("\u2028\u2029\x85") & set(text)
)
ID = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True).filter(
    lambda i: i not in ("kpis", "con", "prn", "aux", "nul")
)
NUMBER = st.decimals(min_value=-(10**9), max_value=10**9, places=3)
SHARE = st.decimals(min_value=0, max_value=1, places=2)
DAY = st.dates(date(1, 1, 1))
LATER = st.dates(date(2028, 12, 31), date(9999, 12, 31))
TEXTS = st.lists(TEXT, max_size=2).map(tuple)
RELATIVE = st.builds(Relative, st.integers(1, 200).map(Decimal), points=st.booleans())


def absent_or(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


WORDS = {
    "title": TITLE,
    "unit": absent_or(TEXT),
    "owner": TEXTS,
    "weight": st.integers(0, 9).map(Decimal),
    "source": absent_or(TEXT),
    "evidence": TEXTS,
    "scoring": st.dictionaries(TEXT, TEXT, max_size=2),
    "state": st.sampled_from(["active", "cancelled", "deferred", "not_graded"]),
    "leading_or_lagging": absent_or(st.just("leading")),
}
STEPS = st.dictionaries(ID, st.builds(Step, title=TITLE, weight=WORDS["weight"]), max_size=3)
LEAF = st.one_of(
    st.builds(KeyResult, **WORDS, start=st.just(Decimal("-1e9")), target=NUMBER.filter(lambda n: n > -(10**9)), plan=st.dictionaries(DAY, NUMBER, max_size=2)),
    st.builds(KeyResult, **{**WORDS, "unit": st.just("%")}, start=st.integers(1, 9).map(Decimal), target=RELATIVE, due=absent_or(LATER)),
    st.builds(KeyResult, **WORDS, kind=st.just("milestone"), steps=STEPS),
    st.builds(KeyResult, **WORDS, kind=st.just("recurring"), target=st.just(Decimal("1.5")), per=st.just("week"), commit=absent_or(NUMBER)),
    st.builds(KeyResult, **WORDS, kind=st.just("between"), low=st.just(Decimal(-5)), high=st.just(Decimal("0.001")), kpi=st.just("visits"), segment=st.just("emea")),
    st.builds(KeyResult, title=TITLE, after=st.just(After(reached="2026-Q4/grow/nps", within=(3, "months")))),
)  # fmt: skip
KEY_RESULT = LEAF | st.builds(KeyResult, title=TITLE, parts=st.dictionaries(ID, LEAF, min_size=1, max_size=2))
OBJECTIVE = st.builds(
    Objective,
    title=TITLE,
    why=absent_or(TEXT),
    owner=TEXTS,
    parent=st.sampled_from([(), ("2026-Q4/grow",), ("2026-Q4/grow", "2026-Q4/grow/nps")]),
    tags=TEXTS,
    initiatives=st.lists(st.builds(Initiative, title=TITLE, url=absent_or(TEXT), done=st.booleans()), max_size=2).map(
        tuple
    ),
    decisions=st.lists(st.builds(Decision, date=DAY, by=absent_or(TEXT), text=TEXT), max_size=2).map(tuple),
    kpis=st.sampled_from([(), ("visits",)]),
    key_results=st.dictionaries(ID, KEY_RESULT, max_size=2),
)
UPDATE = {
    "confidence": absent_or(SHARE),
    "status": absent_or(st.just("at_risk")),
    "blockers": TEXTS,
    "next": absent_or(TEXT),
    "note": absent_or(TEXT),
}
RECORD = {
    "date": DAY,
    "at": absent_or(st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC))),  # noqa: DTZ001
    "by": absent_or(TEXT),
    "note": absent_or(TEXT),
}
CHECK_IN = st.builds(
    CheckIn,
    **RECORD,
    updates=st.fixed_dictionaries(
        {},
        optional={
            "grow/nps": st.builds(Update, value=absent_or(NUMBER), **UPDATE),
            "grow/launch": st.builds(
                Update,
                done=st.sampled_from([None, True, False, (), ("brief",), ("brief", "plan")]),
                undone=st.sampled_from([(), ("plan",)]),
                **UPDATE,
            ),
        },
    ),
    priorities=TEXTS,
    wins=TEXTS,
)
READING = st.builds(Reading, kpi=st.just("visits"), value=st.sampled_from(["1.2M", "-0", "35", "007"]), date=absent_or(DAY), segment=st.sampled_from([None, "emea"]), note=absent_or(TEXT), signal=absent_or(TEXT)) | st.builds(
    Reading, kpi=st.just("mood"), value=st.sampled_from(["poor", "very good"])
)  # fmt: skip
READINGS = st.builds(Readings, **RECORD, readings=st.lists(READING, max_size=4).map(tuple))
KPI = st.builds(
    Kpi,
    title=TITLE,
    how=absent_or(TEXT),
    owner=TEXTS,
    unit=absent_or(TEXT),
    better=st.sampled_from(["none", "between"]),
    target=st.sampled_from([None, Decimal("-3.5"), {"2026-Q4": Decimal(45), "2027": "as good as the best, or so"}]),
    bands=st.sampled_from(
        [
            None,
            Bands(green=Band(low="40"), amber=Band(low="30", low_included=False)),
            Bands(green=Band(low="1", high="2")),
        ]
    ),
    limits_from=absent_or(st.just(LimitsFrom(first=date(2026, 1, 1), last=date(2026, 6, 30)))),
    segments=st.lists(ID, max_size=2).map(tuple),
    source=absent_or(
        st.builds(
            Source,
            command=st.lists(TEXT, min_size=1, max_size=2).map(tuple),
            headers=st.dictionaries(TEXT, TEXT, max_size=1),
        )
    ),
    comparable=st.booleans(),
)
CYCLE_FILE = st.builds(
    CycleFile, title=absent_or(TITLE), theme=absent_or(TEXT), start=absent_or(DAY), end=absent_or(DAY)
)
REVIEW = st.builds(
    Review,
    date=DAY,
    by=absent_or(TEXT),
    grade=absent_or(SHARE),
    reason=absent_or(TEXT),
    verdict=absent_or(st.just("about_right")),
)
KPI_REVIEW = st.builds(KpiReview, date=DAY, verdict=absent_or(st.just("keep")), learned=absent_or(TEXT))


@settings(deadline=None)
@given(st.one_of(OBJECTIVE, KPI, CHECK_IN, READINGS, CYCLE_FILE, REVIEW, KPI_REVIEW))
def test_what_is_written_reads_back_as_the_same_value(value: object) -> None:
    document, faults = read_document("x.yaml", file_text(value, "x.yaml").encode())

    assert document, faults
    assert validated(type(value), document) == (value, [])


ADDITIONS = st.one_of(
    st.builds(AddCheckIn, st.just("2026-Q4"), st.just("kaaaaaaa"), CHECK_IN),
    st.builds(AddReadings, st.just("kaaaaaaa"), READINGS),
    st.builds(AddObjective, st.sampled_from(["2026-Q4", "2028-W03"]), ID.map(lambda i: f"{i}-x"), OBJECTIVE),
    st.builds(AddKpi, ID.map(lambda i: f"{i}-x"), KPI),
    st.builds(AddReview, st.just("2026-Q4/reviews/grow"), REVIEW),
    st.builds(AddReview, st.sampled_from(["2026-Q4/reviews/kpis/visits", "2027/reviews/kpis/mood"]), KPI_REVIEW),
)


@settings(deadline=None)
@given(ADDITIONS)
def test_what_is_added_is_loaded_again(change: Change) -> None:
    with workspace_of({}) as folder:
        before = load(Path(folder))

        save(before, change)

        after = load(before.root)
        assert after.workspace == apply(before.workspace, change)
        assert after.findings == ()


@settings(deadline=None)
@given(CHECK_IN, st.characters(categories=["Cc", "Cs"], exclude_characters="\t\n\r\x85"))
def test_a_control_character_is_refused_and_nothing_is_written(check_in: CheckIn, character: str) -> None:
    with workspace_of({}) as folder:
        before = load(Path(folder))
        files = sorted(before.root.rglob("*"))

        with pytest.raises(UsageError):
            save(before, AddCheckIn("2026-Q4", "kaaaaaaa", replace(check_in, note=f"a{character}b")))

        assert sorted(before.root.rglob("*")) == files


@dataclass(frozen=True)
class Hand:
    """How one person writes YAML."""

    newline: str
    at: int
    step: int
    gap: str
    bom: bool
    start: str
    comment: str
    final_newline: bool
    end: str


HAND = st.builds(
    Hand,
    newline=st.sampled_from(["\n", "\n", "\r\n", "\r"]),
    at=st.integers(1, 5),
    step=st.integers(1, 5),
    gap=st.sampled_from(["", "", "\n", "\n\n", "  \n"]),
    bom=st.booleans(),
    start=st.sampled_from(["", "---\n", "# ours 🎉\n\n", "--- # first\n"]),
    comment=st.sampled_from(["", " # wide 漢字"]),
    final_newline=st.booleans(),
    end=st.sampled_from(["", "", "# the end\n", "\n\n", "...\n", "  # further in\n"]),
)
TITLES = [
    "Win",
    "'It''s \"ours\"'",
    '"a: \\"b\\" \\x41 #"',
    "Wide 漢字 🎉",
    "a  b",
    "- 1",
    ">-\n{deeper}A folded\n{deeper}title",
    "|-\n{deeper}A block title",
    "two\n{deeper}lines",
]
TAILS = ["", "source: |\n{deeper}A text\n\n{deeper}# no comment\n", "source: |+\n{deeper}A text\n\n\n", "source: >\n{deeper}A text\n\n", "owner: [ana,\n{deeper}bo ] # both\n",
         "owner:\n{inner}- ana\n{inner}- bo\n", "unit:\n", "unit: # none\n{inner}# yet\n", "evidence: []\n", "source: 'one\n{deeper}two'\n", 'source: "\u2028 raw \\u2028"\n', "# a comment\n", "target: +50%\n{inner}start: 10\n{inner}unit: '%'\n"]  # fmt: skip


def written_key_result(draw: st.DrawFn, name: str, hand: Hand) -> str:
    """One key result as that hand writes it, LF at line ends."""
    outer, inner, deeper = " " * hand.at, " " * (hand.at + hand.step), " " * (hand.at + 2 * hand.step)
    key = draw(st.sampled_from([name, f"'{name}'", f'"{name}"'])) + draw(st.sampled_from([":", " :"]))
    if draw(st.integers(0, 4)) == 0:
        return f"{outer}{key} {{title: Flow, {draw(st.sampled_from(['', 'target: 3', chr(10) + inner + 'target: 3 # c' + chr(10) + inner]))}}}{hand.comment}\n"
    title = draw(st.sampled_from(TITLES)).replace("- 1", "'- 1'")
    first = f"title: {title}".replace("{deeper}", deeper) + ("" if "\n" in title else hand.comment) + "\n"
    tail = draw(st.sampled_from(TAILS)).format(inner=inner, deeper=deeper)
    return f"{outer}{key}{hand.comment}\n{inner}{first}{inner + tail if tail else ''}"


@st.composite
def hand_written_objectives(draw: st.DrawFn) -> str:
    """The text of an objective, without a byte order mark's bytes, as somebody may have written it."""
    hand = draw(HAND)
    names = draw(st.sampled_from([[], ["nps"], ["nps", "calls"], ["nps", "calls", "done"]]))
    results = hand.gap.join(written_key_result(draw, name, hand) for name in names)
    empty = draw(
        st.sampled_from(
            [
                "",
                "key_results:\n",
                "key_results: {}\n",
                "key_results: { }" + hand.comment + "\n",
                "key_results:\n  # to be agreed\n",
            ]
        )
    )
    block = f"key_results:{hand.comment}\n{results}" if results else empty
    fields = [
        "title: Win it\n",
        "why: >+\n  A reason\n\n",
        "owner: ana # accountable\n",
        "tags: [a,\n  b]\n",
        "# about the team\nteam: growth\n",
    ]
    chosen = draw(st.permutations(fields))[: draw(st.integers(1, 5))]
    parts = [part for part in ["title: Win it\n" if "title: Win it\n" not in chosen else "", *chosen] if part]
    parts.insert(draw(st.integers(1, len(parts))), block)
    text = hand.start + hand.gap.join(parts) + hand.end
    text = text if hand.final_newline else text.rstrip("\n")
    return ("\ufeff" if hand.bom else "") + text.replace("\n", hand.newline)


@settings(max_examples=200, deadline=None)
@given(hand_written_objectives(), KEY_RESULT)
def test_a_key_result_is_inserted_into_any_hands_file_as_one_stretch(text: str, key_result: KeyResult) -> None:
    with workspace_of({WIN: text}) as folder:
        before = load(Path(folder))
        assert before.findings == ()
        change = AddKeyResult("2026-Q4", "win", "new-one", key_result)

        if refused := refusal_of(before, change):
            event("refused")
            assert "the file ends inside a text" in refused
            assert (before.root / WIN).read_bytes() == text.encode()
            return

        after = load(before.root)
        assert after.workspace == apply(before.workspace, change)
        assert after.findings == ()
        assert is_insertion(text, (before.root / WIN).read_bytes().decode())


def refusal_of(loaded: Loaded, change: Change) -> str | None:
    """Why the change was not saved; None where it was."""
    try:
        save(loaded, change)
    except WriteRefused as refusal:
        return refusal.message
    return None


FIELDS = {
    "title": TITLE,
    "why": absent_or(TEXT),
    "owner": absent_or(st.lists(TEXT, min_size=1, max_size=2).map(tuple)),
    "team": absent_or(TEXT),
    "tags": absent_or(st.lists(TEXT, min_size=1, max_size=2).map(tuple)),
    "due": absent_or(st.just(date(2026, 12, 24))),
    "state": absent_or(st.sampled_from(["draft", "deferred"])),
    "weight": absent_or(WORDS["weight"]),
    "parent": absent_or(st.just(("2026-Q4/grow/nps",))),
    "initiatives": absent_or(st.just((Initiative(title="Do"),))),
    "kpis": absent_or(st.just(("visits",))),
}
KR_FIELDS = {
    "title": TITLE,
    "unit": absent_or(TEXT),
    "owner": FIELDS["owner"],
    "weight": FIELDS["weight"],
    "start": st.just(Decimal("-7.5")),
    "target": NUMBER.filter(lambda n: n > 50),
    "source": absent_or(TEXT),
    "evidence": FIELDS["tags"],
    "plan": absent_or(st.dictionaries(DAY, NUMBER, min_size=1, max_size=2)),
    "scoring": absent_or(st.dictionaries(TEXT, TEXT, min_size=1, max_size=2)),
    "commit": absent_or(NUMBER),
    "after": absent_or(st.just(After(reached="2026-Q4/grow/nps", within=(3, "months")))),
    "leading_or_lagging": absent_or(st.just("leading")),
}


@st.composite
def settings_of(draw: st.DrawFn, among: Mapping[str, st.SearchStrategy[Any]]) -> tuple[Setting, ...]:
    """One to three fields with another value, or none."""
    keys = draw(st.lists(st.sampled_from(sorted(among)), min_size=1, max_size=3, unique=True))
    return tuple(Setting((key,), draw(among[key])) for key in keys)


@settings(max_examples=400, deadline=None)
@given(hand_written_objectives(), settings_of(FIELDS), st.booleans())
def test_fields_are_set_in_any_hands_file(text: str, wanted: tuple[Setting, ...], decided: bool) -> None:
    decision = AddDecision("2026-Q4/win", Decision(date=date(2026, 11, 3), by="ana", text="a: b #"))
    changes = (SetFields("2026-Q4/win", (), wanted), *((decision,) if decided else ()))

    the_law_holds({WIN: text}, Several(changes), WIN)


@settings(max_examples=400, deadline=None)
@given(hand_written_objectives(), settings_of(KR_FIELDS))
def test_fields_of_a_key_result_are_set_in_any_hands_file(text: str, wanted: tuple[Setting, ...]) -> None:
    change = SetFields("2026-Q4/win", ("key_results", "nps"), wanted)

    the_law_holds({WIN: text}, change, WIN)


@settings(max_examples=200, deadline=None)
@given(hand_written_objectives(), st.sampled_from(["win", "win/nps"]), st.booleans())
def test_a_rename_touches_nothing_but_names(text: str, short: str, quoted: bool) -> None:
    quote = '"' if quoted else ""
    files = {
        WIN: text,
        "cycles/2026-Q4/objectives/low.yaml": f"title: Low\nparent: [{quote}2026-Q4/win{quote}, 2026-Q4/grow] # high\n",
        "cycles/2026-Q4/checkins/2026-11/a.yaml": f"date: 2026-11-01\nupdates:\n  {quote}win/nps{quote}: {{note: hm}}\n",
        "cycles/2026-Q4/reviews/win.yaml": "date: 2026-11-01\ncarried_to: 2026-Q4/win # itself\n",
    }
    if "nps" not in text:
        files.pop("cycles/2026-Q4/checkins/2026-11/a.yaml")
    change = Rename(parse_ref(f"2026-Q4/{short}"), "zz")

    the_law_holds(files, change, WIN)


def the_law_holds(files: Mapping[str, str], change: Change | Several, path: str) -> None:
    """Saves the change: both halves of the law agree. Where it is refused, the file is as it was."""
    with workspace_of(files) as folder:
        before = load(Path(folder))
        assert before.findings == ()
        try:
            save(before, change)
        except UnknownName:
            assert "nps" not in files[path]
            return
        except (WriteRefused, UsageError) as refusal:
            event(f"refused: {type(refusal).__name__}: {refusal.message[-80:]}")
            assert (before.root / path).read_bytes() == files[path].encode()
            return

        after = load(before.root)
        assert after.workspace == apply(before.workspace, change)
        assert [finding for finding in after.findings if finding.level == "error"] == []


@settings(max_examples=300, deadline=None)
@given(hand_written_objectives(), st.booleans(), st.data())
def test_the_stretch_of_a_field_lies_within_its_own_entry(text: str, in_key_result: bool, data: st.DataObject) -> None:
    document, findings = read_document(WIN, text.encode())
    assert document, findings
    keys = ("key_results", "nps") if in_key_result else ()
    node, _ = document.find(keys)
    assume(isinstance(node, Node))
    assert isinstance(node, Node)
    (setting, *_) = data.draw(settings_of(KR_FIELDS if in_key_result else FIELDS))

    try:
        edit = field_edit(document, keys, setting, tuple(KR_FIELDS))
    except WriteRefused:
        event("refused")
        return

    entry = node.entry(str(setting.keys[0]))
    if edit is None or entry is None:
        assert (edit is None) is (setting.value is None)
        assert edit is None or edit.start == edit.end
        return
    line = document.text[: entry.key.start].splitlines(keepends=True)
    behind = entry.value.end if isinstance(entry.value, Scalar) else last_leaf_end(entry.value)
    assert (
        len(document.text[: entry.key.start]) - len(line[-1] if line and edit.start < entry.key.start else "")
        <= edit.start
    )
    assert edit.end <= max(behind, entry.key.end) or not document.text[behind : edit.end].strip(" ,\r\n\ufeff")


def is_insertion(old: str, new: str) -> bool:
    """Whether the new text is the old one with one stretch put in; empty braces may have made room for it."""
    return any(_is_insertion(text, new) for text in (old, re.sub(r" *\{ ?\}", "", old, count=1)))


def _is_insertion(old: str, new: str) -> bool:
    behind = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    return new.endswith(old[behind:]) and len(new) > len(old)


def workspace_of(files: Mapping[str, str]) -> tempfile.TemporaryDirectory[str]:
    """A folder with a workspace, removed at the end."""
    folder = tempfile.TemporaryDirectory()
    for path, text in {**OTHERS, **files}.items():
        target = Path(folder.name) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
    return folder
