"""How a text stands in YAML: plain where every reader takes it for a text, in double quotes everywhere else."""

from __future__ import annotations

import re

from okrctl.core.errors import UsageError
from okrctl.core.fields import is_control
from okrctl.core.pattern import pattern

_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf", "infinity"})
"""What some reader, of YAML 1.1 or 1.2, takes for something other than a text."""

_NAME = pattern(r"[a-z0-9][A-Za-z0-9]*(?:[-_/][A-Za-z0-9]+)*\Z", re.ASCII)
_NUMBER_OR_DAY = pattern(r"[0-9a-fobx_-]+\Z", re.ASCII | re.IGNORECASE)
_PUNCTUATION = frozenset(" -_/.;?!()'&%+=€$£")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPED = pattern('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ue028\ue029]')


def scalar(text: str, *, in_flow: bool = False) -> str:
    """The text as YAML, quoted only where it must be; `in_flow`: between brackets or braces, where commas divide.

    >>> scalar("Partners, new ones"), scalar("Partners, new ones", in_flow=True), scalar("no"), scalar("2026-Q4/nps")
    ('Partners, new ones', '"Partners, new ones"', '"no"', '2026-Q4/nps')
    """
    return text if _is_plain(text, in_flow=in_flow) else quoted(text)


def quoted(text: str) -> str:
    """The text in double quotes, on one line.

    Raises UsageError for what no file may hold: control characters but tab, line ends and NEL, and bytes that are no text.
    """
    odd = next((c for c in text if (is_control(c) and c != "\x85") or "\ud800" <= c <= "\udfff"), None)
    if odd:
        what = "control character" if is_control(odd) else "half of a character"
        raise UsageError(f"a text holds the {what} \\u{{{ord(odd):x}}}", help="remove it")
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    return _ESCAPES.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def _is_plain(text: str, *, in_flow: bool) -> bool:
    if text.casefold() in _WORDS:
        return False
    if _NAME.match(text):
        return not (text[0].isdigit() and _NUMBER_OR_DAY.match(text))
    allowed = _PUNCTUATION if in_flow else _PUNCTUATION | {","}
    return text[:1].isalpha() and not text.endswith(" ") and all(c.isalnum() or c in allowed for c in text)
