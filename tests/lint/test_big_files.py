"""Files of the largest size that is read, and larger ones: an answer within 200 MB, whatever is in them.

`python -m tests.bench.hostile --only big` says how long each takes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

TOP = Path(__file__).parent.parent.parent
OBJECTIVE = "cycles/2026-Q4/objectives/win.yaml"
CHECK_IN = "cycles/2026-Q4/checkins/2026-11/one.yaml"
READINGS = "kpis/readings/2026-11/one.yaml"
LARGEST = 990_000

GOOD = {
    "okrctl.yaml": "format: 1\n",
    "kpis/churn.yaml": "title: Churn\n",
    "cycles/2026-Q4/objectives/calm.yaml": "title: Sleep at night\nkey_results: {pulse: {title: Pulse, kind: score}}\n",
}

MEASURED = """\
import sys
from okrctl.__main__ import main
code = main()
lines = open("/proc/self/status").read().splitlines()  # getrusage counts what the process was before, too
print("\\n", *(line.split()[1] for line in lines if line.startswith("VmHWM")), file=sys.stderr)
sys.exit(code)
"""


class Big(NamedTuple):
    """A file as its first lines, a piece that is repeated (`{}` stands for a number) and an end."""

    path: str
    head: str
    piece: str
    end: str | bytes = "\n"
    code: int = 0
    """What lint exits with."""
    size: int = LARGEST

    def text(self) -> bytes:
        """What stands in the file."""
        end = self.end if isinstance(self.end, bytes) else self.end.encode()
        if "{}" not in self.piece:
            times = (self.size - len(self.head) - len(end)) // len(self.piece.encode())
            return self.head.encode() + self.piece.encode() * times + end
        times = self.size // (len(self.piece) + 4)
        return (self.head + "".join(self.piece.replace("{}", str(number)) for number in range(times))).encode() + end


FILES = {
    "a line of 1 MB": Big(OBJECTIVE, "title: ", "x"),
    "a text of 1 MB": Big(OBJECTIVE, "title: Win\nwhy: |\n", "  some words here\n"),
    "comments of 1 MB": Big(OBJECTIVE, "title: Win\n", "# nothing\n"),
    "spaces of 1 MB": Big(OBJECTIVE, "title: Win\n", " "),
    "brackets of 1 MB in quotes": Big(OBJECTIVE, 'title: Win\nwhy: "', "[", '"\n'),
    "a number of 1 MB": Big(OBJECTIVE, "title: Win\nweight: ", "9", code=1),
    "a quote that is never closed": Big(OBJECTIVE, 'title: "Win', " and more\n", code=1),
    "unknown keys": Big(OBJECTIVE, "title: Win\n", "key{}: 1\n", code=1),
    "the same key": Big(OBJECTIVE, "title: Win\n", "why: x\n", code=1),
    "aliases": Big(OBJECTIVE, "title: &a Win\ntags: [", "*a, ", "]\n", code=1),
    "merge markers": Big(OBJECTIVE, "title: Win\n", "<<<<<<< a\n=======\n>>>>>>> b\n", code=1),
    "comments that may be text": Big(OBJECTIVE, "title: Win\ntags:\n", "  - a #b\n"),
    "key results with a wrong value": Big(
        OBJECTIVE, "title: Win\nkey_results:\n", "  k{}: {title: Result, target: many}\n", code=1
    ),
    "key results that are numbers": Big(OBJECTIVE, "title: Win\nkey_results:\n", "  k{}: 1\n", code=1),
    "tags that are mappings": Big(OBJECTIVE, "title: Win\ntags:\n", "  - {a: b}\n", code=1),
    "updates of nothing": Big(CHECK_IN, "date: 2026-11-20\nupdates:\n", "  gone/k{}: {value: 1}\n"),
    "updates of wrong values": Big(CHECK_IN, "date: 2026-11-20\nupdates:\n", "  gone/k{}: {value: [a]}\n", code=1),
    "readings": Big(READINGS, "date: 2026-11-20\nreadings:\n", "  - {kpi: churn, value: {}}\n"),
    "readings of wrong values": Big(
        READINGS, "date: 2026-11-20\nreadings:\n", "  - {kpi: churn, value: x{}}\n", code=1
    ),
    "readings of nothing": Big(READINGS, "date: 2026-11-20\nreadings:\n", "  - {kpi: gone, value: {}}\n", code=1),
    "readings without a KPI": Big(READINGS, "date: 2026-11-20\nreadings:\n", "  - {value: {}}\n", code=1),
    "Latin-1 at the end": Big(OBJECTIVE, "title: Win\nwhy: |\n", "  some words here\n", b"  \xe9\n", code=1),
    "50 MB": Big(OBJECTIVE, "title: Win\n", "#", code=1, size=50_000_000),
}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system counts memory in another way")
@pytest.mark.parametrize("name", FILES)
def test_a_big_file_is_answered(name: str, make: Callable[[Mapping[str, str]], Path]) -> None:
    big = FILES[name]
    root = make(GOOD)
    (root / big.path).parent.mkdir(parents=True, exist_ok=True)
    (root / big.path).write_bytes(big.text())

    done = subprocess.run(
        [sys.executable, "-c", MEASURED, "-C", str(root), "lint", "--format", "concise", "--as-of", "2026-10-01"],
        cwd=TOP,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == big.code
    assert float(done.stderr.split()[-1]) < 200_000
