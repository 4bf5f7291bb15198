"""`pull` from a SQLite file: a query that reads, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Okrctl = Callable[..., Any]
Values = Callable[[], list[str]]


def card(query: str, *, file: str = "data/x.db", more: str = "") -> dict[str, str]:
    return {"kpis/nps.yaml": f"title: Score\nsource:\n  sqlite: {file}\n  query: {query}\n{more}"}


def database(path: Path, *, wal: bool = False) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        if wal:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE sales (day TEXT, amount REAL)")
        connection.executemany("INSERT INTO sales VALUES (?, ?)", [("2026-09-05", 1.5), ("2026-10-05", 0.1 + 0.2)])
        connection.commit()
    return path


def test_a_query_gives_date_and_value(okrctl: Okrctl, values: Values, tmp_path: Path) -> None:
    run = okrctl(card("SELECT day, round(sum(amount), 2) FROM sales GROUP BY substr(day, 1, 7)"))
    database(tmp_path / "workspace/data/x.db")

    answer = run("pull")

    assert (answer.code, values()) == (0, ["2026-09-05 1.5", "2026-10-05 0.3"])


def test_columns_that_are_called_date_and_value_may_stand_anywhere(
    okrctl: Okrctl, values: Values, tmp_path: Path
) -> None:
    run = okrctl(card("SELECT amount AS Value, 'x' AS note, day AS date FROM sales LIMIT 1"))
    database(tmp_path / "workspace/data/x.db")

    run("pull")

    assert values() == ["2026-09-05 1.5"]


def test_the_card_may_name_the_columns(okrctl: Okrctl, values: Values, tmp_path: Path) -> None:
    run = okrctl(card("SELECT 1 AS one, * FROM sales LIMIT 1", more="  date: day\n  value: amount\n"))
    database(tmp_path / "workspace/data/x.db")

    run("pull")

    assert values() == ["2026-09-05 1.5"]


@pytest.mark.parametrize("wal", [False, True])
def test_nothing_is_written_beside_the_file_or_in_it(
    okrctl: Okrctl, tmp_path: Path, tree_of: Callable[[Path], dict[str, bytes]], wal: bool
) -> None:
    run = okrctl(card("SELECT day, amount FROM sales"))
    database(tmp_path / "workspace/data/x.db", wal=wal)
    before = tree_of(tmp_path / "workspace/data")

    run("pull")

    assert tree_of(tmp_path / "workspace/data") == before


def test_what_a_running_program_has_only_in_its_log_is_read_too(okrctl: Okrctl, values: Values, tmp_path: Path) -> None:
    run = okrctl(card("SELECT day, amount FROM sales"))
    path = database(tmp_path / "workspace/data/x.db", wal=True)

    with closing(sqlite3.connect(path)) as program:
        program.execute("INSERT INTO sales VALUES ('2026-11-05', 7)")
        program.commit()
        run("pull")

    assert values() == ["2026-09-05 1.5", "2026-10-05 0.30000000000000004", "2026-11-05 7"]


def test_a_name_with_signs_of_an_address_is_only_a_name(okrctl: Okrctl, values: Values, tmp_path: Path) -> None:
    run = okrctl(card("SELECT day, amount FROM sales", file="'data/a b?mode=rwc&x=%2f#.db'"))
    database(tmp_path / "workspace/data/a b?mode=rwc&x=%2f#.db")

    assert (run("pull").code, len(values())) == (0, 2)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("DELETE FROM sales", "not authorized"),
        ("UPDATE sales SET amount = 1 RETURNING day, amount", "not authorized"),
        ("CREATE TABLE t (a)", "not authorized"),
        ("ATTACH 'other.db' AS other", "not authorized"),
        ("PRAGMA table_info(sales)", "not authorized"),
        ("SELECT * FROM pragma_database_list", "not authorized"),
        ("SELECT load_extension('x'), 1", "not authorized"),
        ("SELECT day, amount FROM sales; DROP TABLE sales", "You can only execute one statement at a time."),
        ("SELECT day FROM sales", "the query gives the columns day, not two"),
        ("SELECT day, amount FROM gone", "no such table: gone"),
        ("SELECT '2026-10', zeroblob(20000000)", "string or blob too big"),
        ("SELECT '2026-10', x'00'", "row 1: expected a number, found bytes"),
        ("SELECT NULL, 1", "row 1: a value without a date"),
    ],
)
def test_a_query_that_does_more_or_less_than_read_is_refused(
    okrctl: Okrctl, tmp_path: Path, tree_of: Callable[[Path], dict[str, bytes]], query: str, said: str
) -> None:
    run = okrctl(card(f'"{query}"'))
    database(tmp_path / "workspace/data/x.db")
    before = tree_of(tmp_path / "workspace")

    answer = run("pull")

    assert answer.code == 6
    assert said in answer.err
    assert tree_of(tmp_path / "workspace") == before


def test_a_query_without_an_end_is_given_up(okrctl: Okrctl, tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x), 1 FROM n"
    run = okrctl(card(endless, more="  timeout: 0.2\n"))
    database(tmp_path / "workspace/data/x.db")

    answer = run("pull")

    assert (answer.code, answer.err.splitlines()[0]) == (6, "error: kpis/nps: no answer within 0.2 seconds")


def test_a_file_that_is_no_database_is_told(okrctl: Okrctl) -> None:
    run = okrctl(card("SELECT 1, 2 FROM sales") | {"data/x.db": "month,nps\n" * 500})

    answer = run("pull")

    assert answer.err.splitlines()[0] == "error: kpis/nps: data/x.db: file is not a database"
