"""The files of a workspace as a revision holds them, looked into like folders: read from git's objects, no file touched.

Links and other repositories inside it are not followed; a checkout would have neither more nor less of the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property

from okrctl.core.frozen import dataclass
from okrctl.storage.history.git_objects import Blob, Objects
from okrctl.storage.layout import LARGEST, is_passed_over
from okrctl.storage.reading.folder import Entry, Folder


@dataclass(frozen=True, slots=True)
class _Name:
    """Something that lies in a folder."""

    name: str


@dataclass
class TreeFolder(Folder):
    """Looks into a workspace at a revision; the root is where it lies now."""

    commit: str = ""
    """The revision's whole name."""
    tree: Mapping[str, Blob] = field(default_factory=dict)
    """Every file by its path relative to the workspace."""
    objects: Objects = field(default_factory=Objects)

    def exists(self, path: str) -> bool:
        """Whether the revision has something of that name."""
        return path in self.tree or path in self._folders

    def _entries(self, path: str) -> Sequence[Entry]:
        """What lies in a folder, in the order of names; nothing where it is missing."""
        if path in self.tree:
            what = "a link" if self.tree[path].mode == "120000" else "a file"
            self.report(path, f"{what} where a folder is expected", help="links are not followed in a revision")
            return []
        return [_Name(name) for name in sorted(self._folders.get(path, ())) if not is_passed_over(name)]

    def _is_folder(self, entry: Entry, path: str) -> bool:  # noqa: ARG002 - as in the folder on the disk
        if path in self.tree and self.tree[path].mode == "160000":
            self.report(path, "lies in another repository", help="it is not read at a revision")
        return path in self._folders or (path in self.tree and self.tree[path].mode == "160000")

    def _read(self, path: str, largest: int) -> bytes | None:
        blob = self.tree.get(path)
        data = self.objects.contents.get(blob.id) if blob else None
        size = data if isinstance(data, int) else len(data or b"")
        if blob is None:
            self.report(path, "a folder where a file is expected", help="remove it")
        elif blob.mode == "120000":
            self.report(path, "a link; links are not followed in a revision", help="put the file itself here")
        elif data is None:
            self.report(path, "not in this clone", help="git fetch --refetch brings it")
        elif isinstance(data, int) or size > largest:
            self.report(path, f"larger than {largest:,} bytes ({size:,})", help="split it")
        else:
            return data
        return None

    def read(self, path: str, largest: int = LARGEST) -> bytes | None:
        """The bytes of a file; None (and a finding, OKR001) where the revision has no ordinary file there."""
        return self._read(path, largest)

    @cached_property
    def _folders(self) -> dict[str, set[str]]:
        """The names in each folder; the workspace itself is ``."""
        found: dict[str, set[str]] = {"": set()}
        for path in self.tree:
            parts = path.split("/")
            for depth in range(len(parts)):
                found.setdefault("/".join(parts[:depth]), set()).add(parts[depth])
        return found
