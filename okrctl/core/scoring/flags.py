"""Flags: what is to be said of a key result or an objective beside its status. SCORING, section 4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from okrctl.core.frozen import dataclass
from okrctl.core.number import Figure
from okrctl.core.scoring.measured import Dated
from okrctl.core.scoring.statuses import LEFT_OUT, RUNNING
from okrctl.core.scoring.updates import Entry
from okrctl.core.scoring.windows import Window, cadence_days
from okrctl.core.settings import Settings

LOW_CONFIDENCE = Decimal("0.5")
"""Below this a commitment is in doubt."""
SAME_VALUES = 3
"""So many equal updates, reported on track, stand against a gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What the flags of a key result follow from."""

    status: str
    is_finished: bool
    """Its cycle is closed, or its objective was reviewed."""
    is_stale: bool
    last_update: date | None
    progress: Figure | None
    gap: Figure | None
    confidence: Figure | None
    is_commitment: bool
    is_diverging: bool

    @property
    def is_running(self) -> bool:
        """Whether anything can still be done about it."""
        return self.status in RUNNING and not self.is_finished


def key_result_flags(signs: Signs) -> tuple[str, ...]:
    """The flags of a key result: stale, silent, no_data, regressed, diverging, low_confidence."""
    left_out = signs.status in LEFT_OUT or signs.status == "scheduled"
    checked = {
        "stale": signs.is_running and signs.is_stale,
        "silent": not left_out and signs.last_update is None,
        "no_data": signs.status == "missed" and signs.progress is None,
        "regressed": not left_out and signs.progress is not None and signs.progress < 0,
        "diverging": signs.is_running and signs.is_diverging,
        "low_confidence": signs.is_running and is_low(signs.confidence, is_commitment=signs.is_commitment),
    }
    return tuple(flag for flag, holds in checked.items() if holds)


def is_low(confidence: Figure | None, *, is_commitment: bool) -> bool:
    """Whether a commitment is in doubt; an aspiration never is."""
    return is_commitment and confidence is not None and confidence < LOW_CONFIDENCE


def is_stale(last_update: date | None, window: Window, settings: Settings, as_of: date) -> bool:
    """Whether more days have passed than cadence and grace since the last update, or the start of the window if later."""
    since = max(last_update, window.start) if last_update else window.start
    return (as_of - since).days > cadence_days(settings.checkins, window) + settings.checkins.grace_days


def is_diverging(
    entries: Sequence[Entry], values: Sequence[Dated], gap: Figure | None, on_track_within: Figure
) -> bool:
    """Whether the last three updates left the value where it was and reported on track, while the gap says otherwise."""
    last = entries[-SAME_VALUES:]
    if gap is None or gap <= on_track_within or len(last) < SAME_VALUES:
        return False
    if any(entry.update.status != "on_track" for entry in last):
        return False
    standing = list(_standing(last, values))
    return len(standing) == SAME_VALUES and len(set(standing)) == 1


def _standing(entries: Iterable[Entry], values: Sequence[Dated]) -> Iterator[Figure]:
    """The value that stood after each update."""
    for entry in entries:
        until = [v for v in values if v.day < entry.day or (v.day == entry.day and v.source <= entry.check_in)]
        own = [v for v in values if v.source == entry.check_in]
        if own or until:
            yield (own or until)[-1].value
