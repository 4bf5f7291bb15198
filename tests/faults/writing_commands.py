"""Every command that writes, as the harness runs it: the line, and what it needs besides the workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Q4 = "cycles/2026-Q4"
HIRE = f"{Q4}/objectives/hire.yaml"
NUMBERS = "cycles/2026-Q3/objectives/spelled.yaml"
CARD = "kpis/visits.yaml"
MINE = f"{Q4}/checkins/2026-11/2026-11-20-ana-kaaaaaaa.yaml"

WORKSPACE: Mapping[str, str] = {
    "okrctl.yaml": "format: 1\nname: Northwind\npeople:\n  ana: {name: Ana Díaz}\n",
    f"{Q4}/cycle.yaml": "theme: One thing well   # ours\n",
    HIRE: (
        "title: Hire well   # as agreed\nowner: ana\nkey_results:\n"
        "  offers:\n    title: Offers accepted\n    start: 0\n    target: 6\n"
        "  plan:\n    title: A plan\n    kind: milestone\n    steps: {draft: {title: Draft}, agreed: {title: Agreed}}\n"
    ),
    f"{Q4}/objectives/grow.yaml": "title: Grow\nparent: 2026-Q4/hire/offers\nkey_results: {nps: {title: Score, start: 31, target: 45}}\n",
    MINE: "# yaml-language-server: $schema=../../../../.okrctl/schema/1/checkin.json\ndate: 2026-11-20\nat: 2026-11-20T09:00:00Z\nby: ana\nupdates:\n  hire/offers:\n    value: 2\n",
    "cycles/2027/objectives/lead.yaml": "title: Lead\nowner: ana\nkey_results: {share: {title: Share, start: 1, target: 3}}\n",
    CARD: "title: Visits\nunit: people\n",
}  # fmt: skip

ROUND = (
    "note: A week\nupdates:\n  hire/offers: {value: 3}\n  2027/lead/share: {value: 2}\n  kpis/visits: {value: 1200}\n"
)
GOALS = (
    "Objective,Key result,Owner,Start,Target,Current,Period\n"
    "Earn trust,Score of answers,bo,31,45,33,2026-Q4\nEarn trust,Answers in a day,ana,50,90,,2026-Q4\nSpeak up,Talks,ana,0,5,2,2026-Q4\n"
)
REVIEWED = f"{Q4}/reviews/hire.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingCommand:
    """One way of writing."""

    line: str
    files: Mapping[str, str | None] = field(default_factory=dict)
    """What differs from the workspace that all have in common; None takes a file away."""
    first: str | None = None
    """A line that is run before."""
    again: str | None = None
    """What is typed after a kill, where that is another line: a folder that holds something asks for --force."""
    stdin: str = ""
    tty: bool = False
    """Whether somebody sits at a terminal and types what stdin says."""
    editor: str | None = None
    """What the editor runs on the text, in sed's language."""
    edits: bool = False
    """Whether files that were there are edited, so that the lock is taken."""
    is_named_halfway: bool = False
    """Whether a kill may leave a state that is no good, which `lint` names: only a rename may."""
    adds: bool = False
    """Whether a second run adds to the first one instead of finding it done."""
    apart: bool = False
    """Whether what is written is no part of the workspace."""


NOTHING_THERE: Mapping[str, str | None] = dict.fromkeys(WORKSPACE)

