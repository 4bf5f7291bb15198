"""What SMART asks of a key result."""

from __future__ import annotations

from okrctl.report.glossary.entry import Entry, Section, Table

ENTRY = Entry(
    word="smart",
    title="SMART: five questions to a key result",
    table=Table(
        columns=("", "Asks", "Here"),
        rows=(
            ("Specific", "Does everybody read the same thing?", "title, unit: words that all of us use"),
            ("Measurable", "Can a stranger check it?", "start, target, kind, source, evidence"),
            ("Achievable", "Is there a way, if a hard one?", "confidence in each check-in, and its change"),
            ("Relevant", "Does anything above get better by it?", "parent, why; okrctl tree"),
            ("Time-bound", "By when?", "the cycle's last day, or due"),
        ),
    ),
    sections=(
        Section(
            heading="A sample",
            text='"Improve support" is none of it. "Hours to the first reply, from 19 to 8, by the end of the quarter" is.',
        ),
        Section(
            heading="Its limit",
            text="Achievable is where OKRs disagree: an aspiration that is certain was set too low. Write the objective to "
            "inspire, and keep SMART for its key results.",
        ),
    ),
    more="okrctl lint",
)
