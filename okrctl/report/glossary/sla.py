"""What an SLA is."""

from __future__ import annotations

from okrctl.report.glossary.entry import Entry, Section

ENTRY = Entry(
    word="sla",
    title="SLA: service level agreement",
    sections=(
        Section(
            heading="Meaning",
            text="A promise to a customer, inside or outside the company, about the least that a service does: available "
            "99.9 % of a month, an answer within four hours. Missing it costs something that both agreed on.",
        ),
        Section(
            heading="Beside a KPI",
            text="A KPI tells how the service does; the SLA says from where on somebody may complain. The same number can "
            "be both. A team often sets itself a stricter limit than the one it signed.",
        ),
        Section(
            heading="In the files",
            text="As a KPI with bands (green at the limit that was agreed), or where a cycle must not hurt it as a key "
            "result of kind at_least or at_most, with `risk` as the value that is near the limit.",
        ),
    ),
    more='okrctl new kr calm-company "Uptime of the invoice service" --kind at_least --target 99.9 --unit %',
)
