from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from okrctl.core.checkin import CheckIn, Update
from okrctl.core.errors import UsageError
from okrctl.core.kpi import Band, Bands, Kpi, Reading, Readings
from okrctl.core.model import CycleFile
from okrctl.core.number import Relative
from okrctl.core.objective import After, Decision, Initiative, KeyResult, Objective, Step
from okrctl.core.record_id import record_id
from okrctl.core.review import KpiReview
from okrctl.core.settings import Person, Settings, Team
from okrctl.storage.layout import record_id as id_in_name
from okrctl.storage.writing.files import file_text, flow_entry
from okrctl.storage.writing.scalars import scalar


def test_a_check_in_has_the_canonical_layout() -> None:
    check_in = CheckIn(
        date=date(2026, 11, 20),
        at=datetime(2026, 11, 20, 9, 30, 12, tzinfo=UTC),
        by="ana",
        note="A good week",
        updates={
            "win-finance/referrals": Update(
                value=Decimal("13.0"), confidence=Decimal("0.60"), note="Two partners went live"
            ),
            "win-finance/launch": Update(
                done=("brief",), status="at_risk", blockers=("Legal review", "Budget: open"), next="Sign a third"
            ),
        },
        priorities=("Sign partner three",),
        wins=("First, of many", "Renewed"),
        supersedes="k7f3q2m9",
    )

    text = file_text(check_in, "cycles/2026-Q4/checkins/2026-11/2026-11-20-ana-kaaaaaaa.yaml")

    assert text == (
        "# yaml-language-server: $schema=../../../../.okrctl/schema/1/checkin.json\n"
        "date: 2026-11-20\n"
        "at: 2026-11-20T09:30:12Z\n"
        "by: ana\n"
        "note: A good week\n"
        "updates:\n"
        '  win-finance/referrals: {value: 13, confidence: 0.6, note: "Two partners went live"}\n'
        '  win-finance/launch: {done: [brief], status: at_risk, blockers: ["Legal review", "Budget: open"], next: "Sign a third"}\n'
        "priorities: [Sign partner three]\n"
        'wins: ["First, of many", Renewed]\n'
        "supersedes: k7f3q2m9\n"
    )


def test_an_objective_has_its_key_results_in_blocks_and_leaves_defaults_out() -> None:
    objective = Objective(
        title="Become the tool that finance teams recommend",
        owner=("ana",),
        parent=("2026/double-the-business", "2026/calm-company"),
        tags=("expansion",),
        initiatives=(Initiative(title="Partner programme", url="https://example.com/p/12"),),
        decisions=(Decision(date=date(2026, 11, 3), by="ana", text="Lowered: later"),),
        key_results={
            "referrals": KeyResult(
                title="Referrals each month", start=Decimal(10), target=Relative(Decimal(50), points=False), unit="%"
            ),
            "launch": KeyResult(
                title="Live",
                kind="milestone",
                steps={"brief": Step(title="Brief agreed"), "contract": Step(title="Contract", weight=Decimal(2))},
                plan={date(2026, 10, 31): Decimal("0.5")},
                scoring={"0.3": "Draft"},
                after=After(reached="launch-2026/go-live/shipped", within=(3, "months")),
            ),
            "nps": KeyResult(title="Score", parts={"emea": KeyResult(title="Score in EMEA", kind="score")}),
        },
    )

    text = file_text(objective, "cycles/2026-Q4/objectives/win-finance.yaml")

    assert text == (
        "# yaml-language-server: $schema=../../../.okrctl/schema/1/objective.json\n"
        "title: Become the tool that finance teams recommend\n"
        "owner: ana\n"
        "parent: [2026/double-the-business, 2026/calm-company]\n"
        "tags: [expansion]\n"
        "initiatives:\n"
        '  - {title: "Partner programme", url: "https://example.com/p/12"}\n'
        "decisions:\n"
        '  - {date: 2026-11-03, by: ana, text: "Lowered: later"}\n'
        "key_results:\n"
        "  referrals:\n"
        "    title: Referrals each month\n"
        '    unit: "%"\n'
        "    start: 10\n"
        "    target: +50%\n"
        "  launch:\n"
        "    title: Live\n"
        "    kind: milestone\n"
        "    steps:\n"
        '      brief: {title: "Brief agreed"}\n'
        '      contract: {title: "Contract", weight: 2}\n'
        "    plan: {2026-10-31: 0.5}\n"
        '    scoring: {"0.3": "Draft"}\n'
        "    after: {reached: launch-2026/go-live/shipped, within: 3 months}\n"
        "  nps:\n"
        "    title: Score\n"
        "    parts:\n"
        "      emea:\n"
        "        title: Score in EMEA\n"
        "        kind: score\n"
    )


