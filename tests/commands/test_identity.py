"""Who is typing."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from okrctl.commands._context import Context
from okrctl.core.errors import UsageError
from okrctl.storage.loading import Loaded, load

PEOPLE = "format: 1\npeople:\n  ana: {name: Ana Díaz, email: Ana@Northwind.example}\n  bo: {name: Bo Lind}\n"
Make = Callable[[Mapping[str, str]], Path]
Who = Callable[..., str]


@pytest.fixture
def who(make: Make) -> Who:
    """Who it is, as `--as` says, the environment, and git's settings in the workspace."""

    def asked(as_: str | None = None, environ: Mapping[str, str] | None = None, email: str = "", name: str = "") -> str:
        root = make({"okrctl.yaml": PEOPLE})
        for command in (["init", "-q"], ["config", "user.email", email], ["config", "user.name", name]):
            subprocess.run(["git", *command], cwd=root, check=True)
        return _context(root, as_, environ or {}).identity(_loaded(root))

    return asked


def _loaded(root: Path) -> Loaded:
    return load(root)


def _context(root: Path, as_: str | None, environ: Mapping[str, str]) -> Context:
    stream = io.StringIO()
    now = datetime(2026, 11, 21, tzinfo=UTC)
    return Context(folder=root, now=now, environ=environ, stdin=stream, stdout=stream, stderr=stream, as_=as_)


def test_the_one_who_is_named_comes_first(who: Who) -> None:
    assert who(as_="cy", environ={"OKRCTL_USER": "dee"}, email="ana@northwind.example", name="Bo") == "cy"


def test_the_environment_comes_before_git(who: Who) -> None:
    assert who(environ={"OKRCTL_USER": "dee"}, email="ana@northwind.example") == "dee"


def test_gits_address_is_matched_to_the_people_whatever_its_case(who: Who) -> None:
    assert who(email="ana@northwind.EXAMPLE", name="Somebody Else") == "ana"


def test_gits_name_becomes_a_slug_where_nobody_has_the_address(who: Who) -> None:
    assert who(email="x@northwind.example", name="Björn Åkesson") == "bjorn-akesson"


@pytest.mark.parametrize("as_", [None, "", "  "])
def test_nobody_is_exit_2(who: Who, as_: str | None) -> None:
    with pytest.raises(UsageError, match="who is this"):
        who(as_=as_, email="x@northwind.example", name="宮本")
