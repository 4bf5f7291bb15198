"""`pull` from JSON: values and dates by path expressions, held together by the rows they stand in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Pull = Callable[..., Any]
Values = Callable[[], list[str]]
ROWS = '{"rows": [{"d": "2026-09-30", "v": 31.50}, {"d": "2026-10-31", "v": null}, {"d": "2026-11-02", "v": "1.2k"}]}'


def source(date: str, value: str) -> str:
    return f"{{json: x.json, date: '{date}', value: '{value}'}}"


@pytest.mark.parametrize(
    ("text", "source_", "values_"),
    [
        (ROWS, source("$.rows[*].d", "$.rows[*].v"), ["2026-09-30 31.5", "2026-11-02 1200"]),
        (ROWS, source("rows[*].d", "rows[*].v"), ["2026-09-30 31.5", "2026-11-02 1200"]),
        (ROWS, source("$.rows[?@.v > 3].d", "$.rows[?@.v > 3].v"), ["2026-09-30 31.5"]),
        (
            '{"d": ["2026-09", "2026-10"], "v": [31, 33]}',
            source("$.d[*]", "$.v[*]"),
            ["2026-09-30 31", "2026-10-31 33"],
        ),
        (
            '{"data": {"result": [{"values": [[1790000000, "31"], [1794000000, "33"]]}]}}',
            source("$.data.result[0].values[*][0]", "$.data.result[0].values[*][1]"),
            ["2026-09-21 31", "2026-11-06 33"],
        ),
        (
            '{"data": [{"rows": [{"d": "2026-09", "v": 1}, {"d": "2026-10", "v": 5}]}]}',
            source("$.data[0].rows[*].d", "$.data[0].rows[?@.v > 3].v"),
            ["2026-10-31 5"],
        ),
        ('{"at": "2026-11-20T23:59:59+01:00", "nps": 35}', source("$.at", "$.nps"), ["2026-11-20 35"]),
        ('{"nps": 1e2}', "{json: x.json, value: $.nps}", ["2026-11-21 100"]),
    ],
)
def test_a_path_finds_the_values(pull: Pull, values: Values, text: str, source_: str, values_: list[str]) -> None:
    answer = pull(source_, files={"x.json": text})

    assert (answer.code, answer.err) == (0, "")
    assert values() == values_


@pytest.mark.parametrize(
    ("text", "source_", "said"),
    [
        ("{", source("$.d", "$.v"), "x.json is no JSON (line 1, column 2)"),
        ("[" * 100_000, source("$.d", "$.v"), "x.json is nested too deeply"),
        ('{"v": 1' + "0" * 500 + "}", "{json: x.json, value: $.v}", "x.json is no JSON"),
        ('{"v": 1e999}', "{json: x.json, value: $.v}", "row 1: 1E+999 is not a number that can be held"),
        ('{"v": NaN}', "{json: x.json, value: $.v}", "row 1: NaN is not a number that can be held"),
        ('{"v": true}', "{json: x.json, value: $.v}", "row 1: expected a number, found true or false"),
        (ROWS, "{json: x.json, value: $.rows}", "row 1: expected a number, found a list"),
        (ROWS, source("$.rows[*].d", "$.rows[*].w"), "x.json holds nothing at $.rows[*].w"),
        (ROWS, source("$.rows[0].d", "$.rows[*].v"), "x.json has a value without a date: number 3"),
        (ROWS, source("$.rows[*].d", "$.rows["), '"$.rows[" is no path expression: unexpected end of query'),
        (ROWS, source("$.d", '$.rows[?match(@.d, "a")].v'), '"$.rows[?match(@.d, "a")].v" is no path expression'),
        (ROWS, source("$.d", "$.rows[?@.d =~ /(a+)+$/].v"), '"$.rows[?@.d =~ /(a+)+$/].v" holds a regular expression'),
        (ROWS, "{json: x.json, date: $.d}", "the source does not say where the value stands"),
    ],
)
def test_what_makes_no_sense_is_told(pull: Pull, values: Values, text: str, source_: str, said: str) -> None:
    answer = pull(source_, files={"x.json": text})

    assert answer.code == 6
    assert answer.err.startswith(f"error: kpis/nps: {said}")
    assert answer.err.count("\n") <= 2
    assert values() == []


def test_a_path_that_takes_for_ever_is_given_up(pull: Pull, values: Values) -> None:
    deep = "[" * 60 + "1" + "]" * 60

    answer = pull("{json: x.json, value: '$" + "..*" * 12 + "', timeout: 0.2}", files={"x.json": deep})

    assert (answer.code, values()) == (6, [])
    assert answer.err.startswith("error: kpis/nps: no answer within 0.2 seconds\n")
