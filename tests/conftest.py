"""What every test may use: a workspace made of texts that stand in the test."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

import pytest

from okrctl.core.scoring.scores import KeyResultScore
from okrctl.core.scoring.scoring import Scores
from okrctl.storage.loading import Loaded, load

Files = Mapping[str, str]
SETTINGS = "format: 1\nname: Northwind\n"


def write_files(root: Path, files: Files) -> Path:
    """The folder with the files in it; `okrctl.yaml` is there even if it is not among them."""
    for path, text in {"okrctl.yaml": SETTINGS, **files}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
    return root


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks and kept texts lie in folders of the tests, never in the user's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "state"))


@pytest.fixture
def make(tmp_path: Path) -> Callable[[Files], Path]:
    """Makes a workspace of the files given by path and text; gives its root."""
    return lambda files: write_files(tmp_path / "workspace", files)


@pytest.fixture
def loaded(make: Callable[[Files], Path]) -> Callable[[Files], Loaded]:
    """Makes a workspace and loads it."""
    return lambda files: load(make(files))


@pytest.fixture
def quarter(tmp_path: Path) -> Callable[..., Scores]:
    """Scores 2026-Q4 with the objective `goal`, given as text, after updates written as `2026-11-02 nps: {value: 35}`.

    `files` adds others by path.
    """

    def score(objective: str, *updates: str, as_of: str = "2026-11-21", files: Files | None = None) -> Scores:
        texts = {"cycles/2026-Q4/objectives/goal.yaml": dedent(objective), **_check_ins(updates), **(files or {})}
        root = tmp_path / f"quarter-{len(list(tmp_path.iterdir()))}"
        return Scores(load(write_files(root, texts)).workspace, date.fromisoformat(as_of))

    return score


@pytest.fixture
def scored(quarter: Callable[..., Scores]) -> Callable[..., KeyResultScore]:
    """Scores one key result of 2026-Q4, given as `start: 31, target: 45`, after updates written as `2026-11-02 value: 35`."""

    def score(
        key_result: str, *updates: str, as_of: str = "2026-11-21", about: str = "", files: Files | None = None
    ) -> KeyResultScore:
        objective = f"title: Goal\n{about}\nkey_results:\n  kr: {{title: Result, {key_result}}}\n"
        entries = [f"{day} kr: {{{said}}}" for day, said in (update.split(" ", 1) for update in updates)]
        return quarter(objective, *entries, as_of=as_of, files=files).key_result("2026-Q4/goal/kr")

    return score


def _check_ins(updates: tuple[str, ...]) -> Files:
    """One check-in for each, made in that order on its day."""
    texts: dict[str, str] = {}
    for number, update in enumerate(updates):
        day, said = update.split(" ", 1)
        moment = f"{day}T09:{number // 60:02}:{number % 60:02}Z"
        path = f"cycles/2026-Q4/checkins/{day[:7]}/{day}-ana-k{number:07}.yaml"
        texts[path] = f"date: {day}\nat: {moment}\nby: ana\nupdates:\n  goal/{said}\n"
    return texts


class Answer(NamedTuple):
    """What a command line answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)


class Terminal(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, text: str = "", *, tty: bool = False, interrupt: bool = False) -> None:
        super().__init__(text)
        self.tty = tty
        self.interrupt = interrupt
        """Ctrl-C is pressed where the text ends."""

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = super().readline(-1 if size is None else size)
        if self.interrupt and not line:
            raise KeyboardInterrupt
        return line

    def isatty(self) -> bool:
        return self.tty


Run = Callable[..., Answer]
NOON = datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC)


