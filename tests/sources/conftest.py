"""A web server of the tests' own on loopback, and a workspace whose KPI has a source."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

Route = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Web:
    """What a test knows of its server."""

    port: int
    routes: dict[str, Route] = field(default_factory=dict)
    seen: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    """Path and headers of each request, names in lower case."""
    encrypt: Callable[[Path], None] = lambda _: None
    """Makes it speak TLS with the key and certificate in a file."""
    over: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over; a route that hangs waits for it."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answers(self, path: str, body: str, *, kind: str = "application/json", code: int = 200) -> None:
        """Lets the path answer with a text."""

        def route(request: BaseHTTPRequestHandler) -> None:
            begin(request, code, {"Content-Type": kind, "Content-Length": str(len(body.encode()))})
            request.wfile.write(body.encode())

        self.routes[path] = route

    def sends_to(self, path: str, location: str) -> None:
        """Lets the path redirect."""
        self.routes[path] = lambda request: begin(request, 302, {"Location": location, "Content-Length": "0"})


def begin(request: BaseHTTPRequestHandler, code: int, headers: Mapping[str, str]) -> None:
    """Sends the status and the headers of an answer."""
    request.send_response(code)
    for name, value in headers.items():
        request.send_header(name, value)
    request.end_headers()


def encrypt(server: ThreadingHTTPServer, file: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server.socket = context.wrap_socket(server.socket, server_side=True)


@pytest.fixture
def serve() -> Iterator[Callable[[], Web]]:
    """Starts a server; all are stopped after the test."""
    started: list[tuple[ThreadingHTTPServer, Web]] = []

    def start() -> Web:
        web = Web(0)

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                try:
                    web.routes[self.path](self)
                except OSError:
                    self.close_connection = True

            do_CONNECT = do_GET  # noqa: N815 - the library's own name

            def log_message(self, *about: Any) -> None:
                """Says nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        web.port = server.server_address[1]
        web.encrypt = lambda file: encrypt(server, file)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        started.append((server, web))
        return web

    yield start
    for server, web in started:
        web.over.set()
        server.shutdown()
        server.server_close()


@pytest.fixture
def web(serve: Callable[[], Web]) -> Web:
    """One server."""
    return serve()


Run = Callable[..., Any]
Pull = Callable[..., Any]


@pytest.fixture
def pull(okrctl: Callable[[Mapping[str, str]], Run]) -> Pull:
    """Makes a workspace with the KPI `nps`, trusts it and pulls; gives the answer with the values written as `day value`."""

    def pulled(source: str, *, card: str = "", files: Mapping[str, str] | None = None, **environ: str) -> Any:
        run = okrctl({"kpis/nps.yaml": f"title: Score\n{card}source: {source}\n", **(files or {})})
        assert run("trust --yes").code == 0
        return run("pull", **environ)

    return pulled


@pytest.fixture
def values(tmp_path: Any) -> Callable[[], list[str]]:
    """What was pulled into the workspace: `2026-10-31 33`, one text for each reading, in the order of the files."""

    def read() -> list[str]:
        from okrctl.storage.loading import load

        files = load(tmp_path / "workspace").workspace.readings
        return [f"{one.date or file.date} {one.value}" for file in files.values() for one in file.readings]

    return read
