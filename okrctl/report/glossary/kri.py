"""What a KRI is."""

from __future__ import annotations

from okrctl.report.glossary.entry import Entry, Section

ENTRY = Entry(
    word="kri",
    title="KRI: key risk indicator",
    sections=(
        Section(
            heading="Meaning",
            text="A measure that moves before the damage is done: staff who look for another job, invoices overdue by "
            "sixty days, share of revenue from one customer. It warns; it does not tell how well anything goes.",
        ),
        Section(
            heading="Beside a KPI",
            text="A KPI looks at what was reached, a KRI at what may keep us from reaching it. A KRI wants a level from "
            "which somebody acts, and the name of that somebody.",
        ),
        Section(
            heading="In the files",
            text="As a KPI with `leading_or_lagging: leading`, `better: down` in most cases, and bands whose red is the "
            "level at which you act. An objective lists it under `kpis`, so that it is looked at every week.",
        ),
        Section(
            heading="Not to be confused",
            text="Some authors use the same letters for key result indicator, a measure of the past.",
        ),
    ),
    more='okrctl new kpi "Revenue from our largest customer" --unit % --better down --measure quarter',
)