def run_line(
    line: str | Sequence[str],
    folder: Path,
    *,
    stdin: str = "",
    tty: bool = False,
    interrupt: bool = False,
    now: datetime = NOON,
    **environ: str,
) -> Answer:
    """Runs one command line in this process, in a folder, on 21 November 2026 at noon."""
    from okrctl import cli
    from okrctl.commands._context import Context

    out, err = Terminal(tty=tty), Terminal(tty=tty)
    context = Context(
        folder=folder,
        now=now,
        environ={"LANG": "C.UTF-8", "OKRCTL_USER": "ana", **environ},
        stdin=Terminal(stdin, tty=tty, interrupt=interrupt),
        stdout=out,
        stderr=err,
    )
    words = shlex.split(line) if isinstance(line, str) else list(line)
    code = cli.run(words, context)
    return Answer(code, out.getvalue(), err.getvalue())


@pytest.fixture
def okrctl(make: Callable[[Files], Path]) -> Callable[[Files], Run]:
    """Makes a workspace and gives what runs command lines in it."""

    def made(files: Files) -> Run:
        root = make(files)
        return lambda line, **about: run_line(line, root, **about)

    return made


@pytest.fixture
def run_in() -> Run:
    """What runs a command line in a folder."""
    return run_line


@pytest.fixture
def tree_of() -> Callable[[Path], dict[str, bytes]]:
    """What gives every file below a folder with its bytes."""
    return lambda root: {
        path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()
    }


SAMPLE_HEADER = re.compile(r"# (?P<path>(?:cycles/|kpis/|okrctl\.yaml|\./)[^()\n]*?)(?: \((?P<how>.+)\))?\n")
"""Begins a file of a sample: `# okrctl.yaml`, `# cycles/2026-Q4/objectives/growth.yaml (Latin-1)`. See okrctl/lint/manual.py."""

Sample = Callable[[str], Path]


def sample_files(text: str) -> list[tuple[str, str, str]]:
    """The files of a sample: path, what YAML text cannot say of it, text."""
    starts = [match for match in SAMPLE_HEADER.finditer(text) if match.start() == 0 or text[match.start() - 1] == "\n"]
    ends = [*(match.start() for match in starts[1:]), len(text)][: len(starts)]
    return [
        (m["path"].removeprefix("./"), m["how"] or "", text[m.end() : end]) for m, end in zip(starts, ends, strict=True)
    ]


def write_sample(root: Path, text: str) -> Path:
    """The folder with the sample's files in it; `(as of 2026-10-01)` is committed on that day."""
    write_files(root, {})
    days = [how.removeprefix("as of ") for _, how, _ in sample_files(text) if how.startswith("as of ")]
    if days:
        in_git(root, "init", "--quiet")
    for path, how, content in sample_files(text):
        write_sample_file(root / path, how, content)
        if how.startswith("as of "):
            in_git(root, "add", "--all")
            in_git(root, "commit", "--quiet", "--message=A day's work", day=how.removeprefix("as of "))
    return root


def write_sample_file(target: Path, how: str, content: str) -> None:
    """Writes one file of a sample."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if how.startswith("a link to "):
        target.symlink_to(how.removeprefix("a link to "))
    elif how == "a folder":
        target.mkdir()
    elif how == "a pipe":
        os.mkfifo(target)
    else:
        content = content.replace("\n", "\r\n") if how == "CRLF" else content
        encoding = {"Latin-1": "latin-1", "UTF-16": "utf-16", "BOM": "utf-8-sig"}.get(how, "utf-8")
        target.write_bytes(content.encode(encoding))


def in_git(root: Path, *arguments: str, day: str = "2026-10-01") -> None:
    """Runs git in the folder as Ana, on a day."""
    me = {"NAME": "Ana", "EMAIL": "ana@northwind.example", "DATE": f"{day}T09:00:00Z"}
    names = {f"GIT_{who}_{what}": said for who in ("AUTHOR", "COMMITTER") for what, said in me.items()}
    calm = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *arguments], cwd=root, env={**os.environ, **names, **calm}, check=True, capture_output=True)


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    """Makes a workspace of a sample as the manuals have them; gives its root."""
    return lambda text: write_sample(tmp_path / "workspace", text)
