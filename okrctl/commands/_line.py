"""The command line as people type it, made fit for Typer's parser: options without their value, negative numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from okrctl.core.pattern import pattern

SHIELD = "\0"
"""Stands before a negative number while options are parsed; no command line can hold it."""

_NEGATIVE_NUMBER = pattern(r"-[$€£¥₹]?\.?\d")


def fit(args: Sequence[str], options: Sequence[Any]) -> list[str]:
    """The line with `--quarter` alone as `--quarter=` and `-3` shielded; what follows `--` stays as it is.

    `options` are Typer's own; one whose metavar stands in brackets may be left without its value.
    """
    head = list(takewhile(lambda arg: arg != "--", args))
    return _shielded(_with_values(head, _named(options, bare=True)), _named(options)) + list(args[len(head) :])


def unshielded(params: Mapping[str, Any]) -> dict[str, Any]:
    """The parsed values as they were typed."""
    return {name: _without_shield(value) for name, value in params.items()}


def _named(options: Iterable[Any], *, bare: bool = False) -> frozenset[str]:
    """The names of the options that take a value, or of those that may be left without it."""
    valued = (o for o in options if o.param_type_name == "option" and not o.is_flag)
    return frozenset(name for o in valued if not bare or (o.metavar or "").startswith("[") for name in o.opts)


def _with_values(args: list[str], bare: frozenset[str]) -> list[str]:
    return [
        f"{arg}=" if arg in bare and after.startswith("-") else arg
        for arg, after in zip(args, [*args[1:], "-"], strict=False)
    ]


def _shielded(args: list[str], valued: frozenset[str]) -> list[str]:
    return [
        SHIELD + arg if _NEGATIVE_NUMBER.match(arg) and before not in valued else arg
        for arg, before in zip(args, ["", *args], strict=False)
    ]


def _without_shield(value: Any) -> Any:
    if isinstance(value, str):
        return value.removeprefix(SHIELD)
    return type(value)(map(_without_shield, value)) if isinstance(value, tuple | list) else value
