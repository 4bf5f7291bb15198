"""A trial: one command, run again and again, while one call after the other fails; and what became of the files."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from okrctl.storage.layout import TEMPORARY_PREFIX
from tests.conftest import Answer, run_line
from tests.faults.failing_disk import FAULTS, INTERRUPTED, KILLED, KILLED_STATUS, Calls, failing
from tests.faults.writing_commands import WORKSPACE, WritingCommand

INTERRUPTED_CODE, WRITE_REFUSED = 130, 5
MOST_CALLS = 60
"""A command of more calls writes many files, each in the same way."""

_RECORD = re.compile(r"-[0-9a-hjkmnp-tv-z]{8}(?=\.yaml\Z)")

Tree = Mapping[str, bytes]
State = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a trial met."""

    calls: int
    """Calls of the disk that the command makes."""
    tried: int
    """Calls that were let fail, once with each fault."""
    undone: int
    """Runs after which everything was as before."""
    done: int
    """Runs after which everything was written."""
    halfway: int
    """Runs after which some files were written: only a kill leaves that."""


@dataclass
class Trial:
    """A command in a folder of its own; `figures` raises AssertionError for whatever is lost."""

    command: WritingCommand
    folder: Path
    checked: set[tuple[State, bool]] = field(default_factory=set)
    """States after which `lint` and a second run were seen to be good; many faults lead to the same."""

    def __post_init__(self) -> None:
        self.root, self.template = self.folder / "workspace", self.folder / "template"
        self.own = {name: self.folder / name.lower() for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME")}
        for path, text in {**WORKSPACE, **self.command.files}.items():
            if text is not None:
                (self.template / path).parent.mkdir(parents=True, exist_ok=True)
                (self.template / path).write_bytes(text.encode())
        self.template.mkdir(parents=True, exist_ok=True)
        if self.command.first:
            assert run_line(self.command.first, self.template).code == 0
        self._begin()
        self.before = tree(self.root)
        self.broken_before = {(f["path"], f["message"]) for f in self._findings() if f["level"] == "error"}
        calls = Calls(self._watched())
        with failing(calls):
            answer = self.run()
        assert answer.code == 0, answer.err
        self.calls = calls.made
        self.done = tree(self.root)
        assert state(self.done) != state(self.before), "the command writes nothing"

    def _watched(self) -> list[Path]:
        return [self.root, *self.own.values()]

    def _begin(self) -> None:
        """The workspace as it is before."""
        for folder in (self.root, *self.own.values()):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.template, self.root)

    def run(self, line: str | None = None) -> Answer:
        """Runs the command, or another line, in the workspace."""
        editor = f"sed -i '{self.command.editor}'" if self.command.editor else ""
        with patch.dict(os.environ, {name: str(folder) for name, folder in self.own.items()}):
            return run_line(
                line or self.command.line, self.root, stdin=self.command.stdin, tty=self.command.tty, EDITOR=editor
            )

    def figures(self, faults: tuple[str, ...] = FAULTS, *, most: int = MOST_CALLS, each: bool = True) -> Figures:
        """Lets one call after the other fail, with each of the faults, or without `each` with one of them in turn.

        Of a command that makes more calls than `most` every second or third, … is let fail.
        """
        outcomes: list[str] = []
        numbers = range(1, len(self.calls) + 1, -(-len(self.calls) // most))
        for number in numbers:
            for fault in faults if each else {faults[number % len(faults)], KILLED}:
                self._begin()
                outcomes.append(self._killed(number) if fault == KILLED else self._failed(number, fault))
        return Figures(
            calls=len(self.calls), tried=len(outcomes),
            undone=outcomes.count("undone"), done=outcomes.count("done"), halfway=outcomes.count("halfway"),
        )  # fmt: skip

    def _failed(self, number: int, fault: str) -> str:
        """What became of a run whose call of that number failed: all is done, or nothing is and it says so."""
        where = f"call {number}, {self.calls[number - 1]}, {fault}"
        with failing(Calls(self._watched(), number, fault)):
            answer = self.run()
        now = tree(self.root)
        assert "Traceback" not in answer.err, (where, answer.err)
        if fault == INTERRUPTED:
            assert answer.code == INTERRUPTED_CODE, (where, answer)
            answer = answer._replace(code=WRITE_REFUSED)
        assert answer.code in ((0, 1, 3, 5) if self.command.line.startswith("lint") else (0, 3, 5)), (where, answer)
        if state(now) == state(self.done) and (answer.code == 0 or fault == INTERRUPTED):
            assert "warning: " in answer.err or not temporary(now) or fault == INTERRUPTED, (where, answer.err)
            self._good(now, where)
            return "done"
        assert now == self.before, (where, answer, changed(self.before, now))
        assert folders(self.root) == folders(self.template), where
        assert answer.code, (where, answer)
        self._good(now, where)
        return "undone"

    def _killed(self, number: int) -> str:
        """What a kill before that call left: files that were not touched, files that are done, and temporary ones."""
        where = f"killed at call {number}, {self.calls[number - 1]}"
        child = os.fork()
        if child == 0:
            try:
                with failing(Calls(self._watched(), number, KILLED)):
                    self.run()
            finally:
                os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED_STATUS, where
        now = tree(self.root)
        for path, data in state(now):
            assert (path, data) in (*state(self.before), *state(self.done)), (where, path, data)
        self._good(now, where)
        return {state(self.before): "undone", state(self.done): "done"}.get(state(now), "halfway")

    def _good(self, now: Tree, where: str) -> None:
        """`lint` finds nothing but temporary files, all of them; the same command again brings it to its end."""
        key = state(now), bool(temporary(now))
        if key in self.checked:
            return
        self._lint_names(now, where)
        if key[0] != state(self.done):
            again = self.run(self.command.again)
            assert again.code == 0, (where, again)
            assert self._is_done(tree(self.root), now), (where, changed(self.done, tree(self.root)))
            if not self.command.apart:
                assert {f["code"] for f in self._findings()} <= {"OKR008"}, where
        self.checked.add(key)

    def _lint_names(self, now: Tree, where: str) -> None:
        found = self._findings()
        named = {finding["path"] for finding in found if finding["code"] == "OKR008"}
        if "okrctl.yaml" in now:
            left = {path for path in temporary(now) if not (self.command.apart and "/" in path)}
            assert left <= named, (where, left - named)
        broken = {(finding["path"], finding["message"]) for finding in found if finding["level"] == "error"}
        if self.command.is_named_halfway and state(now) not in (state(self.before), state(self.done)):
            assert {finding["code"] for finding in found} > {"OKR008"} or broken, where
        else:
            assert broken <= self.broken_before, (where, broken)

    def _findings(self) -> list[dict[str, str]]:
        """What `lint` says of files and references; it gives none where there is no workspace yet."""
        answer = self.run("lint --json")
        found = json.loads(answer.out).get("findings", [])
        return [one for one in found if one["code"] < "OKR1"]

    def _is_done(self, again: Tree, left: Tree) -> bool:
        """Whether everything is there now; a second check-in may say the same again."""
        extra = [entry for entry in state(left) if entry not in state(self.before)] if self.command.adds else []
        return sorted(set(state(again))) == sorted(set(state(self.done))) and len(state(again)) <= len(
            state(self.done)
        ) + len(extra)


def tree(root: Path) -> dict[str, bytes]:
    """Every file with its bytes."""
    return {path: (root / path).read_bytes() for path in _below(root) if not (root / path).is_dir()}


def folders(root: Path) -> set[str]:
    """Every folder."""
    return {path for path in _below(root) if (root / path).is_dir()}


def _below(root: Path) -> Iterator[str]:
    for path in sorted(root.rglob("*")):
        yield path.relative_to(root).as_posix()


def temporary(files: Tree) -> list[str]:
    """The paths of temporary files."""
    return [path for path in files if path.rpartition("/")[2].startswith(TEMPORARY_PREFIX)]


def state(files: Tree) -> State:
    """The files that are no temporary ones, the random part of a record's name left out."""
    left = set(temporary(files))
    return tuple(sorted((_RECORD.sub("-RECORD", path), data) for path, data in files.items() if path not in left))


def changed(before: Tree, now: Tree) -> list[str]:
    """The paths that differ."""
    return sorted(path for path in {*before, *now} if before.get(path) != now.get(path))
