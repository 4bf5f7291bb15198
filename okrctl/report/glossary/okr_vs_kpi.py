"""How OKRs and KPIs differ, and how they meet."""

from __future__ import annotations

from okrctl.report.glossary.entry import Entry, Section, Table

ENTRY = Entry(
    word="okr-vs-kpi",
    title="OKR and KPI: a journey and a dashboard",
    table=Table(
        columns=("", "OKR", "KPI"),
        rows=(
            ("Focus", "reach something ambitious and new", "measure how something that runs is doing"),
            ("Timeframe", "mostly a quarter, then it is over", "weekly or monthly, for as long as it matters"),
            ("Scope", "a person, a team or the company", "a person, a team or the company"),
            ("Target", "a stretch; 0.7 may be a success", "obtainable; off target wants a reason"),
            ("Nature", "a sentence, proved by numbers", "a number, seldom a word on a scale"),
            (
                "Examples",
                "20 % more website traffic next quarter; a new product line within 6 months",
                "monthly website visitors; conversion rate; customer satisfaction score",
            ),
        ),
    ),
    sections=(
        Section(
            heading="Where they look",
            text="One school says that OKRs look outward and belong to the organisation, KPIs inward and to departments "
            "and teams. Others use both at every level. So `focus` and `level` are yours to write on either, and nothing "
            "is derived from them.",
        ),
        Section(
            heading="Where they meet",
            text="OKRs come first, then the KPIs that show progress. A key result may take its values from a KPI (`kpi:`), "
            "and an objective may watch KPIs as health measures, so that nothing else suffers (`kpis:`).",
        ),
    ),
    more="okrctl explain okr, okrctl explain kpi",
)
