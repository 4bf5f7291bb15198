"""The gallery: a bad workspace for every code, with what okrctl says to it. It is test and documentation at once.

A case is one text file: the workspace's files, the command line behind a `$`, what it prints, its exit code. The cases
`OKR012.txt` are made of the manuals' bad samples; in others, such as `OKR004-tab.txt`, the files are written by hand.
After a change that is meant, `OKRCTL_UPDATE=1 pytest tests/gallery` writes all of it again: read the diff.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from okrctl.lint import MANUALS

HERE = Path(__file__).parent
README = HERE / "README.md"
UPDATE = bool(os.environ.get("OKRCTL_UPDATE"))
COMMAND = re.compile(r"^\$ okrctl (?P<line>lint.*)\n", re.MULTILINE)

CASES = sorted({*MANUALS, *(path.stem for path in HERE.glob("OKR*.txt"))})
Sample = Callable[[str], Path]
RunIn = Callable[..., Any]


def files_and_line(name: str) -> tuple[str, str]:
    """The files of a case and its command line."""
    manual = MANUALS.get(name)
    if manual:
        return manual.bad, f"lint --as-of {manual.as_of}"
    text = (HERE / f"{name}.txt").read_bytes().decode()
    command = COMMAND.search(text)
    assert command, f"{name}.txt has no line that begins with `$ okrctl lint`"
    return text[: command.start()], command["line"]


def case_text(files: str, line: str, out: str, code: int) -> str:
    return f"{files}$ okrctl {line}\n{out}[exit {code}]\n"


@pytest.mark.parametrize("name", CASES)
def test_okrctl_says_what_the_gallery_shows(name: str, sample: Sample, run_in: RunIn) -> None:
    files, line = files_and_line(name)

    answer = run_in(line, sample(files))

    text = case_text(files, line, answer.out, answer.code)
    if UPDATE:
        (HERE / f"{name}.txt").write_bytes(text.encode())
    assert answer.err == ""
    assert f"[{name[:6]}]" in answer.out
    assert text == (HERE / f"{name}.txt").read_bytes().decode()


def test_the_readme_shows_every_case() -> None:
    text = "".join(readme())

    if UPDATE:
        README.write_text(text, encoding="utf-8")
    assert text == README.read_text(encoding="utf-8")


def readme() -> Iterator[str]:
    yield "# What okrctl says to broken files and weak goals\n\n"
    yield "Made by `test_gallery.py` from the cases beside it. `okrctl explain CODE` tells what a code means and how to set it right.\n"
    for name in CASES:
        if name in MANUALS:
            yield f"\n## {name}: {MANUALS[name].what}\n"
        else:
            yield f"\n### {name}\n"
        text = (HERE / f"{name}.txt").read_bytes().decode()
        yield "\n" + "".join(f"    {line}\n" if line else "\n" for line in visible(text).removesuffix("\n").split("\n"))


def visible(text: str) -> str:
    """Control characters as a reader of the page would see them."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", lambda match: f"\\u{{{ord(match[0]):x}}}", text)
