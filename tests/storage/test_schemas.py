"""The published JSON Schemas: what they accept, what they refuse, and the copies in a workspace."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

import okrctl
from okrctl.core.errors import WriteRefused
from okrctl.storage import schemas

Make = Callable[[Mapping[str, str]], Path]

OBJECTIVE = """\
$schema: ../../../.okrctl/schema/1/objective.json
title: Become the tool that finance teams recommend
why: Word of mouth is our cheapest channel
type: aspirational
level: team
focus: external
team: growth
owner: ana
parent: 2026/double-the-business
state: active
start_on: 2026-10-01
due: 2026-12-31
weight: 1
progress_from: key_results
continues: 2026-Q3/win-finance
tags: [expansion]
initiatives:
  - {title: Partner programme, url: "https://example.com/p/12", done: false}
kpis: [promoter-score]
decisions:
  - {date: 2026-11-03, by: ana, text: "Target of referrals lowered: the partner launch moved to January"}
key_results:
  nps:
    title: Lift the promoter score of finance users
    kpi: promoter-score
    start: 31
    target: 45
  referrals:
    title: Referrals each month
    start: 10k
    target: +50%
    plan: {2026-10-31: 11, 2026-11-30: 12}
    after: {reached: launch-2026/go-live/shipped, within: 3 months}
    parts: {emea: {title: In Europe, target: 5}}
  launch:
    title: Partner programme is live
    kind: milestone
    steps:
      brief: {title: Brief agreed}
      contract: {title: First contract, weight: 2}
"""
CHECK_IN = """\
date: 2026-11-21
at: 2026-11-21T09:30:12Z
by: ana
note: A good week
updates:
  win-finance/referrals: {value: 13, confidence: 0.6, note: "Two partners went live"}
  win-finance/launch:
    done: [brief]
    undone: contract
    status: at_risk
    blockers: [Legal review]
    next: Sign with the third partner
priorities: [Sign partner three]
wins: [First referral that renewed]
"""
KPI = """\
title: Promoter score of paying customers
owner: ana
review: quarter
measure: month
unit: points
better: up
target: {2026-Q4: 45, 2027: 50}
bands: {green: ">= 40", amber: ">= 30"}
benchmark: 36
limits_from: {first: 2026-01-01, last: 2026-06-30}
source: {csv: data/nps.csv, date: month, value: nps}
"""


def as_an_editor_sees(value: Any) -> Any:
    """The value in JSON's types: days and moments are texts, keys too."""
    if isinstance(value, dict):
        return {str(as_an_editor_sees(key)): as_an_editor_sees(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_an_editor_sees(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def errors(kind: str, text: str) -> list[str]:
    document = as_an_editor_sees(YAML(typ="safe", pure=True).load(text))
    return [error.message for error in jsonschema.Draft7Validator(schemas.file_schema(kind)).iter_errors(document)]


def kind_of(path: Path) -> str:
    """The kind that the first line of a file names."""
    return path.read_text(encoding="utf-8").partition("\n")[0].rpartition("/")[2].removesuffix(".json")


def example_files() -> Iterator[Path]:
    return (Path(okrctl.__file__).parent.parent / "examples").glob("**/*.yaml")


@pytest.mark.parametrize("kind", schemas.FILE_KINDS)
def test_each_is_a_schema_of_draft_7_without_null(kind: str) -> None:
    schema = schemas.file_schema(kind)

    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert not {"null", "$defs"} & set(json.dumps(schema, default=str).replace('"', " ").split())


@pytest.mark.parametrize(("kind", "text"), [("objective", OBJECTIVE), ("checkin", CHECK_IN), ("kpi", KPI)])
def test_what_the_format_allows_fits(kind: str, text: str) -> None:
    assert errors(kind, text) == []


def test_every_example_fits_the_schema_that_its_first_line_names() -> None:
    files = {path: errors(kind_of(path), path.read_text(encoding="utf-8")) for path in example_files()}

    assert files
    assert {path: found for path, found in files.items() if found} == {}


@pytest.mark.parametrize(
    "text", ["date: 2026-11-21\nverdict: keep\n", "date: 2026-11-21\nverdict: about_right\ngrade: 0.7\n"]
)
def test_a_review_is_that_of_an_objective_or_of_a_kpi(text: str) -> None:
    assert errors("review", text) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("objective", "titel: Win\n"),
        ("objective", "why: Nobody knows\n"),
        ("objective", "title: Win\nstate: open\n"),
        ("objective", "title: Win\nkey_results: {Bad_Id: {title: x}}\n"),
        ("objective", "title: Win\nkey_results: {nps: {title: x, target: $5}}\n"),
        ("objective", "title: Win\nowner:\n"),
        ("checkin", "date: 21.11.2026\n"),
        ("checkin", "date: 2026-11-21\nupdates: {a/b: {confidence: 7}}\n"),
        ("review", "date: 2026-11-21\nverdict: fine\n"),
        ("workspace", "name: Northwind\n"),
    ],
)
def test_what_the_format_refuses_does_not_fit(kind: str, text: str) -> None:
    assert errors(kind, text) != []


def test_installing_writes_every_schema_once(make: Make) -> None:
    root = make({})

    first, second = schemas.install(root), schemas.install(root)

    assert first == (tuple(f".okrctl/schema/1/{kind}.json" for kind in schemas.FILE_KINDS), ())
    assert second == ((), ())
    assert sorted(path.name for path in (root / ".okrctl/schema/1").iterdir()) == sorted(
        f"{kind}.json" for kind in schemas.FILE_KINDS
    )
    assert json.loads((root / first[0][0]).read_text())["title"] == "okrctl workspace"


def test_installing_mends_a_schema_that_says_something_else(make: Make) -> None:
    root = make({})
    schemas.install(root)
    (root / ".okrctl/schema/1/kpi.json").write_text("{}")

    assert schemas.install(root) == ((".okrctl/schema/1/kpi.json",), ())


def test_installing_through_a_link_out_of_the_workspace_is_refused(make: Make, tmp_path: Path) -> None:
    root = make({})
    (tmp_path / "elsewhere").mkdir()
    (root / ".okrctl").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(WriteRefused, match="out of the workspace"):
        schemas.install(root)


def test_installing_where_a_file_is_in_the_way_is_refused(make: Make) -> None:
    root = make({".okrctl": "in the way"})

    with pytest.raises(WriteRefused, match="nothing was written"):
        schemas.install(root)
