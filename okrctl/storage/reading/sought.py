"""Sought: which check-ins somebody asks for, where a workspace has too many to open them all."""

from __future__ import annotations

from okrctl.core.frozen import dataclass

MANY = 1_000
"""Files of check-ins. A workspace with fewer is opened whole, so that every command tells of every broken file."""


_CORRECTING, _ESCAPED = b"supersedes", b"\\"
"""What stands in a file that may take back what another says, and in one whose texts may be spelled in another way."""


@dataclass(frozen=True, slots=True)
class Sought:
    """The check-ins of some cycles, all of them or only those in whose files one of some texts stands."""

    cycles: frozenset[str]
    naming: tuple[bytes, ...] = ()

    def is_in(self, data: bytes) -> bool:
        """Whether the file is one of them, or may be."""
        return not self.naming or any(text in data for text in (*self.naming, _CORRECTING, _ESCAPED))
