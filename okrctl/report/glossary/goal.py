"""What a goal is, and how it differs from an objective."""

from __future__ import annotations

from okrctl.report.glossary.entry import Entry, Section, Table

ENTRY = Entry(
    word="goal",
    title="Goal: the lasting aim above objectives",
    table=Table(
        columns=("", "Goal", "Objective"),
        rows=(
            ("Width", "broad: a main aim of the company", "narrow: one step towards a goal"),
            ("Horizon", "years: where we want to be in five", "one cycle, mostly a quarter"),
            ("Ends", "when the company wants something else", "on the last day of its cycle"),
            ("Proof", "the objectives that serve it", "its key results"),
        ),
    ),
    sections=(
        Section(
            heading="In the files",
            text="`type: goal` makes an objective a goal. It needs no key results; with `progress_from: children` its "
            "progress is the mean of what serves it. It may stand in a cycle of many years, such as vision-2031 with its "
            "own `start` and `end`.",
        ),
        Section(
            heading="What serves it",
            text="An objective names what it supports with `parent:`, an objective, a goal or a key result of any cycle. A "
            "few broad goals are enough: they are there to decide by.",
        ),
    ),
    more="okrctl tree",
)
