"""Which files name a thing that gets another id, and in which order they are written.

The thing's own file comes last. So, wherever a rename is cut off, the thing still has its old name, what was written names
the new one, which `lint` reports as unknown, and the same rename again does the rest.
"""

from __future__ import annotations

from okrctl.core.changes.changes import Rename
from okrctl.core.entities import cycle_of, name_of
from okrctl.core.errors import WorkspaceError
from okrctl.storage.layout import LARGEST_READINGS, YAML_SUFFIXES
from okrctl.storage.loading import Loaded
from okrctl.storage.reading.folder import Folder


def files_that_name(loaded: Loaded, rename: Rename) -> list[str]:
    """The entities whose files hold the old name somewhere, bear it, or cannot be read; the thing's own last.

    Raises WorkspaceError for a record that cannot be read and may name it: it is no entity, and would be left behind.
    """
    folder, word = Folder(loaded.root), _word(rename)
    known = set(loaded.files.values())
    for fault in loaded.findings:
        unknown = fault.level == "error" and fault.path not in known and folder.exists(fault.path)
        if unknown and _holds(folder, fault.path, word):
            message = f"{fault.path} may name it and cannot be read: {fault.message}"
            raise WorkspaceError(message, path=fault.path, line=fault.line, column=fault.column, help=fault.help)
    holding = [
        entity
        for entity, path in loaded.files.items()
        if _may_name(entity, rename) and (rename.moved(entity) != entity or _holds(folder, path, word))
    ]
    return sorted({*holding, rename.entity}, key=lambda entity: (entity == rename.entity, entity))


def moved_path(path: str, rename: Rename) -> str:
    """The path of a file that moves, its folder and ending kept."""
    folder, _, name = path.rpartition("/")
    ending = next(suffix for suffix in YAML_SUFFIXES if name.endswith(suffix))
    return f"{folder}/{rename.new_id}{ending}"


def _may_name(entity: str, rename: Rename) -> bool:
    """Whether files of that sort name things of that kind."""
    if entity == "okrctl" or "/" not in entity:
        return False
    records = entity.split("/")[1] == "checkins" and cycle_of(entity) != rename.old.cycle
    return not records and (bool(rename.old.kpi) or not entity.startswith("kpis/"))


def _word(rename: Rename) -> bytes:
    """What stands wherever the thing is named, in whatever quotes."""
    old = rename.old
    return name_of(str(old) if old.kpi or old.key_result is None else old.key_result).encode()


def _holds(folder: Folder, path: str, word: bytes) -> bool:
    """Whether the word may be in the file; one that cannot be read keeps the thing from being renamed."""
    data = folder.read(path, LARGEST_READINGS)
    return data is None or word in data
