"""Completion: the words that Tab offers, and the script that makes a shell ask for them, by Typer's protocol.

The values come from a light scan of the files; whatever is wrong with them, Tab never complains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import typer

from okrctl.core.errors import OkrError, UsageError
from okrctl.render.terminal.cells import one_line

VARIABLE = "_OKRCTL_COMPLETE"
"""Set by the shell's script: `complete_bash`, `complete_zsh` or `complete_fish`."""
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")

Offers = list[tuple[str, str]]

_FOR_ZSH = str.maketrans({"\\": "\\\\", "'": "’", '"': "”"})
"""What Typer's own escaping leaves: zsh evaluates the descriptions twice, so a title could end its quotes and go on."""


def refs(ctx: typer.Context, incomplete: str) -> Offers:
    """Objectives, key results and KPIs in the cycles that are not closed."""
    from okrctl.storage.reading import outline

    return _offers(ctx, lambda root: outline.refs(root, incomplete), incomplete)


def people(ctx: typer.Context, incomplete: str) -> Offers:
    """The people of the workspace."""
    from okrctl.storage.reading import outline

    return _offers(ctx, outline.people, incomplete)


def teams(ctx: typer.Context, incomplete: str) -> Offers:
    """The teams of the workspace."""
    from okrctl.storage.reading import outline

    return _offers(ctx, outline.teams, incomplete)


def cycles(ctx: typer.Context, incomplete: str) -> Offers:
    """The cycles that are not closed."""
    from okrctl.storage.reading import outline

    return _offers(ctx, outline.cycles, incomplete)


def one_of(*words: str) -> Callable[[str], list[str]]:
    """What offers those of the words that begin as typed."""
    return lambda incomplete: [word for word in words if word.startswith(incomplete)]


def quarters(ctx: typer.Context, incomplete: str) -> Offers:
    """`last`, `next`, and the cycles that are not closed."""
    words = [("last", "the quarter before"), ("next", "the quarter after")]
    return [word for word in words if word[0].startswith(incomplete)] + cycles(ctx, incomplete)


def steps(ctx: typer.Context, incomplete: str) -> Offers:
    """The steps of the milestone that stands on the line."""
    from okrctl.commands import _lookup
    from okrctl.commands._everywhere import context_of
    from okrctl.storage.loading import load

    context, typed = context_of(ctx), [*(ctx.params.get("what") or ()), *ctx.args]
    try:
        loaded = load(context.workspace_root)
        ref = _lookup.find(loaded, "".join(typed[:1]), context.as_of)
        found = loaded.workspace.find_key_result(str(ref))
    except (OkrError, OSError):
        return []
    known = [(step, about.title) for step, about in found.steps.items()] if found else []
    return _shown(ctx, [step for step in known if step[0].startswith(incomplete)])


def explained(ctx: typer.Context, incomplete: str) -> Offers:
    """The words of the glossary, refs, and once a code is begun the codes of `okrctl lint`."""
    from okrctl.report.glossary import WORDS

    words = [(word, "what it means") for word in WORDS if word.startswith(incomplete)]
    if incomplete.startswith("OKR"):
        from okrctl.lint import MANUALS

        words += [(code, manual.what) for code, manual in MANUALS.items() if code.startswith(incomplete)]
    return _shown(ctx, words) + refs(ctx, incomplete)


BY_OPTION: Mapping[str, Callable[..., Offers | list[str]]] = MappingProxyType(
    {
        "--better": one_of("up", "down", "between", "none"),
        "--decision": one_of("done", "carry_forward", "modify", "drop"),
        "--dates": one_of("dmy", "mdy"),
        "--done": steps,
        "--undone": steps,
        "--fail-on": one_of("at_risk", "stale", "no_data", "incomplete", "warning"),
        "--kind": one_of("metric", "at_least", "at_most", "between", "milestone", "recurring", "score", "baseline"),
        "--level": one_of("company", "department", "team", "individual"),
        "--measure": one_of("day", "week", "month", "quarter", "year"),
        "--per": one_of("day", "week", "month", "quarter"),
        "--preset": one_of("viva-goals", "betterworks", "peoplebox", "culture-amp", "table"),
        "--status": one_of("on_track", "behind", "at_risk"),
        "--type": one_of("aspirational", "committed", "goal"),
        "--verdict": one_of("too_ambitious", "about_right", "not_challenging_enough", "keep", "tweak", "replace"),
        "--owner": people,
        "--team": teams,
        "--cycle": cycles,
        "--to": cycles,
        "--quarter": quarters,
        "--parent": refs,
    }
)
"""What Tab offers as the value of an option, whichever command has it."""


def script(shell: str) -> str:
    """The script that a shell sources to complete okrctl; UsageError for a shell that Typer does not know."""
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    return str(get_completion_script(prog_name="okrctl", complete_var=VARIABLE, shell=_known(shell)))


def install(shell: str) -> Path:
    """The file into which the script was written, where the shell finds it."""
    from typer.completion import install as install_by_typer  # type: ignore[attr-defined]

    _, path = install_by_typer(shell=_known(shell), prog_name="okrctl", complete_var=VARIABLE)
    return Path(path)


def _known(shell: str) -> str:
    name = shell.rpartition("/")[2]
    if name in SHELLS:
        return name
    raise UsageError(f'no completion for the shell "{name}"', help=f"name one of {', '.join(SHELLS)}")


def _offers(ctx: typer.Context, known: Callable[[Path], Iterable[tuple[str, str]]], incomplete: str) -> Offers:
    """What the scan knows and begins as typed, each with a description that the shell can show; nothing on any trouble."""
    from okrctl.commands._everywhere import context_of

    context = context_of(ctx)
    try:
        found = [offer for offer in known(context.workspace_root) if offer[0].startswith(incomplete)]
    except (OkrError, OSError):
        return []
    return _shown(ctx, found)


def _shown(ctx: typer.Context, found: Iterable[tuple[str, str]]) -> Offers:
    """The offers with descriptions that the shell can show."""
    from okrctl.commands._everywhere import context_of

    zsh = context_of(ctx).environ.get(VARIABLE, "").endswith("_zsh")
    return [(value, one_line(title).translate(_FOR_ZSH) if zsh else one_line(title)) for value, title in found]
