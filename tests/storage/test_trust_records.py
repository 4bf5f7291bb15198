"""Trust records: in the user's folder, for one place and one hash; what anybody else could have made does not count."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from okrctl.core.errors import WriteRefused
from okrctl.storage.trust_records import record_trust, revoke_trust, trusted_hash

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
HASH = "ab" * 32


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "workspace").mkdir()
    return tmp_path / "workspace"


def test_what_was_recorded_is_found_again(root: Path) -> None:
    file = record_trust(root, HASH, NOW)

    assert trusted_hash(root) == HASH
    assert json.loads(file.read_text()) == {"workspace": str(root), "sources": HASH, "at": "2026-11-21T12:00:00Z"}
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_the_newest_record_counts_alone(root: Path) -> None:
    record_trust(root, HASH, NOW)
    file = record_trust(root, "cd" * 32, NOW)

    assert trusted_hash(root) == "cd" * 32
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_what_was_taken_back_is_gone(root: Path) -> None:
    record_trust(root, HASH, NOW)

    revoke_trust(root)

    assert (trusted_hash(root), revoke_trust(root)) == (None, None)


def test_a_workspace_that_was_moved_or_copied_has_no_record(root: Path, tmp_path: Path) -> None:
    record_trust(root, HASH, NOW)

    root.rename(tmp_path / "elsewhere")

    assert trusted_hash(tmp_path / "elsewhere") is None


def test_a_link_to_the_workspace_is_the_workspace(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(root)

    record_trust(tmp_path / "link", HASH, NOW)

    assert trusted_hash(root) == HASH


def test_a_record_of_another_place_under_this_ones_name_does_not_count(root: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = record_trust(tmp_path / "other", HASH, NOW)
    mine = record_trust(root, HASH, NOW)

    mine.write_bytes(other.read_bytes())

    assert trusted_hash(root) is None


@pytest.mark.parametrize("state", ["", ".state", "link"])
def test_a_folder_of_records_in_the_workspace_is_not_used(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    file = record_trust(root, HASH, NOW)
    inside = root / state / "okrctl/trust" if state != "link" else root / "okrctl/trust"
    inside.mkdir(parents=True)
    (inside / file.name).write_bytes(file.read_bytes())
    (inside / file.name).chmod(0o600)
    (tmp_path / "link").symlink_to(root)

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "link" if state == "link" else root / state))

    assert trusted_hash(root) is None
    with pytest.raises(WriteRefused):
        record_trust(root, HASH, NOW)


def test_a_folder_of_records_that_is_a_link_into_the_workspace_is_not_used(root: Path, tmp_path: Path) -> None:
    file = record_trust(root, HASH, NOW)
    file.parent.rename(root / "trust")

    file.parent.symlink_to(root / "trust")

    assert trusted_hash(root) is None


def test_a_relative_folder_is_not_used(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = record_trust(root, HASH, NOW)
    (root / "okrctl/trust").mkdir(parents=True)
    (root / "okrctl/trust" / file.name).write_bytes(file.read_bytes())

    monkeypatch.setenv("XDG_STATE_HOME", ".")
    monkeypatch.setenv("HOME", str(root.parent / "home"))
    monkeypatch.chdir(root)

    assert trusted_hash(root) is None


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_record_that_others_may_write_does_not_count(root: Path, mode: int) -> None:
    record_trust(root, HASH, NOW).chmod(mode)

    assert trusted_hash(root) is None


def test_a_record_that_is_a_link_does_not_count(root: Path) -> None:
    file = record_trust(root, HASH, NOW)
    file.rename(root / "record.json")

    file.symlink_to(root / "record.json")

    assert trusted_hash(root) is None


def test_a_record_with_something_else_for_a_hash_does_not_count(root: Path) -> None:
    record_trust(root, HASH, NOW).write_text(json.dumps({"workspace": str(root), "sources": [HASH]}))

    assert trusted_hash(root) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"workspace": 1}', '"x"', "\x00", "null", "[" * 9_000])
def test_a_record_that_makes_no_sense_does_not_count(root: Path, text: str) -> None:
    record_trust(root, HASH, NOW).write_text(text)

    assert trusted_hash(root) is None


def test_a_pipe_in_place_of_a_record_does_not_hang(root: Path) -> None:
    file = record_trust(root, HASH, NOW)
    file.unlink()

    os.mkfifo(file, 0o600)

    assert trusted_hash(root) is None
