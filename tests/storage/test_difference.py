from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from okrctl.storage.writing.difference import difference


def test_a_new_file_is_all_added() -> None:
    assert (
        difference("kpis/nps.yaml", None, b"title: Score\n")
        == "--- /dev/null\n+++ b/kpis/nps.yaml\n@@ -0,0 +1 @@\n+title: Score\n"
    )


def test_nothing_changed_is_no_difference() -> None:
    assert difference("kpis/nps.yaml", b"title: Score\n", b"title: Score\n") == ""


@pytest.mark.parametrize(
    ("old", "shown"),
    [
        (None, "Binary files /dev/null and b/all.xlsx differ\n"),
        (b"text\n", "Binary files a/all.xlsx and b/all.xlsx differ\n"),
        (b"PK\0", ""),
    ],
)
def test_of_binary_files_it_says_only_that_they_differ(old: bytes | None, shown: str) -> None:
    assert difference("all.xlsx", old, b"PK\0") == shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (None, b"title: Score\nwhy: x\n"),
        (b"title: Score\n", b"title: Score\nwhy: x\n"),
        (b"title: Score", b"title: Score\nwhy: x"),
        (b"\xef\xbb\xbftitle: Score\r\nwhy: x\r\n", b"\xef\xbb\xbftitle: Score\r\nowner: a\r\nwhy: x\r\n"),
        ("title: a\u2028b\x85c\rd\n".encode(), "title: a\u2028b\x85c\rd\nwhy: 🎉\n".encode()),
    ],
)
def test_git_applies_the_difference(tmp_path: Path, old: bytes | None, new: bytes) -> None:
    if old is not None:
        (tmp_path / "kpi.yaml").write_bytes(old)

    subprocess.run(
        ["git", "apply", "--whitespace=nowarn"],
        cwd=tmp_path,
        input=difference("kpi.yaml", old, new).encode(),
        check=True,
    )

    assert (tmp_path / "kpi.yaml").read_bytes() == new
