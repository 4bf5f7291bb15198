"""The unified diff of a file before and after, as `--dry-run` shows it; `git apply` takes it."""

from __future__ import annotations

from difflib import unified_diff


def difference(path: str, old: bytes | None, new: bytes, moves_to: str | None = None) -> str:
    """The diff; `old` is None for a file that is not there yet. Bytes that are not UTF-8 are shown as U+FFFD.

    Of files with a NUL byte, as workbooks have, it says only that they differ, in git's words.
    In a diff of several files those that move come last: git takes what follows the head of a move for a part of it.
    """
    before, after = _lines(old or b""), _lines(new)
    names = ("/dev/null" if old is None else f"a/{path}", f"b/{moves_to or path}")
    if b"\0" in new + (old or b""):
        return f"Binary files {names[0]} and {names[1]} differ\n" if old != new else ""
    shown = unified_diff(before, after, *names, lineterm="\n")
    text = "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in shown)
    if moves_to is None:
        return text
    return f"diff --git a/{path} b/{moves_to}\nrename from {path}\nrename to {moves_to}\n{text}"


def _lines(data: bytes) -> list[str]:
    """The lines as git sees them: LF ends one, nothing else does."""
    text = data.decode("utf-8", "replace")
    return [line + "\n" for line in text.split("\n")[:-1]] + (
        [text.rsplit("\n", 1)[-1]] if not text.endswith("\n") and text else []
    )
