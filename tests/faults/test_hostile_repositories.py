"""Repositories that set traps: nothing in one makes okrctl start a program, open a connection, or leave its folder."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import in_git, run_line, write_files
from tests.faults.writing_commands import HIRE, WORKSPACE

LINES = (
    "lint", "report --quarter --format markdown", "report --quarter --at HEAD~1", "log", "diff HEAD~1", "diff HEAD~1..HEAD",
    "show hire/offers", "explain hire/offers", "status", "checkin hire/offers 5", "checkin hire/offers 6 --amend",
    "set hire team=growth", "rename hire/plan a-plan", "schema --install",
)  # fmt: skip
"""Lines of all kinds, those first that ask git something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """What a repository may hold to start a program of its own."""

    config: Mapping[str, str] = field(default_factory=dict)
    """TRAP stands for the program."""
    files: Mapping[str, str] = field(default_factory=dict)
    """In the repository; a text that begins with #! is a program."""
    springs: str
    """What people type that springs it."""
    set_up: Callable[[Path, Path], None] = lambda root, trap: None  # noqa: ARG005 - most need nothing else


def signed(root: Path, trap: Path) -> None:
    """The last commit carries a signature, and a program is named that checks it."""
    plain = git(root, "cat-file", "commit", "HEAD")
    about, _, message = plain.partition("\n\n")
    text = f"{about}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n{message}"
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=root,
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    git(root, "reset", "--soft", made.stdout.strip())


def incomplete(root: Path, trap: Path) -> None:
    """An object is missing, and the remote that has it is a program."""
    blob = git(root, "rev-parse", f"HEAD~1:{HIRE}")
    (root / ".git/objects" / blob[:2] / blob[2:]).unlink()


def with_submodule(root: Path, trap: Path) -> None:
    """A repository in the repository names a program of its own."""
    inner = write_files(root / "kpis/inner", {})
    in_git(inner, "init", "--quiet")
    in_git(inner, "add", "--all")
    in_git(inner, "commit", "--quiet", "--message=inner")
    in_git(root, "add", "--all")
    in_git(root, "commit", "--quiet", "--message=with it")
    in_git(inner, "config", "core.fsmonitor", str(trap))


def looks_like_a_repository(root: Path, trap: Path) -> None:
    """The workspace's own folder holds what git takes for a repository, with programs of its own."""
    in_git(root, "clone", "--quiet", "--bare", ".git", "inner.git")
    for path in list((root / "inner.git").iterdir()):
        path.rename(root / path.name) if not (root / path.name).exists() else None
    (root / ".git").rename(root.parent / "gone.git")
    text = f"[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = {trap}\n\thooksPath = hooks\n"
    (root / "config").write_text(text)
    (root / "hooks").mkdir(exist_ok=True)
    program(root / "hooks/pre-commit", f'exec "{trap}"')


