"""Manual: what a code means, why it matters, and a sample of each kind; `okrctl explain CODE` prints it.

A sample is one file or several, each behind a line with its path: `# cycles/2026-Q4/objectives/growth.yaml`. In brackets
behind the path stands what YAML text cannot say: `(Latin-1)`, `(a link to ../secret.yaml)`, `(as of 2026-10-02)`.
The tests make a workspace of each sample: the bad one raises the code and no other, the good one raises nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from okrctl.core.finding import Level
from okrctl.core.frozen import dataclass

FIRST_DAY = date(2026, 10, 1)
"""The day most samples are looked at: their quarter begins, so no update is due yet."""

MID_QUARTER = date(2026, 11, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manual:
    """All that is to be said about one code."""

    code: str
    level: Level
    what: str
    """What it finds, in one line."""
    why: str
    """Why that matters, and what to do about it."""
    source: str | None = None
    """Whose advice it is, where it is advice."""
    bad: str
    """A sample that raises it."""
    good: str
    """The same sample, set right."""
    as_of: date = FIRST_DAY
    """The day on which the samples are looked at."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The lists that a wording rule works on, by what they are for."""
    fix: str | None = None
    """What `okrctl lint --fix` does about it, where something is provably safe."""
