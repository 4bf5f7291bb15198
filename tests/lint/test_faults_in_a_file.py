"""Bad files, each through every command that reads: a finding with its code, no traceback, nothing written, others usable."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from okrctl.commands import COMMANDS

RunIn = Callable[..., Any]
Make = Callable[[Mapping[str, str]], Path]

OBJECTIVE = "cycles/2026-Q4/objectives/win.yaml"
CHECK_IN = "cycles/2026-Q4/checkins/2026-11/2026-11-20-ana-k7f3q2m9.yaml"
CARD = "kpis/churn.yaml"
READINGS = "kpis/readings/2026-11/2026-11-02-ana-p2c8x4m1.yaml"
SETTINGS = "okrctl.yaml"

GOOD = {
    SETTINGS: "format: 1\n",
    OBJECTIVE: "title: Win the market\nkey_results:\n  nps: {title: Promoter score, start: 31, target: 45}\n",
    "cycles/2026-Q4/objectives/calm.yaml": "title: Sleep at night\nkey_results:\n  pulse: {title: Pulse, target: 9}\n",
    CHECK_IN: "date: 2026-11-20\nby: ana\nupdates:\n  win/nps: {value: 35}\n  calm/pulse: {value: 7}\n",
    CARD: "title: Churn\nbetter: down\nmeasure: month\ntarget: 2\nunit: points\n",
    READINGS: "date: 2026-11-02\nreadings:\n  - {kpi: churn, value: 2.1}\n",
}
"""A sound workspace, but for calm/pulse: it has no start (OKR202)."""

LINES = tuple(
    line
    for line in (
        "lint",
        "lint --json",
        "report --json",
        "status",
        "show 2026-Q4/win",
        "show 2026-Q4/calm/pulse",
        "checkin win/nps 36 --dry-run",
        "checkin calm/pulse 8 --dry-run",
        "checkin kpis/churn 2 --dry-run",
    )
    if line.split()[0] in COMMANDS
)


class Fault(NamedTuple):
    """A bad text in one file, the codes it raises there, and whether figures then miss something."""

    file: str
    text: str | bytes
    codes: str
    complete: bool | None = False
    """None: it depends on more than this file."""


def win(line: str) -> str:
    """The objective with another line at its end."""
    return GOOD[OBJECTIVE] + line + "\n"


def titled(title: str) -> str:
    return GOOD[OBJECTIVE].replace("Win the market", title)


def measured(value: str) -> str:
    """The objective whose key result starts at the value."""
    return GOOD[OBJECTIVE].replace("start: 31", f"start: {value}")


def on(day: str) -> str:
    return GOOD[CHECK_IN].replace("2026-11-20", day)


CONFLICT = "<<<<<<< HEAD\n{0}a\n{0}=======\n{0}b\n{0}>>>>>>> other"
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

FAULTS = {
    "the same key twice": Fault(OBJECTIVE, win("title: Again"), "OKR012"),
    "the same key result twice": Fault(OBJECTIVE, win("  nps: {title: Again, start: 1, target: 2}"), "OKR012"),
    "tab indentation": Fault(OBJECTIVE, win("tags:\n\t- a"), "OKR004"),
    "an empty file": Fault(OBJECTIVE, "", "OKR005"),
    "comments only": Fault(OBJECTIVE, "# soon\n", "OKR005"),
    "null": Fault(OBJECTIVE, "null\n", "OKR005"),
    "a separator only": Fault(OBJECTIVE, "---\n", "OKR005"),
    "a scalar at the top": Fault(OBJECTIVE, "Win the market\n", "OKR005"),
    "a list at the top": Fault(OBJECTIVE, "- Win\n", "OKR005"),
    "two documents": Fault(OBJECTIVE, win("---\ntitle: Two"), "OKR005"),
    "an unknown key": Fault(OBJECTIVE, win("onwer: ana"), "OKR010"),
    "a missing key": Fault(OBJECTIVE, "why: It pays\n", "OKR011"),
    "a wrong type": Fault(OBJECTIVE, titled("[a, b]"), "OKR013"),
    "a mapping for a text": Fault(OBJECTIVE, titled("{a: b}"), "OKR013"),
    "a text for a mapping": Fault(OBJECTIVE, "title: Win\nkey_results: nps\n", "OKR013"),
    "a list for a mapping": Fault(OBJECTIVE, "title: Win\nkey_results: [nps]\n", "OKR013"),
    "not a number": Fault(OBJECTIVE, measured(".nan"), "OKR014"),
    "infinity": Fault(OBJECTIVE, measured("-.inf"), "OKR014"),
    "1e999": Fault(OBJECTIVE, measured("1e999"), "OKR014"),
    "1e999999999": Fault(OBJECTIVE, measured("1e999999999"), "OKR014"),
    "5,000 digits": Fault(OBJECTIVE, measured("9" * 5000), "OKR014"),
    "400 digits behind the point": Fault(OBJECTIVE, measured("0." + "3" * 400), "OKR014"),
    "minus zero": Fault(OBJECTIVE, measured("-0.0"), "", complete=True),
    "start = target": Fault(OBJECTIVE, measured("45"), "OKR030"),
    "a hex number": Fault(OBJECTIVE, measured("0x1F"), "OKR013"),
    "a sexagesimal": Fault(OBJECTIVE, measured("12:30"), "OKR013"),
    **{f"{word} as a title": Fault(OBJECTIVE, titled(word), "", complete=True) for word in ("yes", "no", "on", "off", "NO", "~", "null", "007", "1e3", "0x1F", "12:30", "2026-01-05", "1.10")},
    **{f"{word} as an owner": Fault(OBJECTIVE, win(f"owner: {word}"), "", complete=True) for word in ("yes", "no", "on", "off", "NO", "~", "1")},
    **{
        f"{word} as an id": Fault(OBJECTIVE, GOOD[OBJECTIVE].replace("nps:", f"{word}:"), codes, complete=None)
        for word, codes in (("yes", ""), ("no", ""), ("on", ""), ("off", ""), ("NO", "OKR016"), ("~", "OKR016"), ("1e3", ""), ("007", ""), ("0x1F", "OKR016"), ("null", ""), ("12:30", "OKR016"), ("'12:30'", "OKR016"), ("2026-01-05", ""), ("kpis", "OKR016"), ("con", "OKR016"), ("'../x'", "OKR016"), ("'a/b'", "OKR016"), ("-a", "OKR016"), ("a" * 300, "OKR016"), ("е", "OKR016"), ("a\u200bb", "OKR016"))
    },
    "30 February": Fault(OBJECTIVE, win("due: 2026-02-30"), "OKR015"),
    "month 13": Fault(OBJECTIVE, win("due: 2026-13-01"), "OKR015"),
    "a day without zeros": Fault(OBJECTIVE, win("due: 2026-1-5"), "OKR015"),
    "29 February of no leap year": Fault(OBJECTIVE, win("due: 2026-02-29"), "OKR015"),
    "29 February of a leap year": Fault(OBJECTIVE, win("due: 2028-02-29"), "OKR034", complete=True),
    "a time where a day is due": Fault(OBJECTIVE, win("due: 2026-12-05T10:00:00Z"), "OKR015"),
    "year 0": Fault(OBJECTIVE, win("due: 0000-01-01"), "OKR015"),
    "year 9999": Fault(OBJECTIVE, win("due: 9999-12-31"), "OKR034", complete=True),
    "a check-in of the year 1": Fault(CHECK_IN, on("0001-01-01"), "OKR409", complete=True),
    "a check-in of the year 9999": Fault(CHECK_IN, on("9999-12-31"), "OKR409", complete=True),
    "a moment before the calendar": Fault(CHECK_IN, GOOD[CHECK_IN] + "at: 0001-01-01T00:00:00+05:00\n", "OKR015"),
    "a moment behind the calendar": Fault(CHECK_IN, GOOD[CHECK_IN] + "at: 9999-12-31T23:59:59-05:00\n", "OKR015"),
    "Latin-1": Fault(OBJECTIVE, titled("Café").encode("latin-1"), "OKR002"),
    "UTF-16": Fault(OBJECTIVE, titled("Win").encode("utf-16"), "OKR002"),
    "UTF-16 without a mark": Fault(OBJECTIVE, titled("Wín").encode("utf-16-le"), "OKR002"),
    "a byte order mark": Fault(OBJECTIVE, b"\xef\xbb\xbf" + titled("Win").encode(), "", complete=True),
    "CRLF": Fault(OBJECTIVE, titled("Win").replace("\n", "\r\n"), "", complete=True),
    "mixed line ends": Fault(OBJECTIVE, titled("Win").replace("\n", "\r\n", 1), "", complete=True),
    "a lone CR": Fault(OBJECTIVE, titled("Win").replace("\n", "\r"), "", complete=True),
    "NUL": Fault(OBJECTIVE, titled("Win\0"), "OKR002"),
    "ESC": Fault(OBJECTIVE, titled("Win \x1b[2J"), "OKR002"),
    "C1": Fault(OBJECTIVE, titled("Win \x9b"), "OKR002"),
    "DEL": Fault(OBJECTIVE, titled("Win \x7f"), "OKR002"),
    "a surrogate": Fault(OBJECTIVE, titled("Win").encode() + b"why: \xed\xa0\x80\n", "OKR002"),
    "ESC by escape": Fault(OBJECTIVE, titled('"Win \\e[2J"'), "OKR002"),
    "NUL by escape in a note": Fault(CHECK_IN, GOOD[CHECK_IN] + 'note: "a\\0b\\e[2J"\n', "", complete=True),
    **{f"the markup {text}": Fault(OBJECTIVE, titled(f"'{text}'"), "", complete=True) for text in ("[red]x", "[/]", "[link=https://x]y[/link]", "a \\", "<script>", "%0A::error::x", "`x` | y")},
    "bidirectional overrides": Fault(OBJECTIVE, titled("Win \u202enoitome"), "", complete=True),
    "zero width": Fault(OBJECTIVE, titled("W\u200bin"), "", complete=True),
    "a title with stored accents": Fault(OBJECTIVE, titled("Cafe\u0301 und Caf\u00e9"), "", complete=True),
    "one word as NFC and as NFD among the tags": Fault(OBJECTIVE, win("tags: [caf\u00e9, cafe\u0301]"), "", complete=True),
    "line separators": Fault(OBJECTIVE, titled("'W\u2028in\u2029'"), "OKR013"),
    "NEL": Fault(OBJECTIVE, titled("W\x85in"), "OKR002"),
    "a newline in a title": Fault(OBJECTIVE, titled('"Win\\nmore"'), "OKR013"),
    "a block as a title": Fault(OBJECTIVE, titled("|\n  Win\n  more"), "OKR013"),
    "a Python object": Fault(OBJECTIVE, titled("!!python/object/apply:os.system ['touch x']"), "OKR006"),
    "any tag": Fault(OBJECTIVE, titled("!important Win"), "OKR006"),
    "a tag on the mapping": Fault(OBJECTIVE, "!!map\n" + GOOD[OBJECTIVE], "OKR006"),
    "a billion laughs": Fault(OBJECTIVE, LAUGHS, "OKR006"),
    "a recursive alias": Fault(OBJECTIVE, win("tags: &a [*a]"), "OKR006"),
    "an alias to nothing": Fault(OBJECTIVE, win("tags: *a"), "OKR006"),
    "a merge key": Fault(OBJECTIVE, win("<<: {why: It pays}"), "OKR006"),
    "a thousand open brackets": Fault(OBJECTIVE, titled("[" * 1000), "OKR001"),
    "a thousand open braces": Fault(OBJECTIVE, titled("{a: " * 1000), "OKR001"),
    "300 levels": Fault(OBJECTIVE, "title: Win\n" + "".join(f"{' ' * n}a:\n" for n in range(300)), "OKR001"),
    "a thousand dashes": Fault(OBJECTIVE, "title: Win\ntags: \n  " + "- " * 1000 + "a\n", "OKR001"),
    "a thousand question marks": Fault(OBJECTIVE, "? " * 1000 + "a\n", "OKR001"),
    "merge markers at column 1": Fault(OBJECTIVE, win(CONFLICT.format("")), "OKR003"),
    "merge markers inside a text": Fault(OBJECTIVE, win("why: |\n  " + CONFLICT.format("  ")), "OKR003"),
    "a merge marker in CRLF": Fault(OBJECTIVE, win(CONFLICT.format("")).replace("\n", "\r\n"), "OKR003"),
    "a newer format": Fault(SETTINGS, "format: 2\nnews: yes\n", "OKR010 OKR013", complete=True),
    "a format that is a word": Fault(SETTINGS, "format: one\n", "OKR013"),
    "settings that are a list": Fault(SETTINGS, "- format: 1\n", "OKR005"),
    "a check-in with a list of updates": Fault(CHECK_IN, "date: 2026-11-20\nupdates: [win/nps]\n", "OKR013"),
    "an update that is a number": Fault(CHECK_IN, "date: 2026-11-20\nupdates: {win/nps: 35}\n", "OKR013"),
    "an update of an objective": Fault(CHECK_IN, "date: 2026-11-20\nupdates: {win: {value: 35}}\n", "OKR023"),
    "a check-in of nothing": Fault(CHECK_IN, "date: 2026-11-20\nupdates: {}\n", "", complete=True),
    "a future check-in": Fault(CHECK_IN, on("2036-11-20"), "OKR409", complete=True),
    "a card with bands of nothing": Fault(CARD, GOOD[CARD] + 'bands: {green: ">= "}\n', "OKR013"),
    "a card of itself": Fault(CARD, GOOD[CARD] + "parent: churn\n", "OKR024"),
    "readings that are a mapping": Fault(READINGS, "date: 2026-11-02\nreadings: {churn: 2}\n", "OKR013"),
    "a reading without a KPI": Fault(READINGS, "date: 2026-11-02\nreadings: [{value: 2}]\n", "OKR011"),
    "a reading that is a list": Fault(READINGS, "date: 2026-11-02\nreadings: [[churn, 2]]\n", "OKR013"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_bad_file_harms_nothing_but_itself(
    name: str, make: Make, run_in: RunIn, tree_of: Callable[[Path], dict[str, bytes]]
) -> None:
    fault = FAULTS[name]
    root = make(GOOD)
    content = fault.text if isinstance(fault.text, bytes) else fault.text.encode("utf-8", "surrogatepass")
    (root / fault.file).write_bytes(content)
    before = tree_of(root)

    answers = {line: run_in(f"{line} --as-of 2026-11-21", root) for line in LINES}

    assert tree_of(root) == before
    for line, answer in answers.items():
        assert answer.code in {0, 1, 2, 3, 4, 5}, (line, answer)
        assert "Traceback" not in answer.out + answer.err, line
        assert "\x1b" not in answer.out + answer.err, line
    document = json.loads(answers["lint --json"].out)
    codes = {finding["code"] for finding in document["findings"] if finding["path"] == fault.file}
    assert codes >= set(fault.codes.split())
    assert fault.complete in {None, document["complete"]}
    if answers["report --json"].code == 0:
        assert json.loads(answers["report --json"].out)["complete"] == document["complete"]


@pytest.mark.parametrize("name", [name for name, fault in FAULTS.items() if fault.file != SETTINGS])
def test_what_others_hold_stays_usable(name: str, make: Make, run_in: RunIn) -> None:
    fault = FAULTS[name]
    root = make(GOOD)
    content = fault.text if isinstance(fault.text, bytes) else fault.text.encode("utf-8", "surrogatepass")
    (root / fault.file).write_bytes(content)

    lint = run_in("lint --format concise --as-of 2026-11-21", root)
    checkin = run_in("checkin calm/pulse 8 --dry-run --as-of 2026-11-21", root)

    assert "calm.yaml:3:33: warning[OKR202]" in lint.out
    assert (checkin.code, re.findall(r"value: (\S+?)}", checkin.out)) == (0, ["8"])
