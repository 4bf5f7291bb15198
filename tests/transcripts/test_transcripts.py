"""Whole command lines with their whole output: what people and pipes see.

Each `*.txt` beside this file is a transcript: a line `$ okrctl …`, then its output; lines of stderr begin with `! `, an exit
code other than 0 ends it as `[exit 4]`. All command lines of one file run in a row, in a copy of the folder that its first
line names. `OKRCTL_UPDATE=1 pytest tests/transcripts` writes them anew; review is `git diff`.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
TOP = HERE.parent.parent
IDS = re.compile(r"\b[a-hjkmnp-tv-z][0-9a-hjkmnp-tv-z]{7}(?=\.yaml)")


@pytest.mark.parametrize("path", sorted(HERE.glob("*.txt")), ids=lambda path: path.stem)
def test_transcript(path: Path, tmp_path: Path, run_in: Callable[..., Any]) -> None:
    written = path.read_text(encoding="utf-8")
    folder = tmp_path / "workspace"
    first, *_ = written.split("\n", 1)
    shutil.copytree(TOP / first.removeprefix("in ").strip(), folder)

    played = (
        first + "\n" + "".join(play(line, folder, run_in) for line in re.findall(r"^\$ .*$", written, re.MULTILINE))
    )

    if os.environ.get("OKRCTL_UPDATE"):
        path.write_text(played, encoding="utf-8")
        return
    assert played == written


def play(line: str, folder: Path, run_in: Callable[..., Any]) -> str:
    """The command line with all it printed."""
    words = shlex.split(line.removeprefix("$ "))
    environ = dict(word.split("=", 1) for word in words if re.match(r"[A-Z_]+=", word))
    words = [word for word in words if not re.match(r"[A-Z_]+=", word)]
    answer = run_in(words[1:], folder, **environ)
    said = "".join(f"! {text}\n" for text in answer.err.splitlines())
    code = f"[exit {answer.code}]\n" if answer.code else ""
    return f"\n{line}\n" + IDS.sub("xxxxxxxx", answer.out) + IDS.sub("xxxxxxxx", said) + code
