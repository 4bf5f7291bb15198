"""The glossary: one file per word that `explain WORD` tells about, each a screen; WORDS lists them in the order of the help."""

from __future__ import annotations

from importlib import import_module

from okrctl.report.glossary.entry import Entry

WORDS = ("okr", "kpi", "okr-vs-kpi", "goal", "smart", "kinds", "sla", "kri")
"""The words as they are typed."""

_OTHERWISE = {"okrs": "okr", "kpis": "kpi", "goals": "goal", "slas": "sla", "kris": "kri", "kind": "kinds"}
"""Other spellings that people type."""


def find(text: str) -> Entry | None:
    """What there is to say about the word, in capitals or not, with hyphens or spaces; None for another text.

    >>> find("OKR vs KPI").word
    'okr-vs-kpi'
    """
    spelled = "-".join(text.casefold().split())
    word = _OTHERWISE.get(spelled, spelled)
    if word not in WORDS:
        return None
    entry: Entry = import_module(f"okrctl.report.glossary.{word.replace('-', '_')}").ENTRY
    return entry
