"""What a typed ref names in a loaded workspace, and why not where its file is broken."""

from __future__ import annotations

from datetime import date

from okrctl.core import refs
from okrctl.core.address import Ref
from okrctl.core.errors import UnknownName, WorkspaceError
from okrctl.core.finding import UNREADABLE_CODES, Finding
from okrctl.storage.loading import Loaded


def find(loaded: Loaded, text: str, as_of: date) -> Ref:
    """The ref that the text names.

    Raises WorkspaceError (exit 3) where it names something that could not be read, UnknownName (exit 4) otherwise.
    """
    try:
        return refs.resolve(text, loaded.workspace, as_of)
    except UnknownName:
        fault = _what_is_broken(loaded, text.strip().strip("/"))
        if fault is None:
            raise
        mend = f"okrctl edit {text} opens the file"
        help_ = f"{fault.help}; {mend}" if fault.help else mend
        raise WorkspaceError(
            f"{text} cannot be read: {fault.message}", path=fault.path, line=fault.line, column=fault.column, help=help_
        ) from None


def broken(loaded: Loaded, path: str) -> WorkspaceError:
    """The error for a file that cannot be read: what is wrong with it, and where."""
    fault = next((f for f in loaded.findings if f.path == path and f.level == "error"), None)
    if fault is None:
        return WorkspaceError(f"{path} cannot be read", path=path, help="okrctl lint shows what is wrong")
    return WorkspaceError(
        f"{path} cannot be read: {fault.message}", path=path, line=fault.line, column=fault.column, help=fault.help
    )


def _what_is_broken(loaded: Loaded, text: str) -> Finding | None:
    """The error that keeps the named entity from being read; None where nothing of that name is there."""
    for entity, path in loaded.files.items():
        rest = _below(text, entity)
        if rest is None:
            continue
        for finding in loaded.findings:
            if finding.path == path and finding.level == "error" and _hides(finding, rest):
                return finding
    return None


def _below(text: str, entity: str) -> str | None:
    """What of the text lies below the entity, `` for the entity itself; None where the text names something else."""
    for name in (entity, entity.partition("/")[2]):
        if name and (text == name or text.startswith(f"{name}/")):
            return text[len(name) + 1 :]
    return None


def _hides(finding: Finding, rest: str) -> bool:
    if finding.code in UNREADABLE_CODES and not finding.keys:
        return True
    return bool(rest) and finding.keys[:2] == ("key_results", rest.split("/", maxsplit=1)[0])
