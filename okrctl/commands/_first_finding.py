"""What `okrctl lint` would say first of a thing that was just made: at most one finding, on stderr."""

from __future__ import annotations

from pathlib import Path

from okrctl.commands._context import Context
from okrctl.core.finding import Finding

_LATER = ("OKR4", "OKR503", "OKR504", "OKR506")
"""What only time can bring: check-ins, readings and reviews that are missing."""
_LEVELS = ("error", "warning", "advice")


def say(context: Context, root: Path, ref: str) -> None:
    """Prints the most important finding about the new entity, with what helps; nothing where there is none."""
    from okrctl.commands import _linting
    from okrctl.render.findings.text import brief
    from okrctl.storage.loading import load

    loaded = load(root)
    path = next((loaded.files[name] for name in (ref, ref.rpartition("/")[0]) if name in loaded.files), None)
    found = [one for one in _linting.findings(context, loaded) if one.path == path and _is_about(one, ref)]
    if found:
        context.say(brief(min(found, key=_importance), context.error_style))


def _is_about(finding: Finding, ref: str) -> bool:
    """Whether it is about the thing or a part of it, and not for later."""
    named = finding.ref is None or finding.ref == ref or finding.ref.startswith(f"{ref}/")
    return named and not finding.code.startswith(_LATER)


def _importance(finding: Finding) -> tuple[int, str]:
    return _LEVELS.index(finding.level), finding.code
