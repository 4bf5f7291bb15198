"""`okrctl lint --fix`: what can be read in one way only is written plain; not one other byte changes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from okrctl.core.errors import WriteRefused
from okrctl.storage.loading import load
from okrctl.storage.writing.fixing import fix

Sample = Callable[[str], Path]
RunIn = Callable[..., Any]

PATH = "cycles/2026-Q4/objectives/month-end.yaml"
GOAL = f"""\
# {PATH}
title: Month-end stops hurting   # since spring
key_results:
  days: {{title: Days, start: 9e0, target: 3}}
  late:
    title: Invoices booked late
    start: 1,250,000             # counted by hand
    target: "1_000"
    due: 2026-12-5
"""


def test_fix_replaces_the_values_and_nothing_else(sample: Sample, run_in: RunIn) -> None:
    root = sample(GOAL)

    answer = run_in("lint --fix --as-of 2026-10-01", root)

    assert answer == (0, "no findings in 2 files\n", f"fixed 4 values: {PATH}\n")
    assert (root / PATH).read_text() == GOAL.partition("\n")[2].replace("9e0", "9").replace(
        "1,250,000", "1250000"
    ).replace('"1_000"', "1000").replace("12-5", "12-05")


def test_a_byte_order_mark_and_line_ends_stay(sample: Sample, run_in: RunIn) -> None:
    root = sample(GOAL)
    before = b"\xef\xbb\xbf" + (root / PATH).read_bytes().replace(b"\n", b"\r\n")
    (root / PATH).write_bytes(before)

    run_in("lint --fix --as-of 2026-10-01", root)

    fixed = before.replace(b"9e0", b"9").replace(b"1,250,000", b"1250000").replace(b'"1_000"', b"1000")
    assert (root / PATH).read_bytes() == fixed.replace(b"12-5", b"12-05")


def test_a_time_in_another_zone_is_written_in_utc(sample: Sample, run_in: RunIn) -> None:
    path = "cycles/2026-Q4/checkins/2026-11/one.yaml"
    root = sample(f"# {path}\ndate: 2026-11-20\nat: 2026-11-20T10:30:00+01:00\n")

    run_in("lint --fix", root)

    assert (root / path).read_text() == "date: 2026-11-20\nat: 2026-11-20T09:30:00Z\n"


@pytest.mark.parametrize("value", ["$5", "1,250", "9,5", "+5", "45 %", "nine", "1.2m", "1e400", ".inf", "1,25,000"])
def test_what_can_be_read_in_two_ways_stays(value: str, sample: Sample, run_in: RunIn) -> None:
    root = sample(GOAL.replace("9e0", "9").replace("1,250,000", value).replace('"1_000"', "1").replace("12-5", "12-05"))
    before = (root / PATH).read_bytes()

    answer = run_in("lint --fix --as-of 2026-10-01", root)

    assert (root / PATH).read_bytes() == before
    assert (answer.code, answer.err) == (1, "")


@pytest.mark.parametrize("day", ["2026-02-30", "05.12.2026", "2026-13-1", "2026/12/05", "2026-12-05T10:00:00Z"])
def test_a_day_that_may_be_another_one_stays(day: str, sample: Sample, run_in: RunIn) -> None:
    root = sample(GOAL.replace("9e0", "9").replace("1,250,000", "5").replace('"1_000"', "1").replace("2026-12-5", day))
    before = (root / PATH).read_bytes()

    run_in("lint --fix --as-of 2026-10-01", root)

    assert (root / PATH).read_bytes() == before


def test_a_dry_run_shows_the_diff_and_writes_nothing(sample: Sample, run_in: RunIn) -> None:
    root = sample(GOAL.replace("1,250,000", "5").replace('"1_000"', "1").replace("12-5", "12-05"))
    before = (root / PATH).read_bytes()

    answer = run_in("lint --fix --dry-run --as-of 2026-10-01", root)

    assert (root / PATH).read_bytes() == before
    assert "-  days: {title: Days, start: 9e0, target: 3}\n+  days: {title: Days, start: 9, target: 3}\n" in answer.out
    assert answer.code == 1


def test_fix_with_json_answers_what_is_left(sample: Sample, run_in: RunIn) -> None:
    answer = run_in("lint --fix --json --as-of 2026-10-01", sample(GOAL.replace("9e0", "nine")))

    document = json.loads(answer.out)
    assert [(f["code"], f["fix"]) for f in document["findings"]] == [("OKR013", None)]


def test_a_finding_that_can_be_fixed_says_what_would_stand_there(sample: Sample, run_in: RunIn) -> None:
    answer = run_in("lint --json --as-of 2026-10-01", sample(GOAL))

    fix = json.loads(answer.out)["findings"][0]["fix"]
    assert fix == {"line": 3, "column": 30, "end_line": 3, "end_column": 33, "text": "9"}


def test_only_files_that_are_asked_for_are_fixed(sample: Sample, run_in: RunIn) -> None:
    root = sample(GOAL + "# kpis/churn.yaml\ntitle: Churn\nstart: 1e3\n")

    answer = run_in("lint --fix kpis --as-of 2026-10-01", root)

    assert answer.err == "fixed 1 value: kpis/churn.yaml\n"
    assert b"9e0" in (root / PATH).read_bytes()


def test_nothing_is_fixed_in_a_newer_format(sample: Sample, run_in: RunIn, tree_of: Callable[..., Any]) -> None:
    root = sample(GOAL + "# okrctl.yaml\nformat: 2\n")
    before = tree_of(root)

    answer = run_in("lint --fix", root)

    assert (answer.code, tree_of(root)) == (3, before)


def test_nothing_is_fixed_where_the_settings_are_broken(
    sample: Sample, run_in: RunIn, tree_of: Callable[..., Any]
) -> None:
    root = sample(GOAL + "# okrctl.yaml\nformat: [1\n")
    before = tree_of(root)

    answer = run_in("lint --fix", root)

    assert (answer.code, tree_of(root)) == (1, before)


def test_fix_commits_exactly_what_it_wrote(sample: Sample, run_in: RunIn) -> None:
    root = sample(GOAL.replace(".yaml\n", ".yaml (as of 2026-10-01)\n", 1))
    for key, value in (("user.name", "Ana"), ("user.email", "ana@northwind.example")):
        subprocess.run(["git", "config", key, value], cwd=root, check=True)

    run_in("lint --fix --commit --as-of 2026-10-01", root)

    shown = subprocess.run(
        ["git", "show", "--format=%s", "--name-only"], cwd=root, check=True, capture_output=True, text=True
    )
    assert shown.stdout == f"fixed 4 values spelled in another way\n\n{PATH}\n"


def test_options_of_fix_need_it(sample: Sample, run_in: RunIn) -> None:
    assert run_in("lint --dry-run", sample(GOAL)).code == 2


@pytest.mark.parametrize(
    "meanwhile",
    [
        GOAL.partition("\n")[2].replace("Month-end", "Month-end, at last,").replace("title: Days", "title: All days"),
        "title: [\n",
    ],
)
def test_a_file_that_was_changed_meanwhile_is_left_alone(meanwhile: str, sample: Sample) -> None:
    root = sample(GOAL)
    loaded = load(root)
    (root / PATH).write_text(meanwhile)

    with pytest.raises(WriteRefused, match="changed meanwhile"):
        fix(loaded, loaded.findings, lock=False)

    assert (root / PATH).read_text() == meanwhile


def test_a_replacement_that_would_change_anything_else_is_refused(sample: Sample) -> None:
    root = sample(GOAL)
    loaded = load(root)
    before = (root / PATH).read_bytes()
    wrong = [replace(finding, fix="1, weight: 2") for finding in loaded.findings]

    with pytest.raises(WriteRefused, match="cannot be replaced safely"):
        fix(loaded, wrong, lock=False)

    assert (root / PATH).read_bytes() == before
