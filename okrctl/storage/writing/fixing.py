"""Fixing: values in another spelling become the one that provably means the same, and not one other character changes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext

from okrctl.core.errors import WorkspaceError, WriteRefused
from okrctl.core.finding import Finding, KeyPath
from okrctl.core.frozen import dataclass
from okrctl.core.settings import FORMAT_VERSION
from okrctl.storage.layout import LARGEST_READINGS, WORKSPACE_FILE
from okrctl.storage.loading import Loaded
from okrctl.storage.reading.documents import read_document
from okrctl.storage.reading.folder import Folder
from okrctl.storage.reading.nodes import Document, Mapping, Node, Plain, Scalar, is_absent
from okrctl.storage.reading.nodes import Sequence as Items
from okrctl.storage.reading.text_guards import UTF8_BOM
from okrctl.storage.writing.atomic import Replacement, write_all
from okrctl.storage.writing.difference import difference
from okrctl.storage.writing.disk import DISK, NOTHING, Disk
from okrctl.storage.writing.edits import Edit
from okrctl.storage.writing.lock import locked


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """What was fixed, or with `dry_run` would be."""

    findings: tuple[Finding, ...]
    paths: tuple[str, ...]
    diff: str
    warnings: tuple[str, ...] = ()
    """What went wrong after everything was written, and harms nothing."""


def fix(
    loaded: Loaded, findings: Sequence[Finding], *, dry_run: bool = False, lock: bool = True, disk: Disk = DISK
) -> Fixed:
    """Writes every `fix` of the findings, all of them or none; with `dry_run` only works it out.

    Raises WorkspaceError for a newer format, WriteRefused where a file was changed since or cannot be written.
    """
    fixable = tuple(finding for finding in findings if finding.fix is not None)
    if fixable and loaded.workspace.settings.format > FORMAT_VERSION:
        message = f"this okrctl writes format {FORMAT_VERSION}, and the workspace has a newer one"
        raise WorkspaceError(message, path=WORKSPACE_FILE, help="install a newer okrctl")
    paths = tuple(dict.fromkeys(finding.path for finding in fixable))
    with locked(loaded.root) if paths and lock and not dry_run else nullcontext():
        writes = [_replacement(loaded, path, [f for f in fixable if f.path == path]) for path in paths]
        warnings = () if dry_run else write_all(loaded.root, writes, disk)
    diff = "".join(difference(write.path, write.old, write.data) for write in writes)
    return Fixed(findings=fixable, paths=paths, diff=diff, warnings=warnings)


def _replacement(loaded: Loaded, path: str, findings: Sequence[Finding]) -> Replacement:
    """The file with its fixes, parsed again: it says what it said before, but for those values."""
    data = Folder(loaded.root).read(path, LARGEST_READINGS) or b""
    document = read_document(path, data)[0]
    if document is None:
        raise _changed(path)
    fixes = {finding.keys: finding.fix or "" for finding in findings}
    text = document.text
    for edit in sorted((_edit(document, f) for f in findings), key=lambda edit: edit.start, reverse=True):
        text = edit.applied_to(text)
    new = (UTF8_BOM if document.bom else b"") + text.encode()
    after = read_document(path, new)[0]
    if after is None or _said(after.root, ()) != _said(document.root, (), fixes):
        raise WriteRefused(
            f"the values of {path} cannot be replaced safely{NOTHING}", path=path, help="edit it by hand"
        )
    return Replacement(path, new, data)


def _edit(document: Document, finding: Finding) -> Edit:
    node, _ = document.find(finding.keys)
    if not isinstance(node, Scalar) or document.place(finding.keys) != finding.span:
        raise _changed(document.path)
    return Edit(node.start, node.end, finding.fix or "")


def _said(node: Node, keys: KeyPath, fixes: dict[KeyPath, str] | None = None) -> Plain:
    """What the tree says, with other texts at some keys."""
    if isinstance(node, Scalar):
        return (fixes or {}).get(keys, node.text)
    if isinstance(node, Items):
        return [_said(item, (*keys, index), fixes) for index, item in enumerate(node.items)]
    assert isinstance(node, Mapping)  # noqa: S101 - there is no other node
    return {
        entry.key.text: _said(entry.value, (*keys, entry.key.text), fixes)
        for entry in node.entries
        if not is_absent(entry.value)
    }


def _changed(path: str) -> WriteRefused:
    message = f"{path} was changed meanwhile by another program{NOTHING}"
    return WriteRefused(message, path=path, help="run the command again")
