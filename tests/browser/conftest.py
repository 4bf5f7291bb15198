"""A headless Chromium, driven over a pipe by its own protocol: no library, no port, no network.

Debian: `apt-get install chromium`. axe-core: `npm install --prefix .venv axe-core`. Where one of them is absent the tests
are skipped with the reason; on CI they fail.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from okrctl.render.html.report import html_report
from okrctl.render.terminal.style import Style
from okrctl.report.around import Origin
from okrctl.report.cycle import build
from okrctl.report.values import CycleReport
from okrctl.storage.loading import load

NORTHWIND = Path(__file__).parent.parent.parent / "examples" / "northwind"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--force-color-profile=srgb", "--hide-scrollbars", "--font-render-hinting=none",
)  # fmt: skip
PATIENCE = 60.0
START = """
import fcntl, os, sys
given, program = map(int, sys.argv[1:3]), sys.argv[3:]
for to, fd in zip((3, 4), [fcntl.fcntl(fd, fcntl.F_DUPFD, 64) for fd in given]):
    os.dup2(fd, to)
os.execv(program[0], program)
"""
"""Gives the browser its pipe as files 3 and 4, where it looks for it."""


class Page:
    """One page: what it asked of the network, what the console said, and every command of the protocol."""

    def __init__(self, requests: int, answers: int) -> None:
        self._out, self._in = requests, answers
        self._unread = bytearray()
        self._last = 0
        self._session: dict[str, str] = {}
        self._is_loaded = False
        self.console: list[str] = []
        self.requests: list[str] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = {"sessionId": self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]}
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility", "DOM"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **params: Any) -> Any:
        """The answer to one command; what happens meanwhile is noted."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": params, **self._session}
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while (said := self._next()).get("id") != message["id"]:
            pass
        assert "error" not in said, f"{method}: {said}"
        return said["result"]

    def close(self) -> None:
        """Ends the browser."""
        self._session = {}
        self.ask("Browser.close")

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._unread:
            assert select.select([self._in], [], [], PATIENCE)[0], "the browser does not answer"
            heard = os.read(self._in, 1 << 20)
            assert heard, "the browser is gone"
            self._unread += heard
        piece, _, rest = bytes(self._unread).partition(b"\0")
        self._unread = bytearray(rest)
        said: dict[str, Any] = json.loads(piece)
        self._note(said.get("method", ""), said.get("params", {}))
        return said

    def _note(self, method: str, params: dict[str, Any]) -> None:
        match method:
            case "Network.requestWillBeSent":
                self.requests.append(params["request"]["url"])
            case "Runtime.consoleAPICalled":
                self.console.append(str([one.get("value") for one in params["args"]]))
            case "Runtime.exceptionThrown":
                self.console.append(params["exceptionDetails"]["text"])
            case "Log.entryAdded":
                self.console.append(params["entry"]["text"])
            case "Page.loadEventFired":
                self._is_loaded = True
            case _:
                pass

    def open(self, path: Path, *, width: int = 1200, dark: bool = False, media: str = "") -> None:
        """Shows a file in a window of that width, in light or dark, for the screen or `media`."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", media=media, features=[scheme])
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        self._is_loaded = False
        self.console, self.requests = [], []
        self.ask("Page.navigate", url=path.resolve().as_uri())
        while not self._is_loaded:
            self._next()

    def evaluate(self, script: str) -> Any:
        """What a script comes to; the page's own policy does not bind the debugger."""
        answer = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def roles(self) -> list[tuple[str, str]]:
        """Role and name of everything that assistive technology is told of, in its order."""
        nodes = self.ask("Accessibility.getFullAXTree")["nodes"]
        return [(one["role"]["value"], one.get("name", {}).get("value", "")) for one in nodes if not one["ignored"]]

    def screenshot(self) -> bytes:
        """The whole page as a PNG."""
        return base64.b64decode(self.ask("Page.captureScreenshot", captureBeyondViewport=True)["data"])

    def pdf(self, width: float, height: float) -> bytes:
        """The page printed on paper of that size in inches."""
        return base64.b64decode(self.ask("Page.printToPDF", paperWidth=width, paperHeight=height)["data"])


def absent(what: str, remedy: str) -> None:
    """Skips the test, or on CI lets it fail."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is absent; .ci/run installs it")
    pytest.skip(f"{what} is absent: {remedy}")


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page of a browser of its own."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        absent("Chromium", "apt-get install chromium")
    profile = tmp_path_factory.mktemp("profile")
    answers, theirs_out = os.pipe()
    theirs_in, requests = os.pipe()
    command = [str(program), *FLAGS, f"--user-data-dir={profile}", "about:blank"]
    started = subprocess.Popen(
        [sys.executable, "-c", START, str(theirs_in), str(theirs_out), *command],
        pass_fds=(theirs_in, theirs_out), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(profile)},
    )  # fmt: skip
    os.close(theirs_in)
    os.close(theirs_out)
    page = Page(requests, answers)
    yield page
    page.close()
    started.wait(PATIENCE)
    os.close(requests)
    os.close(answers)


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which looks for what keeps people out."""
    script = Path(sys.prefix) / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        absent("axe-core", f"npm install --prefix {sys.prefix} axe-core")
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def northwind() -> CycleReport:
    """The example's fourth quarter as its page shows it."""
    loaded = load(NORTHWIND)
    return build(loaded.workspace, "2026-Q4", date(2026, 11, 21), complete=loaded.complete, for_page=True)


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[CycleReport], Path]:
    """Saves the page of a report."""

    def save(report: CycleReport) -> Path:
        path = tmp_path / "report.html"
        path.write_text(html_report(report, Style()), encoding="utf-8")
        return path

    return save


@pytest.fixture
def origin() -> Origin:
    """A page made at noon from a commit."""
    return Origin(made_at=datetime(2026, 11, 21, 12, tzinfo=UTC), version="0.1.0", commit="0123456789abcdef")