def test_a_card_and_its_readings() -> None:
    kpi = Kpi(
        title="Promoter score",
        owner=("the VP of Sales",),
        better="up",
        scale=("poor", "fair", "good"),
        target={"2026-Q4": "good", "2027": Decimal(50)},
        bands=Bands(green=Band(low="good"), amber=Band(high="3", high_included=False)),
        segments=("emea",),
    )
    readings = Readings(
        date=date(2026, 11, 3),
        readings=(
            Reading(kpi="sales", value="366k", date=date(2026, 10, 31), segment="emea"),
            Reading(kpi="mood", value="very good", note="no"),
        ),
    )

    assert file_text(kpi, "kpis/nps.yaml") == (
        "# yaml-language-server: $schema=../.okrctl/schema/1/kpi.json\n"
        "title: Promoter score\n"
        "owner: the VP of Sales\n"
        "scale: [poor, fair, good]\n"
        "better: up\n"
        'target: {2026-Q4: "good", "2027": 50}\n'
        'bands: {green: ">= good", amber: "< 3"}\n'
        "segments: [emea]\n"
    )
    assert file_text(readings, "kpis/readings/2026-11/x.yaml") == (
        "# yaml-language-server: $schema=../../../.okrctl/schema/1/readings.json\n"
        "date: 2026-11-03\n"
        "readings:\n"
        "  - {kpi: sales, value: 366k, date: 2026-10-31, segment: emea}\n"
        '  - {kpi: mood, value: very good, note: "no"}\n'
    )


def test_a_cycle_a_review_and_the_settings() -> None:
    settings = Settings(
        format=1,
        name="Northwind",
        teams={"growth": Team(name="Growth", lead="ana")},
        people={"ana": Person(name="Ana Díaz")},
    )

    assert file_text(CycleFile(title="Launch", start=date(2026, 5, 1), state="active"), "cycles/x/cycle.yaml") == (
        "# yaml-language-server: $schema=../../.okrctl/schema/1/cycle.json\ntitle: Launch\nstart: 2026-05-01\nstate: active\n"
    )
    assert file_text(KpiReview(date=date(2026, 10, 2), verdict="keep"), "cycles/x/reviews/kpis/y.yaml") == (
        "# yaml-language-server: $schema=../../../../.okrctl/schema/1/review.json\ndate: 2026-10-02\nverdict: keep\n"
    )
    assert file_text(settings, "okrctl.yaml") == (
        "# yaml-language-server: $schema=.okrctl/schema/1/workspace.json\nformat: 1\nname: Northwind\n"
        'teams:\n  growth: {name: "Growth", lead: ana}\npeople:\n  ana: {name: "Ana Díaz"}\n'
    )


def test_a_key_result_between_braces_is_one_line() -> None:
    key_result = KeyResult(title="No, really", kind="at_most", target=Decimal(12), unit="days", owner=("ana", "bo"))

    assert (
        flow_entry("calls", key_result)
        == 'calls: {title: "No, really", kind: at_most, unit: "days", target: 12, owner: [ana, bo]}'
    )


@pytest.mark.parametrize(
    "text",
    ["A good week", "Ünïcode too", "win-finance/nps", "2026-Q4", "2026/double", "10x-faster", "Partners, new ones"],
)
def test_an_ordinary_text_is_plain(text: str) -> None:
    assert scalar(text) == text


AMBIGUOUS = """yes No ON off y N null ~ true False NaN .inf 007 1e3 1e-3 0x1F 0o17 12:30 1_000 13 1.5 2026-11-21 2026 - ? :
key: a:b #tag @me `x *x &x !x %x |x >x 'x' [x] {x} --- ... <<"""


@pytest.mark.parametrize("text", AMBIGUOUS.split())
def test_a_text_that_some_reader_takes_for_something_else_is_quoted(text: str) -> None:
    assert scalar(text) == f'"{text}"'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", '""'),
        (" padded", '" padded"'),
        ("padded ", '"padded "'),
        ("one\ntwo\r\n\tthree", r'"one\ntwo\r\n\tthree"'),
        ('a "quote" and \\', r'"a \"quote\" and \\"'),
        ("note: it", '"note: it"'),
        ("see #3", '"see #3"'),
        ("nel\x85 ls\u2028 ps\u2029 bom\ufeff", r'"nel\x85 ls\u2028 ps\u2029 bom\ufeff"'),
        ("🎉 wide 漢字", '"🎉 wide 漢字"'),
    ],
)
def test_other_texts_are_quoted_and_escaped(text: str, written: str) -> None:
    assert scalar(text) == written


@pytest.mark.parametrize(
    ("text", "what"),
    [("bell\a", r"control character \u{7}"), ("\x9b", r"\u{9b}"), ("\udcff", r"half of a character \u{dcff}")],
)
def test_what_no_file_may_hold_is_refused(text: str, what: str) -> None:
    with pytest.raises(UsageError) as refusal:
        scalar(text)

    assert what in refusal.value.message


def test_a_comma_is_quoted_between_brackets_only() -> None:
    assert (scalar("a, b"), scalar("a, b", in_flow=True)) == ("a, b", '"a, b"')


@pytest.mark.parametrize("random_bytes", [b"\x00\x00\x00\x00\x00", b"\xff\xff\xff\xff\xff", b"\x12\x34\x56\x78\x9a"])
def test_a_record_id_is_found_again_in_a_file_name(random_bytes: bytes) -> None:
    made = record_id(random_bytes)

    assert id_in_name(f"2026-11-21-ana-{made}") == made
    assert scalar(made) == made
