"""What a KPI is."""

from __future__ import annotations

from okrctl.report.glossary.entry import Entry, Section

ENTRY = Entry(
    word="kpi",
    title="KPI: key performance indicator",
    sections=(
        Section(
            heading="Meaning",
            text="A measure that tells whether something that already runs does well: churn, uptime, revenue, the mood of "
            "a team. It has no end; the cycle after next it is still measured.",
        ),
        Section(
            heading="The card",
            text="What is measured and in which unit, why it matters, how it is moved or computed, who keeps track of it, "
            "when it is measured and when the card itself is looked at.",
        ),
        Section(
            heading="Kinds",
            text="High-level ones tell about the whole company, low-level ones about a department. Most are numbers; some "
            "are words on a scale, poor to excellent.",
        ),
        Section(
            heading="Status",
            text="Green, amber and red from bands that a person sets in the KPI's own unit, or from the target and the "
            "direction that is better. Neither is ever guessed.",
        ),
        Section(
            heading="Signal",
            text="From six periods on, limits tell ordinary ups and downs from a change that has a cause. A value outside "
            "them is worth a question; one inside them is not worth a meeting.",
        ),
        Section(
            heading="At the end of a cycle",
            text="Keep it, tweak it, or replace it: a measure that changes nobody's mind is not key.",
        ),
    ),
    more='okrctl new kpi "Promoter score" --unit points --better up --measure month',
)
