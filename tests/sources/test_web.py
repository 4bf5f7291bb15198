"""`pull` from an address: real requests to a server of the tests' own that is slow, huge, broken or sends elsewhere."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.request import Request

import pytest

from okrctl.core.errors import SourceFailed
from okrctl.sources.measured.web import Redirections

Pull = Callable[..., Any]
Values = Callable[[], list[str]]
HEADERS = "headers: {Authorization: Bearer $NUMBERS_KEY, X-Team: growth}"


def source(url: str, more: str = "value: $.nps, date: $.day") -> str:
    return f'{{http: "{url}", {more}}}'


def test_json_is_fetched_with_the_headers_of_the_card(pull: Pull, values: Values, web: Any) -> None:
    web.answers("/nps", '{"day": "2026-10-31", "nps": 33}')

    answer = pull(source(f"{web.url}/nps", f"value: $.nps, date: $.day, {HEADERS}"), NUMBERS_KEY="s3cret")

    assert (answer.code, values()) == (0, ["2026-10-31 33"])
    ((path, headers),) = web.seen
    assert (path, headers["authorization"], headers["x-team"]) == ("/nps", "Bearer s3cret", "growth")


def test_csv_is_fetched(pull: Pull, values: Values, web: Any) -> None:
    web.answers("/nps.csv", "day,nps\n2026-10-31,33\n", kind="text/csv")

    pull(source(f"{web.url}/nps.csv", "format: csv, value: nps, date: day"))

    assert values() == ["2026-10-31 33"]


@pytest.mark.parametrize(
    ("body", "kind", "code", "said"),
    [
        ("no", "text/plain", 500, "HOST answers 500 Internal Server Error"),
        ("no", "text/plain", 401, "HOST answers 401 Unauthorized"),
        (
            "<html>Sign in",
            "text/html; charset=utf-8",
            200,
            "HOST answers with a page (text/html) where JSON is due\n  help: does it ask to sign in?",
        ),
        (
            "day,nps\n",
            "application/json",
            200,
            "the answer of HOST is no JSON (line 1, column 1)\n  help: a table needs format: csv",
        ),
        (
            "",
            "application/json",
            200,
            "the answer of HOST is no JSON (line 1, column 1)\n  help: a table needs format: csv",
        ),
    ],
)
def test_an_answer_that_is_none_is_told(
    pull: Pull, values: Values, web: Any, body: str, kind: str, code: int, said: str
) -> None:
    web.answers("/nps", body, kind=kind, code=code)

    answer = pull(source(f"{web.url}/nps"))

    assert (answer.code, values()) == (6, [])
    assert answer.err == f"error: kpis/nps: {said.replace('HOST', f'127.0.0.1:{web.port}')}\n"


def test_a_server_that_does_not_answer_is_given_up(pull: Pull, web: Any) -> None:
    web.routes["/nps"] = lambda _: web.over.wait(60)

    answer = pull(source(f"{web.url}/nps", "value: $.nps, timeout: 0.2"))

    assert (answer.code, answer.err.splitlines()[0]) == (6, "error: kpis/nps: no answer within 0.2 seconds")


def test_a_server_that_answers_drop_by_drop_is_given_up(pull: Pull, web: Any) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.0 200 OK\r\n")
        while not web.over.wait(0.02):
            request.wfile.write(b"X: y\r\n")

    web.routes["/nps"] = drip

    answer = pull(source(f"{web.url}/nps", "value: $.nps, timeout: 0.3"))

    assert answer.code == 6


def test_a_huge_answer_is_refused_before_it_is_all_there(pull: Pull, web: Any) -> None:
    def flood(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
        while not web.over.is_set():
            request.wfile.write(b"1" * 1_000_000)

    web.routes["/nps"] = flood

    answer = pull(source(f"{web.url}/nps"))

    assert answer.code == 6
    assert f"the answer of 127.0.0.1:{web.port} is larger than 10,000,000 bytes" in answer.err


def test_an_answer_that_breaks_off_is_not_taken_for_a_short_one(pull: Pull, values: Values, web: Any) -> None:
    def half(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Length: 40\r\n\r\nday,nps\n2026-10-31,3")

    web.routes["/nps"] = half

    answer = pull(source(f"{web.url}/nps", "format: csv, value: nps, date: day"))

    assert values() == []
    assert f"the answer of 127.0.0.1:{web.port} broke off" in answer.err


def test_a_server_that_is_not_there_is_told(pull: Pull) -> None:
    answer = pull(source("http://127.0.0.1:1/nps"))

    assert answer.code == 6
    assert answer.err.startswith("error: kpis/nps: 127.0.0.1:1 cannot be reached: ")


def test_a_redirection_on_the_same_host_keeps_the_headers(pull: Pull, values: Values, web: Any) -> None:
    web.sends_to("/old", "/new")
    web.answers("/new", '{"nps": 33}')

    pull(source(f"{web.url}/old", f"value: $.nps, {HEADERS}"), NUMBERS_KEY="s3cret")

    assert values() == ["2026-11-21 33"]
    assert [headers.get("authorization") for _, headers in web.seen] == ["Bearer s3cret", "Bearer s3cret"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_redirection_to_another_host_gets_no_header_of_the_card(
    pull: Pull, values: Values, web: Any, serve: Callable[[], Any], host: str
) -> None:
    other = serve()
    web.sends_to("/nps", f"http://{host}:{other.port}/nps")
    other.answers("/nps", '{"nps": 33}')

    pull(source(f"{web.url}/nps", f"value: $.nps, {HEADERS}"), NUMBERS_KEY="s3cret")

    assert values() == ["2026-11-21 33"]
    ((_, headers),) = other.seen
    assert "s3cret" not in str(headers)
    assert "growth" not in str(headers)


def test_headers_that_were_dropped_do_not_come_back(pull: Pull, web: Any, serve: Callable[[], Any]) -> None:
    other = serve()
    web.sends_to("/nps", f"{other.url}/back")
    other.sends_to("/back", f"{web.url}/again")
    web.answers("/again", '{"nps": 33}')

    pull(source(f"{web.url}/nps", f"value: $.nps, {HEADERS}"), NUMBERS_KEY="s3cret")

    assert [headers.get("authorization") for _, headers in web.seen] == ["Bearer s3cret", None]


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://numbers.example/nps", "http://numbers.example/nps: expected an address that begins with https://"),
        ("ftp://127.0.0.1/nps", "ftp://127.0.0.1/nps: expected an address that begins with https://"),
        ("https://ana:pw@numbers.example/", "a password does not belong into a file"),
    ],
)
def test_a_redirection_to_an_unsafe_address_is_refused(pull: Pull, web: Any, location: str, said: str) -> None:
    web.sends_to("/nps", location)

    answer = pull(source(f"{web.url}/nps"))

    assert answer.code == 6
    assert said in answer.err


def test_a_redirection_from_elsewhere_to_this_very_machine_is_refused() -> None:
    request = Request("https://numbers.example/nps")

    with pytest.raises(SourceFailed) as refused:
        Redirections().redirect_request(request, io.BytesIO(), 302, "Found", {}, "http://127.0.0.1:8080/secret")

    assert refused.value.message == "numbers.example sends us to this very machine"


def test_a_certificate_that_nobody_vouches_for_is_refused(pull: Pull, web: Any, tmp_path: Path) -> None:
    web.answers("/nps", '{"nps": 33}')
    certificate = tmp_path / "certificate.pem"
    about = ["-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1", "-days", "2"]
    files = ["-keyout", str(certificate), "-out", str(tmp_path / "public.pem")]
    subprocess.run(["openssl", "req", *about, *files], check=True, capture_output=True)
    certificate.write_text(certificate.read_text() + (tmp_path / "public.pem").read_text())
    web.encrypt(certificate)

    answer = pull(source(f"https://127.0.0.1:{web.port}/nps", "value: $.nps"), https_proxy="http://127.0.0.1:1")

    assert (answer.code, web.seen) == (6, [])
    assert "certificate verify failed" in answer.err


def test_a_redirection_in_a_circle_ends(pull: Pull, web: Any) -> None:
    web.sends_to("/nps", "/nps")

    answer = pull(source(f"{web.url}/nps"))

    assert (answer.code, len(web.seen) <= 6) == (6, True)


def test_a_redirection_with_an_endless_body_is_followed_all_the_same(pull: Pull, values: Values, web: Any) -> None:
    def flood(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.0 302 Found\r\nLocation: /new\r\n\r\n")
        while not web.over.is_set():
            request.wfile.write(b"1" * 1_000_000)

    web.routes["/nps"] = flood
    web.answers("/new", '{"nps": 33}')

    pull(source(f"{web.url}/nps", "value: $.nps"))

    assert values() == ["2026-11-21 33"]


@pytest.mark.parametrize("secret", ["s3cret\r\nX-Evil: 1", "s3cret\x00", "s3crét"])
def test_a_secret_that_no_header_may_hold_is_neither_sent_nor_told(pull: Pull, web: Any, secret: str) -> None:
    answer = pull(source(f"{web.url}/nps", f"value: $.nps, {HEADERS}"), NUMBERS_KEY=secret)

    assert (answer.code, web.seen) == (6, [])
    assert answer.err.startswith("error: kpis/nps: the header Authorization holds what no header may\n")
    assert "s3cr" not in answer.out + answer.err


def test_a_variable_that_is_not_set_sends_nothing(pull: Pull, web: Any) -> None:
    answer = pull(source(f"{web.url}/nps", f"value: $.nps, {HEADERS}"))

    assert web.seen == []
    assert answer.err == (
        "error: kpis/nps: the variable NUMBERS_KEY is not set\n  help: set it where okrctl runs: NUMBERS_KEY=…\n"
    )


def test_a_failing_answer_never_tells_the_secret(pull: Pull, web: Any) -> None:
    web.answers("/nps", "no", code=403)

    answer = pull(source(f"{web.url}/nps", f"value: $.nps, {HEADERS}"), NUMBERS_KEY="s3cret")

    assert "s3cret" not in answer.out + answer.err


def test_the_proxy_of_the_environment_is_asked_and_sees_no_header_of_the_card(pull: Pull, web: Any) -> None:
    web.answers("numbers.example:443", "no", code=407)

    answer = pull(
        source("https://numbers.example/nps", f"value: $.nps, {HEADERS}"), NUMBERS_KEY="s3cret", HTTPS_PROXY=web.url
    )

    assert "numbers.example cannot be reached: tunnel connection failed: 407" in answer.err
    ((asked, headers),) = web.seen
    assert (asked, "s3cret" in str(headers)) == ("numbers.example:443", False)
