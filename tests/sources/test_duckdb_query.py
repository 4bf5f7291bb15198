"""`pull` from a DuckDB query: one SELECT, nothing downloaded, nothing written."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Pull = Callable[..., Any]
Values = Callable[[], list[str]]
FILES = {"data/x.csv": "day,v\n2026-09-05,3.10\n2026-10-05,4\n"}


def source(query: str, more: str = "") -> str:
    return f'{{sql: "{query}"{more}}}'


def test_a_query_reads_files_of_the_workspace_by_their_relative_path(pull: Pull, values: Values) -> None:
    answer = pull(source("SELECT day, v::decimal(9,2) FROM 'data/x.csv'"), files=FILES)

    assert (answer.code, values()) == (0, ["2026-09-05 3.1", "2026-10-05 4"])


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("COPY (SELECT 1) TO 'evil.csv'", "sql: expected one SELECT"),
        ("INSTALL httpfs", "sql: expected one SELECT"),
        ("ATTACH 'evil.db'", "sql: expected one SELECT"),
        ("SET threads = 9", "sql: expected one SELECT"),
        ("SELECT 1; SELECT 2", "sql: expected one SELECT"),
        ("SELECT source, 1", 'sql: Binder Error: Referenced column "source"'),
        ("SELECT * FROM connection", "sql: Catalog Error: Table with name connection does not exist"),
        ("SELEC 1", "sql: Parser Error: syntax error"),
        ("SELECT 1", "the query gives the columns 1, not two"),
        ("SELECT '2026-10', 'many'", 'row 1: expected a number, found "many"'),
        ("SELECT '2026-10', 1 FROM 'gone.csv'", "sql: IO Error: No files found"),
    ],
)
def test_what_is_no_query_is_refused_and_writes_nothing(
    pull: Pull, tmp_path: Path, tree_of: Callable[[Path], dict[str, bytes]], query: str, said: str
) -> None:
    answer = pull(source(query))

    assert answer.code == 6
    assert said in answer.err
    assert list(tree_of(tmp_path / "workspace")) == ["kpis/nps.yaml", "okrctl.yaml"]


def test_a_query_without_an_end_is_given_up(pull: Pull) -> None:
    answer = pull(source("SELECT '2026-10', count(*) FROM range(100000000000)", ", timeout: 0.3"))

    assert (answer.code, answer.err.splitlines()[0]) == (6, "error: kpis/nps: no answer within 0.3 seconds")


def test_without_duckdb_the_error_says_what_to_install(pull: Pull, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)

    answer = pull(source("SELECT 1, 2"))

    assert (answer.code, answer.err) == (
        6,
        'error: kpis/nps: DuckDB is not installed\n  help: pip install "okrctl[sql]"\n',
    )
