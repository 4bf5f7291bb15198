"""Mutated valid files: whatever is written, it is read without an exception, and every command answers."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okrctl.storage.loading import load
from okrctl.storage.reading.documents import read_document

EXAMPLES = int(os.environ.get("OKRCTL_FUZZ", "60"))
"""How many files are tried; more in a night."""

FILES = {
    "okrctl.yaml": """\
format: 1
name: Northwind
fiscal_year_starts: 2
levels: [company, team]
teams:
  growth: {name: Growth, lead: ana}
people:
  ana: {name: Ana, email: ana@northwind.example, team: growth}
  bo: {name: Bo, left: 2026-09-30}
checkins: {every: week, grace_days: 3}
lint: {ignore: [OKR301], warn: OKR302}
""",
    "cycles/launch-2026/cycle.yaml": "title: Launch\nstart: 2026-09-01\nend: 2026-12-31\nstate: active\n",
    "cycles/launch-2026/objectives/win.yaml": """\
# the one that matters
title: Become the tool that finance teams recommend
why: |
  Word of mouth
  is our cheapest channel
type: committed
level: team
team: growth
owner: [ana, bo]
parent: [launch-2026/base, launch-2026/base/first]
start_on: 2026-10-01
due: 2026-12-31
kpis: [churn]
initiatives:
  - {title: Partner programme, url: "https://example.com/p/12", done: false}
decisions:
  - {date: 2026-11-03, by: ana, text: "Target lowered"}
key_results:
  nps: {title: Score, kpi: churn, start: 31, target: 45}
  referrals:
    title: Referrals each month
    start: 10
    target: +50%
    plan: {2026-11-01: 11, 2026-12-01: 13}
    scoring: {0.3: a, 0.7: b}
  launch:
    title: Programme is live
    kind: milestone
    steps: {brief: {title: Brief}, contract: {title: First contract, weight: 2}}
  calm:
    title: Calm
    parts:
      day: {title: Day, kind: between, low: 1, high: 3}
      night: {title: Night, kind: recurring, target: 3, per: month}
    after: {reached: launch-2026/base/first, within: 3 months}
""",
    "cycles/launch-2026/objectives/base.yaml": (
        "title: Base\nprogress_from: both\nkey_results:\n  first: {title: First, kind: at_most, target: 5, risk: 8}\n"
    ),
    "cycles/launch-2026/checkins/2026-11/2026-11-20-ana-k7f3q2m9.yaml": """\
date: 2026-11-20
at: 2026-11-20T09:30:12Z
by: ana
note: "A good week"
updates:
  win/referrals: {value: 13, confidence: 0.6, note: "Two partners"}
  win/launch: {done: [brief], status: at_risk, blockers: [Legal]}
  base/first: {value: 4}
priorities: [Sign partner three]
supersedes: k7f3q2m8
""",
    "cycles/launch-2026/reviews/base.yaml": "date: 2026-11-20\ngrade: 0.7\nreason: Fine\nverdict: about_right\n",
    "cycles/launch-2026/reviews/kpis/churn.yaml": "date: 2026-11-20\nverdict: keep\n",
    "kpis/churn.yaml": """\
title: Churn
unit: "%"
better: down
aggregate: mean
target: {launch-2026: 2, 2027: +10%}
start: 3
bands: {green: "<= 2.3", amber: "2.3..2.7"}
segments: [emea, amer]
limits_from: {first: 2026-01-01, last: 2026-06-30}
source: {csv: data/churn.csv, date: month, value: churn}
review: quarter
""",
    "kpis/mood.yaml": 'title: Mood\nscale: [poor, fair, good]\nbands: {green: ">= good"}\nparent: churn\n',
    "kpis/readings/2026-11/2026-11-02-ana-p2c8x4m1.yaml": (
        "date: 2026-11-02\nreadings:\n  - {kpi: churn, value: 2.1, segment: emea, signal: Fog}\n"
        "  - {kpi: churn, value: 2.2, date: 2026-10-02}\n  - {kpi: mood, value: fair}\n"
    ),
}  # fmt: skip

PIECES = (
    "\t", "\r", "\r\n", "\n", "\n\n", " ", "  ", ":", ": ", "- ", "? ", "#", " #", "[", "]", "{", "}", ",", "'", '"', "|", ">", "|+\n", "&a ", "*a",
    "!!str ", "!x ", "%", "@", "`", "---\n", "...\n", "<<: ", "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "\0", "\x1b", "\x85", "\ufeff", "\u2028",
    "\u202e", "\u200b", "é", "e\u0301", "日", "😀", "\ud800", "null", "~", "true", "no", ".nan", "-.inf", "1e999", "1e9", "0x1F", "0o7", "1_000", "1,000",
    "-0.0", "9" * 40, "0." + "1" * 40, "+5%", "-5pp", "12:30", "2026-02-30", "0001-01-01", "9999-12-31", "2026-11-20T09:30:12+14:00", "\\", "\\e", "\\u0000",
    "title: ", "key_results:\n", "parts: ", "format: ", "win/nps: ", "kpis/churn", "launch-2026/win", "\n  x: y\n", "[" * 70, "- " * 70, "x" * 300, "..",
    "/", "$schema: x\n", "kind: baseline", "target: 31", "start: 45", "weight: 0", "weight: -1", "state: draft", "start: 9999-12-31\nend: 0001-01-01\n",
)  # fmt: skip

Mutation = tuple[int, int, str]


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, str]:
    """The path and the text of one of the files after a few cuts and insertions."""
    path = draw(st.sampled_from(sorted(FILES)))
    text = FILES[path]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from((0, 0, 0, 1, 2, 5, 30))))
        text = text[:start] + draw(st.sampled_from(PIECES) | st.text(max_size=4)) + text[end:]
    return path, text


@given(mutated(), st.sampled_from(("2026-11-21", "0001-01-01", "9999-12-31")))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_command_answers(
    make: Callable[[dict[str, str]], Path], run_in: Callable[..., Any], mutation: tuple[str, str], day: str
) -> None:
    path, text = mutation
    root = make(FILES)
    (root / path).write_bytes(text.encode("utf-8", "surrogatepass"))

    load(root)
    answers = [
        run_in(line, root)
        for line in (
            f"lint --format sarif --as-of {day}",
            f"lint --fix --dry-run --as-of {day}",
            f"report --json --cycle launch-2026 --as-of {day}",
            f"show launch-2026/win --as-of {day}",
        )
    ]

    assert [(answer.code, answer.err) for answer in answers if answer.code == 70] == []


@given(
    st.binary(max_size=60)
    | st.text(st.sampled_from("".join(PIECES)), max_size=40).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
@settings(max_examples=4 * EXAMPLES, deadline=None)
def test_any_bytes_are_a_document_or_findings(data: bytes) -> None:
    document, findings = read_document("x.yaml", data)

    assert document is not None or findings
    for finding in findings:
        assert finding.span is None or (finding.span.line >= 1 and finding.span.column >= 1)
