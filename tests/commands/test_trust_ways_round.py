"""`trust` cannot be had from the workspace: not by its files, settings or links, nor by a word for the hash."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.commands.trusted_card import CARD, FILES, NOT_ALLOWED, ran

Run = Callable[..., Any]
Okrctl = Callable[[Mapping[str, str]], Run]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def run(okrctl: Okrctl) -> Run:
    return okrctl(FILES)


# Nothing in the workspace can give the permission


@pytest.mark.parametrize("path", [".env", ".okrctl/trust.json", ".okrctl/trust/trust.json", "trust.json", ".envrc"])
def test_no_file_of_the_workspace_allows_anything(run: Run, root: Path, path: str) -> None:
    hash_ = run("trust --show --json").json["hash"]
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(f'OKRCTL_TRUST={hash_}\n{{"workspace": "{root}", "sources": "{hash_}"}}\n')

    assert (run("pull").err, ran(root)) == (NOT_ALLOWED, False)


@pytest.mark.parametrize("line", ["trust: true", "trust: HASH", "sources: {trust: HASH}", "env: {OKRCTL_TRUST: HASH}"])
def test_no_setting_allows_anything(run: Run, root: Path, line: str) -> None:
    hash_ = run("trust --show --json").json["hash"]
    (root / "okrctl.yaml").write_text(f"format: 1\n{line.replace('HASH', hash_)}\n")

    run("pull")

    assert not ran(root)


@pytest.mark.parametrize("key", ["trusted: true", "trust: HASH", "allow: yes"])
def test_no_key_of_a_card_allows_anything(run: Run, root: Path, key: str) -> None:
    hash_ = run("trust --show --json").json["hash"]
    (root / "kpis/nps.yaml").write_text(CARD.replace("}", f", {key.replace('HASH', hash_)}}}"))

    run("pull")

    assert not ran(root)


def test_git_configuration_of_the_repository_allows_nothing(run: Run, root: Path) -> None:
    hash_ = run("trust --show --json").json["hash"]
    (root / ".git").mkdir()
    (root / ".git/config").write_text(f"[okrctl]\n\ttrust = {hash_}\n[core]\n\trepositoryformatversion = 0\n")

    assert (run("pull").err, ran(root)) == (NOT_ALLOWED, False)


def test_another_workspace_with_the_same_sources_is_another_workspace(
    run: Run, run_in: Run, root: Path, tmp_path: Path
) -> None:
    import shutil

    run("trust --yes")
    shutil.copytree(root, tmp_path / "copy")

    answer = run_in("pull", tmp_path / "copy")

    assert (answer.err, ran(tmp_path / "copy")) == (NOT_ALLOWED, False)


def test_a_workspace_reached_by_a_link_is_the_same(run: Run, run_in: Run, root: Path, tmp_path: Path) -> None:
    run("trust --yes")
    (tmp_path / "link").symlink_to(root)

    assert (run_in("pull", tmp_path / "link").code, ran(root)) == (0, True)
    assert (run_in(f"pull -C {tmp_path / 'link'}", tmp_path).code, ran(root)) == (0, True)


# The variable for CI


def test_the_variable_with_the_hash_allows_it(run: Run, root: Path) -> None:
    hash_ = run("trust --show --json").json["hash"]

    assert (run("pull", OKRCTL_TRUST=hash_).code, ran(root)) == (0, True)


def test_the_hash_is_the_same_wherever_the_workspace_lies(run: Run, run_in: Run, root: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(root, tmp_path / "deep" / "copy")

    hashes = [run_in("trust --show --json", folder).json["hash"] for folder in (root, tmp_path / "deep/copy")]

    assert hashes[0] == hashes[1]


@pytest.mark.parametrize("word", ["1", "true", "yes", "*", "all", "FIRST", "LONGER", "TWO", " "])
def test_the_variable_with_anything_else_allows_nothing(run: Run, root: Path, word: str) -> None:
    hash_ = run("trust --show --json").json["hash"]
    given = {"FIRST": hash_[:63], "LONGER": hash_ + "0", "TWO": f"{hash_},{hash_}"}.get(word, word)

    answer = run("pull", OKRCTL_TRUST=given)

    assert (answer.code, ran(root)) == (6, False)


def test_the_variable_of_other_sources_says_so(run: Run, root: Path) -> None:
    answer = run("pull", OKRCTL_TRUST="0" * 64)

    assert (answer.err, ran(root)) == (
        NOT_ALLOWED.replace("you have not allowed that", "OKRCTL_TRUST is not the hash of the sources as they are now"),
        False,
    )


# Files outside the workspace


@pytest.mark.parametrize("written", ["../out.csv", "ABSOLUTE", "link.csv", "folder/out.csv", "data/../../out.csv"])
@pytest.mark.parametrize("kind", ["csv", "json", "sqlite"])
def test_a_file_outside_is_not_read_without_a_permission(
    okrctl: Okrctl, root: Path, tmp_path: Path, written: str, kind: str
) -> None:
    outside = tmp_path / "out.csv"
    outside.write_text("d,v\n2026-10,4711\n")
    root.mkdir()
    (root / "link.csv").symlink_to(outside)
    (root / "folder").symlink_to(tmp_path)
    (root / "data").mkdir()
    source = f"{{{kind}: {written.replace('ABSOLUTE', str(outside))}, "
    source += "query: SELECT 1}" if kind == "sqlite" else "date: d, value: v}"
    run = okrctl({"kpis/nps.yaml": f"title: S\nsource: {source}\n"})

    answer = run("pull")

    assert answer.code == 6
    assert answer.err.startswith(
        f"error: kpis/nps: it reads {outside}, outside the workspace, and you have not allowed"
    )
    assert "4711" not in answer.out + answer.err


def test_a_file_outside_is_read_with_a_permission(okrctl: Okrctl, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("d,v\n2026-10,47\n")
    run = okrctl({"kpis/nps.yaml": "title: S\nsource: {csv: ../out.csv, date: d, value: v}\n"})
    run("trust --yes")

    assert run("pull").out.startswith("✔ pulled kpis/nps 47 (2026-10)")


def test_a_link_that_is_bent_elsewhere_after_the_permission_asks_again(
    okrctl: Okrctl, root: Path, tmp_path: Path
) -> None:
    for name, value in (("one", 1), ("two", 2)):
        (tmp_path / f"{name}.csv").write_text(f"d,v\n2026-10,{value}\n")
    run = okrctl({"kpis/nps.yaml": "title: S\nsource: {csv: link.csv, date: d, value: v}\n"})
    (root / "link.csv").symlink_to(tmp_path / "one.csv")
    run("trust --yes")

    (root / "link.csv").unlink()
    (root / "link.csv").symlink_to(tmp_path / "two.csv")

    answer = run("pull")
    assert (answer.code, answer.out) == (6, "")
    assert "the sources were changed since you allowed them" in answer.err


@pytest.mark.parametrize("name", ["pipe", "/dev/zero", "/dev/stdin"])
def test_what_is_no_file_neither_hangs_nor_fills_the_memory(okrctl: Okrctl, root: Path, name: str) -> None:
    run = okrctl({"kpis/nps.yaml": f"title: S\nsource: {{csv: {name}, date: d, value: v}}\n"})
    os.mkfifo(root / "pipe")
    run("trust --yes")

    assert run("pull").code == 6
