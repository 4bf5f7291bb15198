from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from okrctl.core.errors import WriteRefused
from okrctl.storage.history import git

PATH = "cycles/2026-Q4/objectives/win.yaml"


@pytest.fixture(autouse=True)
def own_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git as on a new machine, with somebody's name."""
    (tmp_path / "gitconfig").write_text(
        "[user]\n\tname = Ana\n\temail = ana@northwind.example\n[init]\n\tdefaultBranch = main\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for name in ("EMAIL", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace in a sub-folder of a repository, its objective committed."""
    run(tmp_path, "init", "--quiet", "repository")
    root = tmp_path / "repository" / "goals"
    put(root, PATH, "title: Win\n")
    run(root, "add", ".")
    run(root, "commit", "--quiet", "-m", "Goals")
    return root


def put(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


def run(folder: Path, *arguments: str, check: bool = True) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=check).stdout.strip()


def hook(root: Path, name: str, script: str) -> None:
    path = root.parent / ".git/hooks" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_a_repository_gives_no_trouble(root: Path) -> None:
    assert git.trouble(root) is None


def test_without_a_repository_that_is_said(tmp_path: Path) -> None:
    assert git.trouble(tmp_path) == "the workspace is in no git repository"


def test_a_bare_repository_has_no_files(tmp_path: Path) -> None:
    run(tmp_path, "init", "--quiet", "--bare", "bare.git")

    assert git.trouble(tmp_path / "bare.git") == "the repository has no working tree"


def test_without_git_that_is_said(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert git.trouble(root) == "git is not installed or does not answer"
    assert (git.config(root, "user.name"), git.head(root), git.is_committed(root, PATH)) == (None, None, False)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_repository_of_somebody_else_is_not_trusted(root: Path) -> None:
    for folder in (root.parent, root.parent / ".git"):
        os.chown(folder, 12345, -1)

    assert git.trouble(root) == "git does not trust the repository: it belongs to another user"


def test_the_configuration_is_read(root: Path, tmp_path: Path) -> None:
    assert git.config(root, "user.email") == "ana@northwind.example"
    assert git.config(tmp_path, "user.name") == "Ana"
    assert git.config(root, "user.nickname") is None


def test_the_variables_of_a_hook_do_not_lead_elsewhere(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    put(root, PATH, "title: Win it\n")

    revision = git.commit(root, [PATH], "changed")

    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert run(root, "rev-parse", "HEAD") == revision


def test_a_file_counts_as_committed_once_a_revision_holds_it(root: Path) -> None:
    put(root, "kpis/new.yaml", "title: New\n")
    run(root, "add", ".")
    put(root, PATH, "title: Win it\n")

    assert [git.is_committed(root, path) for path in (PATH, "kpis/new.yaml", "kpis/none.yaml")] == [True, False, False]


def test_before_the_first_commit_nothing_is_committed(tmp_path: Path) -> None:
    run(tmp_path, "init", "--quiet", "empty")
    put(tmp_path / "empty", PATH, "title: Win\n")

    assert (git.head(tmp_path / "empty"), git.is_committed(tmp_path / "empty", PATH)) == (None, False)
    assert git.commit(tmp_path / "empty", [PATH], "first") == run(tmp_path / "empty", "rev-parse", "HEAD")


def test_exactly_the_given_files_are_committed_and_the_index_stays(root: Path) -> None:
    put(root, PATH, "title: Win it\n")
    put(root, "kpis/n*w.yaml", "title: New\n")
    put(root, "kpis/now.yaml", "title: Untracked\n")
    put(root, "staged.md", "of the user\n")
    run(root, "add", "staged.md")

    revision = git.commit(root, [PATH, "kpis/n*w.yaml"], "added KPI kpis/new: #1 -> new")

    assert revision == run(root, "rev-parse", "HEAD") == git.head(root)
    assert run(root, "show", "--format=%s%n%an", "--name-only", "HEAD").splitlines() == [
        "added KPI kpis/new: #1 -> new",
        "Ana",
        "",
        "goals/cycles/2026-Q4/objectives/win.yaml",
        "goals/kpis/n*w.yaml",
    ]
    assert run(root, "status", "--short", "--untracked-files=all").splitlines() == ["A  staged.md", "?? kpis/now.yaml"]


def test_a_file_behind_a_link_of_the_repository_is_committed(root: Path) -> None:
    put(root, "shared/kpis/nps.yaml", "title: Score\n")
    (root / "kpis").symlink_to("shared/kpis")

    git.commit(root, ["kpis/nps.yaml"], "added")

    assert run(root, "show", "--format=", "--name-only", "HEAD") == "goals/shared/kpis/nps.yaml"


def test_a_hook_that_fails_leaves_file_and_index_as_they_were(root: Path) -> None:
    hook(root, "pre-commit", "echo 'the goals do not lint' >&2; exit 1")
    put(root, PATH, "title: Win it\n")
    put(root, "kpis/new.yaml", "title: New\n")

    with pytest.raises(WriteRefused) as refusal:
        git.commit(root, [PATH, "kpis/new.yaml"], "changed")

    assert refusal.value.message == "written, not committed: the goals do not lint"
    assert run(root, "status", "--short", "--untracked-files=all").splitlines() == [
        "M cycles/2026-Q4/objectives/win.yaml",
        "?? kpis/new.yaml",
    ]


def test_reading_starts_nothing_that_the_repository_names(root: Path, tmp_path: Path) -> None:
    trap = f"touch {tmp_path / 'sprung'}"
    for key in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand"):
        run(root, "config", key, trap)
    hook(root, "post-index-change", trap)

    answers = (git.trouble(root), git.unfinished(root), git.is_committed(root, PATH), git.config(root, "user.name"))

    assert answers == (None, None, True, "Ana")
    assert not (tmp_path / "sprung").exists()


def test_a_merge_that_is_not_finished_is_named(root: Path) -> None:
    run(root, "checkout", "--quiet", "-b", "other")
    put(root, PATH, "title: Other\n")
    run(root, "commit", "--quiet", "-am", "Other")
    run(root, "checkout", "--quiet", "main")
    put(root, PATH, "title: Main\n")
    run(root, "commit", "--quiet", "-am", "Main")

    run(root, "merge", "other", check=False)
    merging = git.unfinished(root)
    run(root, "merge", "--abort")
    run(root, "rebase", "other", check=False)

    assert (merging, git.unfinished(root)) == ("merge", "rebase")


def test_a_commit_is_possible_where_nothing_stands_against_it(root: Path) -> None:
    git.check_committable(root)


def test_what_stands_against_a_commit_is_said_before_anything_is_written(root: Path, tmp_path: Path) -> None:
    (root.parent / ".git/MERGE_HEAD").write_text(run(root, "rev-parse", "HEAD") + "\n")

    with pytest.raises(WriteRefused) as merge:
        git.check_committable(root)
    with pytest.raises(WriteRefused) as nowhere:
        git.check_committable(tmp_path)

    assert merge.value.message == "cannot commit in the middle of a merge; nothing was written"
    assert nowhere.value.message == "cannot commit, because the workspace is in no git repository; nothing was written"


def test_a_commit_needs_somebody_who_makes_it(root: Path, tmp_path: Path) -> None:
    (tmp_path / "gitconfig").write_text("[user]\n\tuseConfigOnly = true\n")

    with pytest.raises(WriteRefused) as refusal:
        git.check_committable(root)

    assert refusal.value.message == "cannot commit, because git does not know who you are; nothing was written"


def test_a_worktree_and_a_detached_head_are_committed_to(root: Path, tmp_path: Path) -> None:
    run(root, "worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"))
    tree = tmp_path / "tree" / "goals"
    put(tree, PATH, "title: Win it\n")

    git.check_committable(tree)
    revision = git.commit(tree, [PATH], "changed")

    assert revision == run(tree, "rev-parse", "HEAD") != run(root, "rev-parse", "HEAD")
