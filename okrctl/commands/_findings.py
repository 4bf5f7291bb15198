"""How many findings the files of a workspace raised, and what `--fail-on` makes of them and of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from okrctl.core.errors import UsageError
from okrctl.report.values import FindingCounts, KeyResultLine, KpiLine, ObjectiveLine

if TYPE_CHECKING:
    from okrctl.storage.loading import Loaded

FAIL_ON = ("at_risk", "stale", "no_data", "incomplete", "warning")
"""What `--fail-on` takes."""


def counts(loaded: Loaded) -> FindingCounts:
    """Errors, warnings and advice of all files."""
    levels = Counter(finding.level for finding in loaded.findings)
    return FindingCounts(errors=levels["error"], warnings=levels["warning"], advice=levels["advice"])


def check_fail_on(words: Sequence[str]) -> None:
    """Raises UsageError for a word that `--fail-on` does not know."""
    for word in words:
        if word not in FAIL_ON:
            raise UsageError(f'--fail-on: "{word}" is none of {", ".join(FAIL_ON)}')


def fails(
    words: Sequence[str],
    objectives: Iterable[ObjectiveLine],
    kpis: Iterable[KpiLine],
    *,
    complete: bool,
    findings: FindingCounts,
) -> bool:
    """Whether anything that `--fail-on` names is there."""
    lines: list[ObjectiveLine | KeyResultLine] = [
        *objectives,
        *(line for objective in objectives for line in _with_parts(objective.key_results)),
    ]
    found = {line.status for line in lines}
    found |= {flag for line in lines for flag in line.flags} | {flag for kpi in kpis for flag in kpi.flags}
    found |= set() if complete else {"incomplete"}
    found |= {"warning"} if findings.errors or findings.warnings else set()
    return not found.isdisjoint(words)


def _with_parts(lines: Iterable[KeyResultLine]) -> list[KeyResultLine]:
    return [one for line in lines for one in (line, *_with_parts(line.parts))]
