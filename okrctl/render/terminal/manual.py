"""What a code of `okrctl lint` means, in the terminal: what it finds, why, a bad and a good sample, what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from okrctl.core.finding import is_advisory
from okrctl.lint.manual import Manual
from okrctl.render import words as say
from okrctl.render.findings.text import INKS
from okrctl.render.terminal.flowing import page, paragraph
from okrctl.render.terminal.ink import Words, blank, draw, words
from okrctl.render.terminal.style import Style

WIDEST = 84
"""Prose is not set wider than this."""


def terminal_manual(manual: Manual, style: Style) -> str:
    """The code's page as text for a terminal or a pipe."""
    prose = style if style.width is None else replace(style, width=min(style.width, WIDEST))
    head = words(manual.code, "bold") + words("  ") + words(manual.level, INKS[manual.level])
    sections = [_section(heading, text, prose) for heading, text in sections_of(manual)]
    return draw(page([[head, *paragraph(words(_our(manual.what, style)), prose)], *sections]), style)


def sections_of(manual: Manual) -> Iterator[tuple[str, str]]:
    """Heading and text of each section but the head; the samples keep their lines."""
    yield "Why", manual.why
    if manual.source:
        yield "Source", manual.source
    yield "Bad", manual.bad
    yield "Good", manual.good
    for what, listed in manual.words.items():
        yield what.capitalize(), ", ".join(listed)
    if manual.fix:
        yield "okrctl lint --fix", manual.fix
    if is_advisory(manual.code):
        yield "Another level", f"In okrctl.yaml: lint: {{ignore: [{manual.code}]}}, or advice, warn, error"
        yield "For one line", f"# okrctl: ignore[{manual.code}] because …"


def _section(heading: str, text: str, style: Style) -> list[Words]:
    if heading in ("Bad", "Good"):
        ink = INKS["error"] if heading == "Bad" else "good"
        return [words(heading, ink), *(blank(4) + words(line) for line in text.splitlines())]
    return paragraph(words(heading, "accent") + words(f"  {_our(text, style)}"), style)


def _our(text: str, style: Style) -> str:
    return say.our(text, unicode=style.unicode)
