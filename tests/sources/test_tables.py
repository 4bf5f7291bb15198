"""`pull` from CSV: columns by name, rows by `where`, dates and numbers as people write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Pull = Callable[..., Any]
Values = Callable[[], list[str]]
SOURCE = "{csv: data/nps.csv, date: month, value: nps}"


def csv(text: str) -> dict[str, str]:
    return {"data/nps.csv": text}


@pytest.mark.parametrize(
    ("text", "values_"),
    [
        ("month,nps\n2026-09,31\n2026-10,33\n", ["2026-09-30 31", "2026-10-31 33"]),
        ("\ufeffMonth , NPS\r\n2026-10, 33 \r\n", ["2026-10-31 33"]),
        ("nps;month\n33,5;2026-10-05\n", ["2026-10-05 33.5"]),
        ("month\tnps\n2026-10-05T10:00:00Z\t1,250\n", ["2026-10-05 1250"]),
        ('"month","nps"\n"2026-Q3","$1.2M"\n', ["2026-09-30 1200000"]),
        ("month,nps\n2026-W40,45 %\n", ["2026-10-04 45"]),
        ("month,nps\n2026-11,35\n", ["2026-11-21 35"]),
        ("month,nps\n2026-10,33\n2026-11,\n2026-12,40\n2027-01-05,41\n", ["2026-10-31 33"]),
        ("month,nps\n2026-10,33\n2026-10,33\n", ["2026-10-31 33"]),
        ("month,nps\n2026-10-05 09:00,33\n2026-10-05 10:00,34\n", ["2026-10-05 34"]),
        ("month,nps\n2026-10,-0\n", ["2026-10-31 0"]),
        ('note,month,nps\n"two\nlines",2026-10,33\nodd\u2028sign,2026-09,31\n', ["2026-09-30 31", "2026-10-31 33"]),
    ],
)
def test_values_are_read_as_people_write_them(pull: Pull, values: Values, text: str, values_: list[str]) -> None:
    answer = pull(SOURCE, files=csv(text))

    assert (answer.code, answer.err) == (0, "")
    assert values() == values_


def test_where_chooses_rows(pull: Pull, values: Values) -> None:
    text = "month,region,nps\n2026-10,emea,33\n2026-10,amer,40\n"

    pull("{csv: data/nps.csv, date: month, value: nps, where: {Region: amer}}", files=csv(text))

    assert values() == ["2026-10-31 40"]


def test_a_scale_takes_its_words(pull: Pull, values: Values) -> None:
    pull(SOURCE, card="scale: [poor, good]\n", files=csv("month,nps\n2026-10,good\n"))

    assert values() == ["2026-10-31 good"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", 'data/nps.csv has no column "month"\n  help: it has none'),
        ("month,nsp\n2026-10,33\n", 'data/nps.csv has no column "nps"; did you mean nsp?\n  help: it has month, nsp'),
        (
            "month,nps,NPS\n2026-10,33,34\n",
            'data/nps.csv has 2 columns "nps"\n  help: give them different names',
        ),
        (
            "month,nps\n2026-10,33\n2026-10,34\n",
            "row 2: a second value for 2026-10-31: 33 and 34\n  help: choose rows with where:, or aggregate in a query",
        ),
        (
            "month,nps\n2026-10,many\n",
            'row 1: expected a number, found "many"\n  help: write it plain, as 950000 or 99.95, or as 1.2M',
        ),
        ("month,nps\n5/10/2026,33\n", 'row 1: "5/10/2026" is not a date\n  help: write the year first: YYYY-MM-DD'),
        (
            "month;nps\n2026-10;1,250\n",
            '"1,250" may be a thousand times more or less\n  help: write it without the comma',
        ),
        ("month,nps\n2026-10,NaN\n", 'row 1: "NaN" is not a number that can be held\n  help: write a plain number'),
        ('month,nps\n2026-10,"33\n', "data/nps.csv is no CSV: unexpected end of data (line 2)"),
        ("month,nps\0\n", "data/nps.csv is no text\n  help: hand over CSV"),
        ("month,nps\n2026-10,33\n,34\n", "row 2: a value without a date"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused_with_its_row(pull: Pull, values: Values, text: str, said: str) -> None:
    answer = pull(SOURCE, files=csv(text))

    assert (answer.code, answer.err) == (6, f"error: kpis/nps: {said}\n")
    assert values() == []


def test_a_file_in_another_encoding_is_refused(okrctl: Callable[..., Any], tmp_path: Path) -> None:
    run = okrctl({"kpis/nps.yaml": f"title: Score\nsource: {SOURCE}\n", "data/nps.csv": ""})
    (tmp_path / "workspace/data/nps.csv").write_bytes("month,nps,Größe\n".encode("latin-1"))

    answer = run("pull")

    assert answer.err == "error: kpis/nps: data/nps.csv is not UTF-8\n  help: save it as CSV UTF-8\n"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{csv: gone.csv, date: d, value: v}", "there is no file gone.csv\n  help: paths begin at the workspace"),
        ("{csv: data, date: d, value: v}", "data is no file\n  help: name a regular file"),
        (
            "{csv: data/nps.csv, value: v}",
            "the source does not say which column holds the date\n  help: add date: COLUMN",
        ),
    ],
)
def test_a_source_that_leads_nowhere_is_told(pull: Pull, source: str, said: str) -> None:
    answer = pull(source, files=csv("month,nps\n"))

    assert (answer.code, answer.err) == (6, f"error: kpis/nps: {said}\n")


def test_a_huge_file_is_refused(pull: Pull) -> None:
    answer = pull(SOURCE, files=csv("month,nps\n" + "2026-10,33\n" * 1_000_000))

    assert answer.err.startswith("error: kpis/nps: data/nps.csv is larger than 10,000,000 bytes\n")
