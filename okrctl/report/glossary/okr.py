"""What an OKR is."""

from __future__ import annotations

from okrctl.report.glossary.entry import Entry, Section

ENTRY = Entry(
    word="okr",
    title="OKR: objectives and key results",
    sections=(
        Section(
            heading="Objective",
            text="Where we want to be at the end of the cycle, in words that people remember: qualitative, short, worth the "
            "effort. A number in it is usually a key result that has lost its way.",
        ),
        Section(
            heading="Key result",
            text="How everybody can tell that we got there: a number from a start to a target, a limit that is kept, or "
            "something that is there or is not. Up to five to an objective. It names an outcome; what people do for it "
            "is an initiative.",
        ),
        Section(
            heading="Cycle",
            text="Mostly a quarter. It may as well be a week, a month, half a year, a year, or the months between two days.",
        ),
        Section(
            heading="Two promises",
            text="Of a committed objective 1.0 is expected, and anything less wants an explanation. Of an aspirational one "
            "about 0.7 is a success: it is meant to be neither easy nor out of reach.",
        ),
        Section(
            heading="The letters",
            text='Objectives and Key Results is what nearly everybody means. Some texts read them as "operational key '
            'results", as "objective-key performance indicator", or as objectives that the chief executive defines; '
            "nothing here depends on those.",
        ),
    ),
    more='okrctl new objective "Become the tool that finance teams recommend" --kr "Promoter score: 31 -> 45 points"',
)
