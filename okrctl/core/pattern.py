"""pattern: a regular expression that is compiled when it is first used; a command meets sixty and uses a few."""

from __future__ import annotations

import re
from typing import Any, cast


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """The expression, to be used like what `re.compile` gives.

    >>> pattern("[a-z]+").fullmatch("nps")[0]
    'nps'
    """
    return cast("re.Pattern[str]", _Uncompiled(text, flags))


class _Uncompiled:
    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)  # found at once from now on
        return found
