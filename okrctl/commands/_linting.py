"""All that `okrctl lint` has to say about a workspace: what loading found, and what the rules find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from okrctl.core.finding import Finding, in_order

if TYPE_CHECKING:
    from okrctl.commands._context import Context
    from okrctl.storage.loading import Loaded
    from okrctl.storage.writing.fixing import Fixed


def findings(context: Context, loaded: Loaded) -> tuple[Finding, ...]:
    """Every finding, by path and place. Where `okrctl.yaml` is broken the rules keep silent: nobody knows what is meant."""
    from okrctl import lint
    from okrctl.lint.case import Case
    from okrctl.storage.history.target_history import seen_easings
    from okrctl.storage.reading.placing import placed

    if loaded.settings_broken:
        return loaded.findings
    case = Case(
        workspace=loaded.workspace,
        as_of=context.as_of,
        today=context.today,
        files=loaded.files,
        written=loaded.written,
        broken=frozenset(finding.path for finding in loaded.findings if finding.level == "error"),
        eased=tuple(seen_easings(loaded, context.as_of)),
    )
    return tuple(in_order([*loaded.findings, *placed(loaded, lint.check(case))]))


def fix(context: Context, loaded: Loaded, found: Sequence[Finding], *, dry_run: bool, commit: bool) -> Fixed | None:
    """Writes what is provably safe and says on stderr what that was; None where there is nothing to write."""
    from okrctl.storage.history import git
    from okrctl.storage.writing import fixing

    if loaded.settings_broken or not any(finding.fix for finding in found):
        return None
    if commit and not dry_run:
        git.check_committable(loaded.root)
    fixed = fixing.fix(loaded, found, dry_run=dry_run, lock=not context.environ.get("OKRCTL_NO_LOCK"))
    if dry_run:
        return fixed
    number = len(fixed.findings)
    sentence = f"fixed {number} value{'s' * (number != 1)}"
    context.say("\n".join([f"{sentence}: {', '.join(fixed.paths)}", *(f"warning: {w}" for w in fixed.warnings)]))
    if commit:
        git.commit(loaded.root, fixed.paths, f"{sentence} spelled in another way")
    return fixed


def fails(context: Context, loaded: Loaded, found: Sequence[Finding], words: Sequence[str]) -> bool:
    """Whether anything that `--fail-on` names is there: among the findings, or in the cycles that run."""
    from okrctl.commands import _findings
    from okrctl.report import status
    from okrctl.report.values import FindingCounts

    if not words:
        return False
    levels = Counter(finding.level for finding in found)
    counts = FindingCounts(errors=levels["error"], warnings=levels["warning"], advice=levels["advice"])
    built = status.build(loaded.workspace, None, context.as_of)
    return _findings.fails(words, built.objectives, built.kpis, complete=loaded.complete, findings=counts)