ATTRIBUTES = "*.yaml filter=evil diff=evil\n"
TRAPS: Mapping[str, Trap] = {
    "a file system monitor": Trap(config={"core.fsmonitor": "TRAP"}, springs="git status"),
    "a hook": Trap(files={".git/hooks/post-index-change": '#!/bin/sh\nexec "TRAP"\n'}, springs="git status"),
    "a folder of hooks": Trap(
        config={"core.hooksPath": "hooks"}, files={"hooks/post-index-change": '#!/bin/sh\nexec "TRAP"\n'}, springs="git status"
    ),
    "a filter": Trap(config={"filter.evil.clean": "TRAP"}, files={".gitattributes": ATTRIBUTES}, springs="git status"),
    "a filter that is required": Trap(
        config={"filter.evil.process": "TRAP", "filter.evil.required": "true"}, files={".gitattributes": ATTRIBUTES}, springs="git status"
    ),
    "a filter with an odd name": Trap(
        config={"filter.a=b.clean": "TRAP"}, files={".gitattributes": "*.yaml filter=a=b\n"}, springs="git status"
    ),
    "a program that makes text": Trap(
        config={"diff.evil.textconv": "TRAP"}, files={".gitattributes": ATTRIBUTES}, springs="git log -Gtarget"
    ),
    "a program that compares": Trap(
        config={"diff.evil.command": "TRAP"}, files={".gitattributes": ATTRIBUTES}, springs="git diff HEAD~1"
    ),
    "a program that compares everything": Trap(config={"diff.external": "TRAP"}, springs="git diff HEAD~1"),
    "a program that checks signatures": Trap(
        config={"log.showSignature": "true", "gpg.program": "TRAP"}, set_up=signed, springs="git log"
    ),
    "a remote that is a program": Trap(
        config={
            "core.repositoryFormatVersion": "1", "extensions.partialClone": "origin", "remote.origin.promisor": "true",
            "remote.origin.url": "ext::TRAP", "protocol.ext.allow": "always",
        },
        set_up=incomplete, springs=f"git show HEAD~1:{HIRE}",
    ),
    "another file of settings": Trap(
        config={"include.path": "../settings"}, files={"settings": "[core]\n\tfsmonitor = TRAP\n"}, springs="git status"
    ),
    "a submodule": Trap(set_up=with_submodule, springs="git status"),
    "a folder that looks like a repository": Trap(set_up=looks_like_a_repository, springs="git status"),
    "a git of its own": Trap(files={"git": '#!/bin/sh\nexec "TRAP"\n'}, springs="git status"),
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace in a repository of two commits."""
    root = write_files(tmp_path / "workspace", WORKSPACE)
    in_git(root, "init", "--quiet")
    in_git(root, "add", "--all")
    in_git(root, "commit", "--quiet", "--message=first")
    (root / HIRE).write_text((root / HIRE).read_text().replace("target: 6", "target: 5"))
    in_git(root, "commit", "--quiet", "--all", "--message=second", day="2026-11-10")
    return root


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A program that leaves a mark."""
    return program(tmp_path / "trap", f'touch "{tmp_path / "sprung"}"')


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git's settings are the repository's alone."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ana")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ana@northwind.example")


def program(path: Path, script: str) -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def git(root: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True).stdout.strip()


def laid(root: Path, trap: Path, of: Trap) -> None:
    """The trap, laid in the repository."""
    for path, text in of.files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text.replace("TRAP", str(trap)))
        (root / path).chmod(0o755 if text.startswith("#!") else 0o644)
    of.set_up(root, trap)
    for key, value in of.config.items():
        git(root, "config", key, value.replace("TRAP", str(trap)))
    touch(root)


def touch(root: Path) -> None:
    """Makes every file look as if it were changed, so that git compares its contents."""
    for path in root.rglob("*.yaml"):
        os.utime(path, (1_700_000_000, 1_700_000_000))


def sprung(trap: Path) -> bool:
    """Whether the program was started since the last time."""
    mark = trap.parent / "sprung"
    was = mark.exists()
    mark.unlink(missing_ok=True)
    return was


@pytest.mark.parametrize("name", TRAPS)
def test_no_trap_is_sprung(name: str, root: Path, trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of = TRAPS[name]
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.environ['PATH']}")
    laid(root, trap, of)
    subprocess.run(["sh", "-c", of.springs], cwd=root, capture_output=True, check=False)
    assert sprung(trap), "the trap is none"

    for line in LINES:
        touch(root)
        answer = run_line(line, root)
        assert not sprung(trap), line
        assert answer.code in (0, 1, 3, 4), (line, answer)


def test_settings_of_the_environment_stay_in_force(root: Path, trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid(root, trap, TRAPS["a filter"])
    for name, value in {"COUNT": "1", "KEY_0": "core.quotePath", "VALUE_0": "false"}.items():
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)

    answers = [run_line(line, root) for line in LINES]

    assert not sprung(trap)
    assert [answer for answer in answers if answer.code == 70] == []


def test_a_commit_into_what_only_looks_like_a_repository_is_refused(root: Path, trap: Path) -> None:
    laid(root, trap, TRAPS["a folder that looks like a repository"])

    answer = run_line("checkin hire/offers 5 --commit", root)

    assert (answer.code, sprung(trap)) == (5, False)
