"""BadValue: the refusal of one written value, with the code of the finding it becomes."""

from __future__ import annotations


class BadValue(ValueError):
    """A text that does not stand for a value of the kind that is due.

    It is a ValueError so that pydantic collects it; storage turns it into a `Finding` with its place.
    """

    __slots__ = ("code", "fix", "help", "keys", "message")

    def __init__(
        self,
        code: str,
        message: str,
        *,
        help: str | None = None,  # noqa: A002 - the word of the contract
        keys: tuple[str, ...] = (),
        fix: str | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help
        self.keys = keys
        """Keys below the value at fault, where the value is a mapping that is read as a whole."""
        self.fix = fix
        """What could stand there instead, where that provably means the same."""
