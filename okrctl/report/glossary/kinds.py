"""The kinds of key results, and what a check-in gives to each."""

from __future__ import annotations

from okrctl.report.glossary.entry import Entry, Section, Table

ENTRY = Entry(
    word="kinds",
    title="Kinds of key results",
    table=Table(
        columns=("kind", "is for", "a check-in gives"),
        rows=(
            ("metric", "a number on its way from start to target; falling ones too", "the number"),
            ("at_least, at_most", "a limit that must hold: met or not, a guardrail", "the number"),
            ("between", "a corridor from low to high", "the number"),
            ("milestone", "something that is there or is not, or steps towards it", "the steps done, or done"),
            ("recurring", "so many a day, week, month or quarter", "the count so far"),
            ("score", "what only judgement can tell", "a grade from 0 to 1"),
            ("baseline", "a first measurement; it is never scored", "the number"),
            ("parts", "smaller key results that make it up", "values for the parts"),
        ),
    ),
    sections=(
        Section(
            heading="Not written?",
            text="A key result with a target is a metric. One with neither kind nor target has nothing to be scored by, "
            "and lint says so.",
        ),
        Section(
            heading="By 20 %?",
            text="`+20%` is a fifth more than the start, `+5pp` is five points of a percentage: 40 % becomes 48 % or 45 %.",
        ),
    ),
    more='okrctl new kr win-finance "Referrals each month" --start 10 --target 15',
)
