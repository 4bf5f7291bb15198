"""The words of other tools: statuses, commitments, units."""

from __future__ import annotations

import re
from collections.abc import Mapping

STATUSES: Mapping[str, str] = {
    "on track": "on_track", "ontrack": "on_track", "in progress": "on_track", "progressing": "on_track",
    "behind": "behind", "needs attention": "behind", "delayed": "behind", "caution": "behind", "lagging": "behind",
    "at risk": "at_risk", "off track": "at_risk", "in danger": "at_risk",
    "not started": "not_started", "no status": "not_started", "pending": "not_started", "open": "", "active": "",
    "reopened": "", "closed": "closed", "completed": "closed", "complete": "closed", "done": "closed", "achieved": "closed",
    "finished": "closed", "missed": "closed", "partially achieved": "closed",
    "postponed": "deferred", "deferred": "deferred", "paused": "deferred", "on hold": "deferred",
    "cancelled": "cancelled", "canceled": "cancelled", "abandoned": "cancelled", "archived": "cancelled",
    "dropped": "cancelled", "draft": "draft",
}  # fmt: skip
"""What each word means here: a person's word of a status, `not_started`, `closed`, a state of the goal, or nothing."""

REPORTED = frozenset({"on_track", "behind", "at_risk", "not_started", "closed"})
STATES = frozenset({"deferred", "cancelled", "draft"})

NO_UNIT = frozenset(
    {"", "-", "#", "number", "numeric", "none", "count", "value", "unit", "units", "no unit", "n/a", "metric"}
)
PERCENT = frozenset({"%", "percent", "percentage", "per cent", "pct"})
DONE_OR_NOT = frozenset({"boolean", "binary", "yes/no", "done/not done", "done or not", "true/false", "checkbox"})
"""Units of what is done or not."""
DONE = frozenset({"done", "yes", "true", "complete", "completed", "achieved", "delivered"})
NOT_DONE = frozenset({"not done", "no", "false", "open", "not started", "incomplete"})


def word(text: str) -> str:
    """A word as it is looked up.

    >>> word(" Key_Result "), word("On-track")
    ('key result', 'on track')
    """
    return re.sub(r"[\s_-]+", " ", text).strip().casefold()


def unit_of(text: str) -> str | None:
    """The unit as it is written here; None for none."""
    if word(text) in NO_UNIT or word(text) in DONE_OR_NOT:
        return None
    return "%" if word(text) in PERCENT else " ".join(text.split())


def commitment(text: str) -> str | None:
    """Committed or aspirational; None for another word."""
    known = {"commit": "committed", "operational": "committed", "aspir": "aspirational", "stretch": "aspirational"}
    return next((meant for start, meant in known.items() if word(text).startswith(start)), None)
