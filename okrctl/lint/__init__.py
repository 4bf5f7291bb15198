"""The rules about goals that could be better, and the manual of every code. Pure: a workspace in, findings out.

A rule is a module with a `MANUAL` and a `check`; what storage and core find has its manual here as well. To add a rule,
write its module, add it to RULES, and run the tests: they make a workspace of its samples.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from okrctl.core.finding import Finding, Level, Related, is_advisory, without_repetition
from okrctl.lint import (
    activity,
    all_milestones,
    business_as_usual,
    contradictions,
    dates,
    diverging,
    early_parent,
    eased_target,
    first_confidence,
    kpi_card,
    long_title,
    low_confidence,
    many_key_results,
    many_objectives,
    missed_commitment,
    no_guardrail,
    no_key_results,
    no_owner,
    no_start,
    nothing_recorded,
    number_in_objective,
    odd_dates,
    one_sided,
    open_signal,
    overdue_readings,
    overdue_review,
    past_due,
    placeholder,
    retired_kpi,
    same_title,
    stale,
    strayed_text,
    two_results,
    unaligned,
    unknown_people,
    unmeasured,
    unreadable_files,
    unwatched_kpi,
    vague_percent,
    vague_words,
    weights,
    wrong_references,
    wrong_values,
)
from okrctl.lint.case import Case, Remark
from okrctl.lint.levels import setting_faults, wanted_levels
from okrctl.lint.manual import Manual


class Rule(Protocol):
    """What a rule's module holds."""

    MANUAL: Manual

    def check(self, case: Case, /) -> Iterator[Remark]:
        """Every place that the rule has something to say about."""


RULES: tuple[Rule, ...] = (
    unknown_people, weights, dates,
    no_key_results, many_key_results, many_objectives, no_owner, unaligned, same_title, early_parent,
    unmeasured, no_start, activity, all_milestones, two_results, vague_percent, no_guardrail,
    number_in_objective, business_as_usual, placeholder, long_title, one_sided, vague_words,
    nothing_recorded, stale, past_due, first_confidence, low_confidence, diverging, eased_target, missed_commitment, odd_dates,
    kpi_card, unwatched_kpi, overdue_readings, open_signal, retired_kpi, overdue_review,
)  # fmt: skip
"""The rules in the order of their codes."""

_FOUND_ELSEWHERE = (unreadable_files, strayed_text, wrong_values, wrong_references, contradictions)
_ALL = [rule.MANUAL for rule in RULES] + [manual for family in _FOUND_ELSEWHERE for manual in family.MANUALS]

MANUALS: dict[str, Manual] = {manual.code: manual for manual in sorted(_ALL, key=lambda manual: manual.code)}
"""What every code means, by code and in its order."""


def check(case: Case) -> list[Finding]:
    """What the rules find, each with the level that the workspace gives it; spans are filled in where the text is at hand."""
    settings = case.workspace.settings.lint
    wanted = wanted_levels(settings)
    found = [_finding(case, remark, "OKR013", "warning") for remark in setting_faults(settings, MANUALS)]
    for rule in RULES:
        code = rule.MANUAL.code
        level = wanted.get(code, rule.MANUAL.level)
        if level != "ignore":
            found += [_finding(case, remark, code, level) for remark in rule.check(case) if _has_a_place(case, remark)]
    return without_repetition(found)


def _has_a_place(case: Case, remark: Remark) -> bool:
    """Whether its keys lead where they should: in a file of which items were left out, the others are counted wrongly."""
    return case.is_whole(remark.file) or not any(isinstance(key, int) for key in remark.keys)


def _finding(case: Case, remark: Remark, code: str, level: Level) -> Finding:
    return Finding(
        code=code,
        level=level if is_advisory(code) else remark.level or level,
        message=remark.message,
        path=case.files[remark.file],
        keys=remark.keys,
        on_key=remark.on_key,
        help=remark.help,
        label=remark.label,
        related=tuple(Related(case.files[b.file], b.message, keys=b.keys) for b in remark.related),
    )
