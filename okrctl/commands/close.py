"""`okrctl close`: what a cycle taught about an objective or a KPI, carry-forward, and the end of a cycle."""

from __future__ import annotations

from typing import Annotated

import typer

from okrctl.commands import _completion
from okrctl.commands._context import Context
from okrctl.commands._options import Commit, Day, DryRun
from okrctl.core.frozen import dataclass

NAME = "close"
GROUP = "Review"
EXAMPLES = (
    'okrctl close hire-well --verdict too_ambitious --learned "Ask for references first" --decision carry_forward',
    'okrctl close kpis/churn --verdict keep --learned "It moves two weeks after support does"',
    "okrctl close 2026-Q4 --anyway",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The options that say something about one review, as typed."""

    grade: str | None
    reason: str | None
    verdict: str | None
    helped: str | None
    hindered: str | None
    learned: str | None
    explanation: str | None
    decision: str | None
    to: str | None
    cycle: str | None
    date: str | None


def close(
    context: Context,
    ref: Annotated[
        str,
        typer.Argument(metavar="REF", help="an objective, a KPI or a cycle", autocompletion=_completion.refs),
    ],
    grade: Annotated[
        str | None, typer.Option("--grade", metavar="N", help="instead of the computed one: 0 to 1")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="why the grade is another")] = None,
    verdict: Annotated[
        str | None,
        typer.Option(
            "--verdict",
            metavar="WORD",
            help="too_ambitious, about_right, not_challenging_enough; KPI: keep, tweak, replace",
        ),
    ] = None,
    helped: Annotated[str | None, typer.Option("--helped", metavar="TEXT", help="what helped")] = None,
    hindered: Annotated[str | None, typer.Option("--hindered", metavar="TEXT", help="what hindered")] = None,
    learned: Annotated[
        str | None, typer.Option("--learned", metavar="TEXT", help="what is done differently next time")
    ] = None,
    explanation: Annotated[
        str | None, typer.Option("--explanation", metavar="TEXT", help="why a commitment was not kept")
    ] = None,
    decision: Annotated[
        str | None, typer.Option("--decision", metavar="WORD", help="done, carry_forward, modify or drop")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="CYCLE", help="where it is carried to; the next period if absent")
    ] = None,
    cycle: Annotated[
        str | None, typer.Option("--cycle", metavar="ID", help="the cycle that a KPI's review belongs to")
    ] = None,
    anyway: Annotated[bool, typer.Option("--anyway", help="close a cycle though objectives are not reviewed")] = False,
    reopen: Annotated[bool, typer.Option("--reopen", help="open a closed cycle again")] = False,
    date: Day = None,
    dry_run: DryRun = False,
    commit: Commit = False,
) -> int | None:
    """What did it teach, and does it go on?

    Reviews an objective or a KPI and asks for what is missing; carry_forward takes what is open into the next cycle, from
    where it arrived. With a cycle: closes it.
    """
    from okrctl.commands import _closing, _closing_cycle, _lookup

    loaded = context.load()
    found = _lookup.find(loaded, ref, context.as_of)
    words = Words(
        grade=grade, reason=reason, verdict=verdict, helped=helped, hindered=hindered, learned=learned,
        explanation=explanation, decision=decision, to=to, cycle=cycle, date=date,
    )  # fmt: skip
    if found.kind == "cycle":
        _closing_cycle.refuse_words(words)
        return _closing_cycle.close(
            context, loaded, found.cycle or "", anyway=anyway, reopen=reopen, dry_run=dry_run, commit=commit
        )
    _closing.refuse_switches(found, anyway=anyway, reopen=reopen)
    _closing.review(context, loaded, found, words, dry_run=dry_run, commit=commit)
    return None
