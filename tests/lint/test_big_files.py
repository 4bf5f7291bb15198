"""Files of the largest size that is read, and larger ones: an answer within seconds and 200 MB, whatever is in them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent.parent
OBJECTIVE = "cycles/2026-Q4/objectives/win.yaml"
CHECK_IN = "cycles/2026-Q4/checkins/2026-11/one.yaml"
LARGEST = 990_000
SECONDS = 4
"""Twice what is promised: a machine that runs tests is busy."""

MEASURED = """\
import resource, sys
from okrctl.__main__ import main
code = main()
used = resource.getrusage(resource.RUSAGE_SELF)
print("\\n", used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


def filled(head: str, piece: str) -> str:
    """A text of about the largest size."""
    return head + piece * ((LARGEST - len(head)) // len(piece))


def numbered(head: str, line: str) -> str:
    """The same with a number in each line."""
    return head + "".join(line.format(number) for number in range(LARGEST // (len(line) + 4)))


FILES: dict[str, tuple[str, str | bytes, int]] = {
    "a line of 1 MB": (OBJECTIVE, f"title: {'x' * LARGEST}\n", 0),
    "a text of 1 MB": (OBJECTIVE, filled("title: Win\nwhy: |\n", "  some words here\n"), 0),
    "comments of 1 MB": (OBJECTIVE, filled("title: Win\n", "# nothing\n"), 0),
    "spaces of 1 MB": (OBJECTIVE, f"title: Win\n{' ' * LARGEST}\n", 0),
    "brackets of 1 MB in quotes": (OBJECTIVE, f'title: Win\nwhy: "{"[" * LARGEST}"\n', 0),
    "a number of 1 MB": (OBJECTIVE, f"title: Win\nweight: {'9' * LARGEST}\n", 1),
    "a quote that is never closed": (OBJECTIVE, filled('title: "Win', " and more\n"), 1),
    "unknown keys": (OBJECTIVE, numbered("title: Win\n", "key{}: 1\n"), 1),
    "the same key": (OBJECTIVE, filled("title: Win\n", "why: x\n"), 1),
    "aliases": (OBJECTIVE, filled("title: &a Win\ntags: [", "*a, ") + "]\n", 1),
    "merge markers": (OBJECTIVE, filled("title: Win\n", "<<<<<<< a\n=======\n>>>>>>> b\n"), 1),
    "comments that may be text": (OBJECTIVE, filled("title: Win\ntags:\n", "  - a #b\n"), 0),
    "updates of nothing": (CHECK_IN, numbered("date: 2026-11-20\nupdates:\n", "  gone/k{}: {{value: 1}}\n"), 0),
    "Latin-1 at the end": (OBJECTIVE, filled("title: Win\nwhy: |\n", "  some words here\n").encode() + b"  \xe9\n", 1),
    "50 MB": (OBJECTIVE, b"title: Win\n" + b"#" * 50_000_000, 1),
}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system counts memory in another way")
@pytest.mark.parametrize("name", FILES)
def test_a_big_file_is_answered(name: str, make: Callable[[Mapping[str, str]], Path]) -> None:
    path, text, code = FILES[name]
    root = make(
        {"cycles/2026-Q4/objectives/calm.yaml": "title: Sleep at night\nkey_results: {a: {title: A, kind: score}}\n"}
    )
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())

    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "-C", str(root), "lint", "--format", "concise", "--as-of", "2026-10-01"],
        cwd=TOP,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )

    seconds, kilobytes = map(float, done.stderr.split()[-2:])
    assert done.returncode == code
    assert seconds < SECONDS
    assert kilobytes < 200_000
