"""The formats of `okrctl lint`, and that what somebody wrote into a title stays a title in each of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from okrctl.lint import MANUALS

Sample = Callable[[str], Path]
RunIn = Callable[..., Any]

SARIF = json.loads((Path(__file__).parent / "sarif-2.1.0.schema.json").read_text())

PATH = "cycles/2026-Q4/objectives/goal.yaml"
GOAL = f"""\
# {PATH}
title: %s
key_results:
  days: {{title: Days until the books are closed, start: 9, target: 3, target: 4}}
"""


def test_concise_is_a_line_for_each(sample: Sample, run_in: RunIn) -> None:
    answer = run_in("lint --format concise --as-of 2026-10-01", sample(GOAL % "Keep 3 days"))

    assert answer.out == (
        f'{PATH}:1:8: advice[OKR301] "Keep 3 days" holds a number, "3": that is a key result\n'
        f'{PATH}:1:8: advice[OKR302] "Keep 3 days" is business as usual ("keep")\n'
        f'{PATH}:3:71: error[OKR012] key result "days" has the key "target" twice\n'
        "1 error, 2 advice in 2 files\n"
    )


def test_json_is_one_document_with_every_place(sample: Sample, run_in: RunIn) -> None:
    answer = run_in("lint --json --as-of 2026-10-01", sample(GOAL % "Month-end stops hurting"))

    assert json.loads(answer.out) == {
        "schema": "okrctl.lint/1",
        "complete": False,
        "summary": {"errors": 1, "warnings": 0, "advice": 0, "files": 2, "unreadable": 0},
        "findings": [
            {
                "code": "OKR012",
                "level": "error",
                "message": 'key result "days" has the key "target" twice',
                "path": PATH,
                "line": 3,
                "column": 71,
                "end_line": 3,
                "end_column": 77,
                "ref": "2026-Q4/goal/days",
                "help": "keep one of the two lines",
                "related": [{"path": PATH, "line": 3, "column": 60, "message": "first set here"}],
                "fix": None,
            }
        ],
    }


def test_github_makes_an_annotation_of_each(sample: Sample, run_in: RunIn) -> None:
    answer = run_in("lint --format github --as-of 2026-10-01", sample(GOAL % "Keep it short"))

    assert answer.out == (
        f'::notice file={PATH},line=1,endLine=1,col=8,endColumn=21,title=OKR302::"Keep it short" is business as usual'
        ' ("keep")%0Asay what is to become different; what is to stay is a KPI, or a key result of kind at_least\n'
        f'::error file={PATH},line=3,endLine=3,col=71,endColumn=77,title=OKR012::key result "days" has the key "target"'
        " twice%0Akeep one of the two lines\n"
    )


def test_github_says_nothing_where_nothing_is_found(sample: Sample, run_in: RunIn) -> None:
    assert run_in("lint --format github", sample("")).out == ""


def test_paths_lead_from_the_top_of_the_repository(tmp_path: Path, run_in: RunIn) -> None:
    goals = tmp_path / "team" / "goals"
    goals.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (goals / "okrctl.yaml").write_text("format: one\n")

    github = run_in("lint --format github", goals)
    sarif = run_in("lint --format sarif", goals)

    assert github.out.startswith("::error file=team/goals/okrctl.yaml,")
    assert '"uri": "team/goals/okrctl.yaml"' in sarif.out


NASTY = (
    "'Keep %0A::error file=x::hacked 3'",
    '"Keep \\u2028::error::hacked 3"',
    "'Keep [red]3[/] [x](https://evil.example) {0}'",
    "'Keep 3 \\'",
    "'Keep \u202e3 evil'",
    "'Keep 3 ``` <script>'",
    "'Keep 3, title=x'",
    "'Keep ::set-output name=x::3'",
)


@pytest.mark.parametrize("title", NASTY)
def test_a_title_cannot_write_an_annotation(title: str, sample: Sample, run_in: RunIn) -> None:
    answer = run_in("lint --format github --as-of 2026-10-01", sample(GOAL % title))

    lines = answer.out.splitlines()
    assert {line.split(" ", 1)[0] for line in lines} <= {"::notice", "::error"}
    assert all(re.fullmatch(r"::\w+ (?:\w+=[^:,]*,?)+::[^\r\n]*", line) for line in lines)


@pytest.mark.parametrize("title", [*NASTY, "Keep 3", "[", '"a\\nb"'])
def test_sarif_is_valid_whatever_is_written(title: str, sample: Sample, run_in: RunIn) -> None:
    answer = run_in("lint --format sarif --as-of 2026-10-01", sample(GOAL % title))

    log = json.loads(answer.out)
    Draft7Validator(SARIF).validate(log)
    texts = [result["message"]["text"] for result in log["runs"][0]["results"]]
    assert texts
    assert not any("](" in text or re.search(r"(?<!\{)\{\d", text) for text in texts)


@pytest.mark.parametrize("code", MANUALS)
def test_sarif_is_valid_for_every_code(code: str, sample: Sample, run_in: RunIn) -> None:
    manual = MANUALS[code]

    answer = run_in(f"lint --format sarif --as-of {manual.as_of}", sample(manual.bad))

    run = json.loads(answer.out)["runs"][0]
    Draft7Validator(SARIF).validate(json.loads(answer.out))
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [code]
    assert {result["ruleIndex"] for result in run["results"]} == {0}


def test_a_fingerprint_stays_when_lines_move(sample: Sample, run_in: RunIn) -> None:
    root = sample(GOAL % "Keep it short")
    before = run_in("lint --format sarif --as-of 2026-10-01", root)
    (root / PATH).write_text("# a new first line\n" + (root / PATH).read_text())

    after = run_in("lint --format sarif --as-of 2026-10-01", root)

    assert prints(before.out) == prints(after.out)
    assert len(set(prints(after.out))) == 2


def prints(out: str) -> list[str]:
    return [result["partialFingerprints"]["okrctl/v1"] for result in json.loads(out)["runs"][0]["results"]]


@pytest.mark.parametrize("title", NASTY)
def test_text_shows_the_line_as_it_is_written(title: str, sample: Sample, run_in: RunIn) -> None:
    answer = run_in("lint --as-of 2026-10-01", sample(GOAL % title))

    shown = title.replace("\u202e", "\\u{202e}")
    assert f"1 | title: {shown}\n" in answer.out


@pytest.mark.parametrize(
    ("line", "under"),
    [
        ("title: 日本語 #1 よ", "                  ^^^^^"),
        ("title: Cafe\u0301 #1 now", "                ^^^^^^"),
        ("title: 😀 #1 now", "              ^^^^^^"),
    ],
)
def test_carets_stand_below_the_fault_in_cells(line: str, under: str, sample: Sample, run_in: RunIn) -> None:
    answer = run_in(
        "lint --as-of 2026-10-01", sample(f"# {PATH}\n{line}\nkey_results:\n  a: {{title: A, kind: score}}\n")
    )

    lines = answer.out.splitlines()
    excerpt = next(number for number, text in enumerate(lines) if text.startswith("1 | title:"))
    assert lines[excerpt + 1] == f"  | {under.removeprefix('    ')}"


def test_a_tab_is_shown_as_four_cells(sample: Sample, run_in: RunIn) -> None:
    root = sample(f'# {PATH}\ntitle: A\nkey_results: {{a: {{title: "x\ty", taget: 3}}}}\n')

    answer = run_in("lint --as-of 2026-10-01", root)

    assert (
        '2 | key_results: {a: {title: "x    y", taget: 3}}\n  |                                    ^^^^^\n'
        in answer.out
    )


def test_columns_count_characters_behind_a_byte_order_mark_and_crlf(sample: Sample, run_in: RunIn) -> None:
    root = sample(GOAL % "日本語 Keep")
    text = (root / PATH).read_bytes().replace(b"\n", b"\r\n").replace(b"target: 4", b"\xe6\x97\xa5: 4")
    (root / PATH).write_bytes(b"\xef\xbb\xbf" + text)

    answer = run_in("lint --format concise --as-of 2026-10-01", root)

    assert f'{PATH}:3:71: error[OKR010] unknown key "日"' in answer.out


def test_a_very_long_line_is_shown_around_the_fault(sample: Sample, run_in: RunIn) -> None:
    root = sample(f"# {PATH}\ntitle: A\nkey_results: {{a: {{title: {'x' * 5000}, taget: 3}}}}\n")

    answer = run_in("lint --as-of 2026-10-01", root)

    assert max(map(len, answer.out.splitlines())) < 400
    assert "taget: 3" in answer.out


def test_sentences_break_between_words_where_there_is_a_width(sample: Sample, run_in: RunIn) -> None:
    root = sample("# cycles/2026-Q4/objectives/win.yaml\ntitle: Win\nteam: growth\nstate: somewhere else\n")

    answers = [
        run_in("lint --as-of 2026-10-01", root, **about).out.splitlines()[:2] for about in ({"COLUMNS": "60"}, {})
    ]

    assert answers == [
        ["error[OKR013]: state: expected draft, active, cancelled or", '    deferred, found "somewhere else"'],
        [
            'error[OKR013]: state: expected draft, active, cancelled or deferred, found "somewhere else"',
            "  --> cycles/2026-Q4/objectives/win.yaml:3:8",
        ],
    ]
