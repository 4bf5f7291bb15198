"""Values from an address: https, or http to this very machine; never a header of the card to another host."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from okrctl.core.checks.source_faults import address_fault, is_loopback
from okrctl.core.errors import SourceFailed
from okrctl.core.kpi import Source
from okrctl.sources.measured import documents, tables
from okrctl.sources.measured.around import LARGEST, Around, Rows, seconds
from okrctl.sources.measured.deadline import too_slow, within
from okrctl.sources.measured.files import too_large

MOST_REDIRECTIONS = 5
OWN_HEADERS = {
    "Accept": "application/json, text/csv;q=0.9, */*;q=0.1",
    "Accept-Encoding": "identity",
    "User-Agent": "okrctl",
}
"""Nothing is taken packed: a small answer could unpack into a huge one."""

_VARIABLE = re.compile(r"\$(?:\{(?P<braced>\w+)\}|(?P<plain>\w+))", re.ASCII)
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+\Z")
_HEADER_VALUE = re.compile(r"[\x20-\x7e]*\Z")


def rows(source: Source, around: Around) -> Rows:
    """Each value in the answer with its date; SourceFailed for an address that does not answer as it should."""
    url = source.http or ""
    around.require_trust(f"opens a connection to {urlsplit(url).netloc}")
    _refuse(url)
    headers = {name: _filled(name, value, around.environ) for name, value in source.headers.items()}
    limit = seconds(source)
    due = "CSV" if source.format == "csv" else "JSON"
    data = within(limit, lambda: _answer(Request(url), headers, around.environ, limit, due))  # noqa: S310 - checked
    name = f"the answer of {_host(url)}"
    return tables.rows_of(data, source, name) if due == "CSV" else documents.rows_of(data, source, name, around.as_of)


def variables(headers: Mapping[str, str]) -> list[str]:
    """The names of the environment variables that the headers hold."""
    return [match["braced"] or match["plain"] for value in headers.values() for match in _VARIABLE.finditer(value)]


def _filled(name: str, value: str, environ: Mapping[str, str]) -> str:
    """The header's value with its variables; no message ever holds what is in them."""

    def variable(match: re.Match[str]) -> str:
        wanted = match["braced"] or match["plain"]
        if not environ.get(wanted):
            raise SourceFailed(f"the variable {wanted} is not set", help=f"set it where okrctl runs: {wanted}=…")
        return environ[wanted]

    filled = _VARIABLE.sub(variable, value)
    if not _HEADER_NAME.match(name) or not _HEADER_VALUE.match(filled):
        raise SourceFailed(f"the header {name} holds what no header may", help="letters, digits and plain signs only")
    return filled


class Redirections(HTTPRedirectHandler):
    """Follows to safe addresses; a header of the card never goes to another host."""

    max_redirections = max_repeats = MOST_REDIRECTIONS

    def redirect_request(  # noqa: PLR0913, PLR0917 - the library's own signature
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        """The request for the new address."""
        fp.close()  # its body would be read to the end, however long
        _refuse(newurl)
        if is_loopback(_name(newurl)) and not is_loopback(_name(req.full_url)):
            raise SourceFailed(f"{_host(req.full_url)} sends us to this very machine", help="name the address itself")
        request = super().redirect_request(req, fp, code, msg, headers, newurl)
        if request and _origin(newurl) != _origin(req.full_url):
            request.headers = {}
            _add(request, OWN_HEADERS)
        return request


def _answer(request: Request, headers: Mapping[str, str], environ: Mapping[str, str], limit: float, due: str) -> bytes:
    """The body of the answer; `due` names what it should hold. Whatever goes wrong is told without the headers, which may hold secrets."""
    _add(request, OWN_HEADERS | dict(headers))
    host = _host(request.full_url)
    try:
        with _opener(request.full_url, environ).open(request, timeout=limit) as response:
            _refuse_pages(response, host, due)
            data: bytes = response.read(LARGEST + 1)
            _refuse_torn(response, data, host)
    except HTTPError as fault:
        fault.close()
        raise SourceFailed(f"{host} answers {fault.code}{_reason(fault)}") from None
    except URLError as fault:
        raise SourceFailed(f"{host} cannot be reached: {str(fault.reason).lower()}") from None
    except TimeoutError:
        raise too_slow(limit) from None
    except (OSError, HTTPException, ValueError) as fault:
        raise SourceFailed(f"{host} does not answer as it should ({type(fault).__name__})") from None
    if len(data) > LARGEST:
        raise too_large(f"the answer of {host}")
    return data


def _add(request: Request, headers: Mapping[str, str]) -> None:
    for name, value in headers.items():
        request.add_header(name, value)


def _opener(url: str, environ: Mapping[str, str]) -> OpenerDirector:
    """What opens http and https and nothing else: no files, no FTP."""
    opener = OpenerDirector()
    handlers = (ProxyHandler(_proxies(url, environ)), HTTPHandler(), HTTPSHandler(), Redirections())
    for handler in (*handlers, HTTPDefaultErrorHandler(), HTTPErrorProcessor()):
        opener.add_handler(handler)
    return opener


def _proxies(url: str, environ: Mapping[str, str]) -> dict[str, str]:
    """The proxy that the environment names, none for this very machine."""
    if is_loopback(_name(url)):
        return {}
    proxy = environ.get("https_proxy") or environ.get("HTTPS_PROXY")
    return {"https": proxy} if proxy else {}


def _refuse(url: str) -> None:
    if fault := address_fault(url):
        address = urlsplit(url)._replace(query="", fragment="").geturl()
        raise SourceFailed(f"{address}: {fault[0]}", help=fault[1])


def _refuse_pages(response: Any, host: str, due: str) -> None:
    """A page for people is mostly one that asks to sign in."""
    kind = response.headers.get_content_type()
    if kind in {"text/html", "application/xhtml+xml"}:
        raise SourceFailed(f"{host} answers with a page ({kind}) where {due} is due", help="does it ask to sign in?")


def _refuse_torn(response: Any, data: bytes, host: str) -> None:
    """Half an answer may look like a whole one: a shorter table, a shorter number."""
    due = response.headers.get("Content-Length", "")
    if due.isdigit() and len(data) < min(int(due), LARGEST):
        raise SourceFailed(f"the answer of {host} broke off", help="run okrctl pull again")


def _reason(fault: HTTPError) -> str:
    return f" {fault.reason}" if fault.reason else ""


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _name(url: str) -> str:
    return urlsplit(url).hostname or ""
