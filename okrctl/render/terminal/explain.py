"""How figures came about, in the terminal: each figure, its formula, the formula with its numbers, file and line."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.core.number import half_up, shown
from okrctl.render import words as say
from okrctl.render.terminal.cells import one_line
from okrctl.render.terminal.columns import wrapped
from okrctl.render.terminal.flowing import flow
from okrctl.render.terminal.ink import Words, blank, draw, joined, padded, words
from okrctl.render.terminal.style import Style
from okrctl.report.explain.explained import Explanation, Given, Step

_SHARES = {"progress", "score", "expected", "confidence"}


def terminal_explain(explanation: Explanation, style: Style) -> str:
    """The explanation as text for a terminal or a pipe."""
    top = flow(
        [
            words(one_line(explanation.title), "bold"),
            words(explanation.ref, "dim"),
            words(say.day(explanation.as_of), "dim"),
        ],
        style,
    )
    room = max(len(_name(step)) for step in explanation.steps) + 2
    lines = [line for step in explanation.steps for line in _step(step, room, style)]
    return draw([*top, Words(), *lines], style)


def _name(step: Step) -> str:
    return step.figure.replace("_", " ")


def _step(step: Step, room: int, style: Style) -> list[Words]:
    """The figure with its value and formula, then its numbers, then where each of them is written."""
    first = joined([words(one_line(_value(step)), "bold"), words(say.our(step.formula, unicode=style.unicode), "dim")])
    shown_numbers = say.our(f"= {step.numbers}" if _is_computed(step) else step.numbers, unicode=style.unicode)
    numbers = [words(shown_numbers)] if step.numbers else []
    lines = [line for piece in (first, *numbers) for line in _wrapped(piece, room, style)]
    return [
        padded(words(_name(step)), room) + lines[0],
        *(blank(room) + line for line in lines[1:]),
        *_sources(step.given, room + 2, style),
    ]


def _is_computed(step: Step) -> bool:
    return any(sign in step.numbers for sign in "×/+") and not isinstance(step.value, str)


def _wrapped(piece: Words, room: int, style: Style) -> list[Words]:
    return [piece] if style.width is None else wrapped(piece, max(style.width - room, 20))


def _value(step: Step) -> str:
    if step.value is None:
        return "none"
    if isinstance(step.value, str):
        return say.status_word(step.value) if step.figure == "status" else step.value
    text = shown(step.value)
    if step.figure in _SHARES:
        return f"{text} ({half_up(step.value * 100, 0)} %)"
    return f"{shown(step.value, 2)} points" if step.figure == "gap" else text


def _sources(given: Sequence[Given], indent: int, style: Style) -> list[Words]:
    """Each given number with its file and line, the places below one another where the window has the room."""
    left = [words(f"{one_line(one.name)}: {one_line(one.value)}", "dim") for one in given]
    places = [words(f"{one.path}:{one.line}" if one.line else one.path or "", "accent") for one in given]
    widest = max((name.width for name in left), default=0) + 2
    fits = style.width is None or indent + widest + max((place.width for place in places), default=0) <= style.width
    lines = []
    for name, place in zip(left, places, strict=True):
        beside = blank(indent) + padded(name, widest) + place
        lines += [beside] if fits or not place else [blank(indent) + name, blank(indent + 2) + place]
    return lines
