"""The ids of check-ins and readings: eight random characters that two people never draw alike."""

from __future__ import annotations

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base32 in lower case: no i, l, o, u, so nothing is misread and few words appear."""

LETTERS = ALPHABET[10:]
"""The first character is one of these, so no reader takes the id for a number."""


def record_id(random_bytes: bytes) -> str:
    r"""The id that five random bytes make.

    >>> record_id(b"\x00\x00\x00\x00\x1f")
    'a000000z'
    """
    number = int.from_bytes(random_bytes[:5], "big")
    first, *rest = (number >> shift & 31 for shift in range(35, -1, -5))
    return LETTERS[first % len(LETTERS)] + "".join(ALPHABET[digit] for digit in rest)
