"""What a KPI's source says against itself is found where it stands, and leaves the rest of the card."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from okrctl.storage.loading import Loaded

Load = Callable[[Mapping[str, str]], Loaded]


@pytest.mark.parametrize(
    "source",
    [
        "{csv: a.csv}",
        "{http: 'https://numbers.example/nps?x=1#y', timeout: 0.5}",
        "{http: 'HTTPS://numbers.example:8443'}",
        "{http: 'http://127.0.0.1:8080/nps'}",
        "{http: 'http://localhost/nps'}",
        "{http: 'http://[::1]:8080/nps'}",
        "{command: [date], timeout: 600}",
    ],
)
def test_a_source_that_is_sound(loaded: Load, source: str) -> None:
    result = loaded({"kpis/k.yaml": f"title: K\nsource: {source}\n"})

    assert result.findings == ()
    assert result.workspace.kpis["k"].source is not None


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{}", "a source fetches from one place, and it names none of them"),
        ("{date: day, value: nps}", "a source fetches from one place, and it names none of them"),
        ("{csv: a.csv, http: 'https://numbers.example'}", "a source fetches from one place, and it names csv and http"),
        ("{command: []}", "command: expected a program and its arguments"),
        ("{csv: a.csv, timeout: 0}", "timeout: expected seconds up to 600, found 0"),
        ("{csv: a.csv, timeout: 601}", "timeout: expected seconds up to 600, found 601"),
        ("{http: 'http://numbers.example/'}", "http: expected an address that begins with https://"),
        ("{http: 'http://127.0.0.1.numbers.example/'}", "http: expected an address that begins with https://"),
        ("{http: 'http://2130706433/'}", "http: expected an address that begins with https://"),
        ("{http: 'file:///etc/passwd'}", "http: this is no address"),
        ("{http: 'ftp://127.0.0.1/x'}", "http: expected an address that begins with https://"),
        ("{http: 'https://ana:pw@numbers.example/'}", "http: a password does not belong into a file"),
        ("{http: 'https://good.example\\@numbers.example/'}", "http: a password does not belong into a file"),
        ("{http: 'https://a b/'}", "http: this is no address"),
        ("{http: 'https://numbers.example:x/'}", "http: this is no address"),
        ("{http: 'https://nümbers.example/'}", "http: this is no address"),
        ("{http: numbers.example}", "http: this is no address"),
        ("{http: 'https://[::1/'}", "http: this is no address"),
        ('{http: "https://numbers.example/\\nX: 1"}', "http: this is no address"),
    ],
)
def test_a_source_that_cannot_be_meant_is_an_error(loaded: Load, source: str, said: str) -> None:
    result = loaded({"kpis/k.yaml": f"title: K\nsource: {source}\n"})

    assert [(finding.code, finding.message, finding.keys[0]) for finding in result.findings] == [
        ("OKR013", said, "source")
    ]
    assert (result.workspace.kpis["k"].title, result.workspace.kpis["k"].source) == ("K", None)
