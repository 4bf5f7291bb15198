"""The bars of a web page: progress, with a mark where it should be today."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from okrctl.core.number import half_up
from okrctl.render import words as say
from okrctl.report.values import Figure

if TYPE_CHECKING:
    from markupsafe import Markup


def bar(progress: Figure | None, expected: Figure | None, css: str) -> Markup:
    """A small bar with a mark where it should be today; its title says both in words."""
    name = f"{say.percent(progress)} done" if progress is not None else "not measured"
    words = f"{say.percent(expected)} expected" if expected is not None else "no pace"
    return named_bar(progress, expected, css, name, words)


def named_bar(progress: Figure | None, expected: Figure | None, css: str, name: str, words: str) -> Markup:
    """The same with a name and a description of one's own, both our words."""
    from markupsafe import Markup

    fill = f'<rect class="fi" width="{_share(progress)}%"/>' if progress else ""
    mark = f'<rect class="ex" x="{_share(expected)}%"/>' if expected is not None else ""
    drawn = f'<title>{name}</title><desc>{words}</desc><rect class="tr"/>{fill}{mark}'
    return Markup(f'<svg class="bar {css}" aria-hidden="true">{drawn}</svg>')  # noqa: S704 - figures and our own words


def pace_bar(progress: Figure | None, expected: Figure | None) -> Markup:
    """The large bar on top: what is done, labelled above, and what is expected by now, labelled below."""
    from markupsafe import Markup

    name = f"{say.percent(progress)} done"
    words = f"{say.percent(expected)} expected by now" if expected is not None else ""
    pieces = [
        f"<title>{name}</title><desc>{words or 'It is over.'}</desc>",
        '<rect class="tr" y="26" width="100%" height="14" rx="7"/>',
        f'<rect class="fi" y="26" width="{_share(progress)}%" height="14" rx="7"/>' if progress else "",
        _beside(_share(progress), 17, name, "b"),
    ]
    if expected is not None:
        due = _share(expected)
        pieces += [f'<rect class="ex" x="{due}%" y="20" width="2.5" height="26"/>', _beside(due, 63, words, "")]
    drawn = f'<svg class="pacebar" role="img" width="100%" height="{70 if words else 44}">{"".join(pieces)}</svg>'
    return Markup(drawn)  # noqa: S704 - figures and our own words


def _beside(share: str, y: int, text: str, css: str) -> str:
    """A label at a share of the width, kept inside the drawing."""
    anchor = "start" if float(share) < 12 else "end" if float(share) > 88 else "middle"
    return f'<text class="{css}" x="{share}%" y="{y}" text-anchor="{anchor}">{text}</text>'


def _share(value: Figure | None) -> str:
    """A share in percent, limited to what can be drawn, as text."""
    limited = min(max(Fraction(value or 0), Fraction(0)), Fraction(1))
    return f"{half_up(limited * 100, 1):f}".removesuffix(".0")
