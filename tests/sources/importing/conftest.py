"""What the tests of `import` share: workspaces with nothing in them, and the files that other tools would have made."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

FILES = Path(__file__).parent / "files"
TreeOf = Callable[[Path], dict[str, bytes]]


class Importing(NamedTuple):
    """A workspace and what runs command lines in it; the files to import lie beside it."""

    root: Path
    run: Callable[..., Any]
    tree_of: TreeOf

    def file(self, name: str, text: str | bytes) -> str:
        """Makes a file to import; gives the path as it is typed."""
        path = self.root.parent / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return f"../{name}"

    def sample(self, name: str) -> str:
        """One of the files beside the tests; gives the path as it is typed."""
        shutil.copy(FILES / name, self.root.parent / name)
        return f"../{name}"

    def texts(self, folder: str = "") -> dict[str, str]:
        """The files of the workspace below a folder, without the line that names their schema."""
        return {
            path: "".join(
                line for line in data.decode().splitlines(keepends=True) if not line.startswith("# yaml-lang")
            )
            for path, data in self.tree_of(self.root).items()
            if path.startswith(folder)
        }


@pytest.fixture
def importing(make: Callable[..., Path], run_in: Callable[..., Any], tree_of: TreeOf) -> Callable[..., Importing]:
    """Makes a workspace of the files given by path and text."""

    def made(files: dict[str, str] | None = None) -> Importing:
        root = make(files or {})
        return Importing(root, lambda line, **about: run_in(line, root, **about), tree_of)

    return made
