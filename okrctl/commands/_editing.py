"""The editor's round: a copy opened, read, checked, given back with its faults, and at last written."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from okrctl.commands import _lookup, _setting, _writing
from okrctl.commands._context import Context
from okrctl.core.changes.changes import Rewrite
from okrctl.core.entities import cycle_of, name_of, type_of
from okrctl.core.errors import OkrError, UnknownName, UsageError, WorkspaceError, WriteRefused

if TYPE_CHECKING:
    from okrctl.storage.loading import Loaded
    from okrctl.storage.writing.manuscripts import Manuscript

EDITORS = ("GIT_EDITOR", "VISUAL", "EDITOR")
"""Variables that name the editor, the first one that is set counts."""

USUAL_EDITOR = "vi"


def edit(context: Context, ref: str, *, dry_run: bool, commit: bool) -> None:
    """Opens the editor on the thing's file and writes what comes of it."""
    editor = _editor(context)
    loaded = context.load()
    entity = _entity(context, loaded, ref)
    path, before = _file(loaded, entity)
    manuscript = _manuscript(path, before)
    begun = manuscript.text()
    with _keeping(context, manuscript, begun):
        change = _edited(loaded, manuscript, editor, (entity, path, before))
        if change is None:
            manuscript.remove()
            _writing.say_unchanged(context, entity, f"nothing changed in {path}")
            return
        _writing.carry_out(context, loaded, change, ref=entity, id=name_of(entity), dry_run=dry_run, commit=commit)
    if dry_run:
        context.say(f"your text is kept in {manuscript.file}")
    else:
        manuscript.remove()


def _editor(context: Context) -> list[str]:
    """The editor's command. Raises UsageError where none is named and there is no terminal."""
    named = next((context.environ[name] for name in EDITORS if context.environ.get(name)), None)
    if named is None and not context.interactive:
        raise UsageError(
            "there is no terminal to open an editor in", help="set EDITOR, or use okrctl set REF KEY=VALUE"
        )
    try:
        words = shlex.split(named or USUAL_EDITOR)
    except ValueError:
        words = []
    if not words:
        raise UsageError(f'"{named}" is no command for an editor', help="set EDITOR to one, such as vi")
    return words


def _entity(context: Context, loaded: Loaded, ref: str) -> str:
    """The entity whose file holds the thing, a broken one too."""
    try:
        return _setting.place_in_files(_lookup.find(loaded, ref, context.as_of))[0]
    except WorkspaceError as fault:
        broken = next((entity for entity, path in loaded.files.items() if path == fault.path), None)
        if broken is None or broken.count("/") > 1:
            raise
        return broken


def _file(loaded: Loaded, entity: str) -> tuple[str, bytes | None]:
    """Path and bytes of the entity's file; no bytes for a cycle that has none yet."""
    from okrctl.storage.layout import cycle_path
    from okrctl.storage.reading.folder import Folder

    path = loaded.files.get(entity)
    if path is None:
        return cycle_path(cycle_of(entity) or ""), None
    folder = Folder(loaded.root)
    data = folder.read(path)
    if data is None:
        fault = folder.findings[0]
        raise WorkspaceError(f"{path} cannot be read: {fault.message}", path=path, help=fault.help)
    return path, data


def _manuscript(path: str, before: bytes | None) -> Manuscript:
    """The copy that is opened; of a cycle without a file the beginning of one."""
    from okrctl.storage.layout import schema_reference
    from okrctl.storage.writing.manuscripts import manuscript

    if before is None:
        reference = schema_reference(path, "cycle")
        before = f"# yaml-language-server: $schema={reference}\n# theme: what this cycle is about\n".encode()
    return manuscript(path, before)


@contextmanager
def _keeping(context: Context, manuscript: Manuscript, begun: bytes) -> Iterator[None]:
    """Says where the text is kept, whatever goes wrong; a text that nobody changed is not kept."""
    try:
        yield
    except BaseException as fault:
        if manuscript.text() == begun:
            manuscript.remove()
        elif isinstance(fault, OkrError):
            fault.help = f"your text is kept in {manuscript.file}" + (f"; {fault.help}" if fault.help else "")
        else:
            context.say(f"your text is kept in {manuscript.file}")
        raise


def _edited(
    loaded: Loaded, manuscript: Manuscript, editor: list[str], of: tuple[str, str, bytes | None]
) -> Rewrite | None:
    """The change that the person made, once nothing is at fault in it; None for no change.

    Raises UsageError where the person leaves the text as it came back.
    """
    from okrctl.storage.writing import manuscripts

    entity, path, before = of
    begun = last = manuscript.text()
    while True:
        _run(editor, manuscript)
        text = manuscript.text()
        if text == begun:
            return None
        value, faults = manuscripts.read(type_of(entity), path, text)
        change = Rewrite(entity, path, value, text, before)
        said = manuscripts.in_lines(faults) or _contradictions(loaded, change)
        if not said:
            return change
        if text == last:
            raise UsageError(f"nothing was written: {said[0]}", path=path)
        last = text
        manuscript.mark(said)


def _contradictions(loaded: Loaded, change: Rewrite) -> list[str]:
    """What else keeps the text from being taken over; a file that changed meanwhile is not among it."""
    from okrctl.storage.saving import save

    try:
        save(loaded, change, dry_run=True)
    except (UsageError, UnknownName) as fault:
        return [f"{fault.message} ({fault.help})" if fault.help else fault.message]
    return []


def _run(editor: list[str], manuscript: Manuscript) -> None:
    """Runs the editor until the person is done. Raises WriteRefused where it does not start or ends with an error."""
    try:
        code = subprocess.run([*editor, str(manuscript.file)], check=False).returncode  # noqa: S603 - the user's own editor
    except OSError as fault:
        why = (fault.strerror or str(fault)).lower()
        raise WriteRefused(f"the editor {editor[0]} cannot be started: {why}", help="set EDITOR to another") from None
    if code:
        raise WriteRefused(f"the editor ended with exit code {code}; nothing was written")