COMMANDS: Mapping[str, WritingCommand] = {
    "init": WritingCommand(line="init", files=NOTHING_THERE),
    "init --example": WritingCommand(line="init --example", files=NOTHING_THERE),
    "new objective": WritingCommand(line="new objective 'Learn fast' --cycle 2027-Q1 --kr 'Talks: 1 -> 5'"),
    "new kr": WritingCommand(line="new kr hire 'Interviews: 0 -> 20'", edits=True),
    "new kpi": WritingCommand(line="new kpi 'Open cases' --better down --target 40"),
    "new cycle": WritingCommand(line="new cycle 2027-Q1"),
    "new cycle with a name": WritingCommand(line="new cycle launch --start 2027-05-01 --end 2027-06-30"),
    "set": WritingCommand(line="set hire title='Hire people' team=growth", edits=True),
    "set --why": WritingCommand(line="set hire/offers target=5 --why 'Two came late'", edits=True),
    "rename an objective": WritingCommand(line="rename hire people", edits=True, is_named_halfway=True),
    "rename a key result": WritingCommand(line="rename hire/offers accepted", edits=True, is_named_halfway=True),
    "rename a KPI": WritingCommand(line="rename kpis/visits visitors", edits=True, is_named_halfway=True),
    "edit": WritingCommand(line="edit hire", editor="s/Hire well/Hire people/", edits=True),
    "edit, at fault first": WritingCommand(line="edit hire", editor="s/^title: Hire well/titel: x/;s/^titel: x.*/title: Hire/", edits=True),
    "checkin": WritingCommand(line="checkin hire/offers 3 --confidence 7 -m 'One more'", adds=True),
    "checkin a KPI": WritingCommand(line="checkin kpis/visits 1200", adds=True),
    "checkin --done": WritingCommand(line="checkin hire/plan --done draft", adds=True),
    "checkin --from": WritingCommand(line="checkin --from -", stdin=ROUND, adds=True),
    "checkin --supersedes": WritingCommand(line="checkin hire/offers 1 --supersedes kaaaaaaa", adds=True),
    "checkin, a round": WritingCommand(line="checkin --as ana", stdin="draft\n" + "\n" * 6, tty=True, adds=True),
    "checkin --amend": WritingCommand(line="checkin hire/offers 4 --amend", first="checkin hire/offers 3", edits=True),
    "pull": WritingCommand(
        line="pull",
        files={CARD: "title: Visits\nsource: {csv: visits.csv, date: month, value: visits}\n", "visits.csv": "month,visits\n2026-10,900\n"},
    ),
    "close": WritingCommand(line="close hire --verdict about_right --learned 'Ask first' --decision done"),
    "close --to": WritingCommand(line="close 2026-Q4/hire --verdict about_right --learned 'Ask first' --decision carry_forward --to 2027-Q1"),
    "close again": WritingCommand(
        line="close hire --learned 'Ask early'", files={REVIEWED: "date: 2026-11-20\nverdict: about_right\nlearned: Ask first # x\n"}, edits=True
    ),
    "close a KPI": WritingCommand(line="close kpis/visits --verdict keep --learned 'It follows the news'"),
    "close a cycle": WritingCommand(line="close 2026-Q4 --anyway", edits=True),
    "close --reopen": WritingCommand(line="close 2026-Q4 --reopen", files={f"{Q4}/cycle.yaml": "state: closed # early\n"}, edits=True),
    "lint --fix": WritingCommand(
        line="lint --fix",
        files={NUMBERS: "title: Spelled\nkey_results:\n  sales: {title: Sales, start: 1e3, target: 1_200}\n", CARD: "title: Visits\ntarget: 1e4\n"},
        edits=True,
    ),
    "schema --install": WritingCommand(line="schema --install"),
    "schema --install, anew": WritingCommand(line="schema --install", files={".okrctl/schema/1/kpi.json": "{}\n"}),
    "import": WritingCommand(line="import data/goals.csv --create-missing", files={"data/goals.csv": GOALS}, edits=True),
    "import readings": WritingCommand(line="import data/visits.csv --readings", files={"data/visits.csv": "kpi,date,value\nvisits,2026-09-30,31\n"}),
    "export to a workbook": WritingCommand(line="export -o all.xlsx", apart=True),
    "export to tables": WritingCommand(
        line="export --format csv -o tables", again="export --format csv -o tables --force", apart=True
    ),
    "export over another": WritingCommand(line="export -o all.json --force", files={"all.json": "{}\n"}, apart=True),
    "report -o": WritingCommand(line="report --quarter --format html -o report.html", apart=True),
}  # fmt: skip
