"""A web page from a template: one file that asks for nothing, runs nothing, and shows what people wrote as text.

The style sheet stands in the page, allowed by its hash; every script and every other source is forbidden.
"""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from okrctl.core.pattern import pattern
from okrctl.render import figures, spelled
from okrctl.render import words as say
from okrctl.render.terminal.cells import harmless

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_LINK = pattern(r"https?://[^\s<>\"'`{}|\\^\u2026]+[^\s<>\"'`{}|\\^\u2026.,;:!?)\]]", re.IGNORECASE)
"""An address in a text; only these two schemes ever become links."""


def page(template: str, **values: Any) -> str:
    """The page that the template makes of the values."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    loader = PackageLoader("okrctl.render.html")
    made = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, finalize=_shown, trim_blocks=True, lstrip_blocks=True
    )
    style = loader.get_source(made, "page.css")[0].strip()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    made.globals |= {"style": Markup(style), "style_hash": f"sha256-{digest}"}  # noqa: S704 - our own file
    made.filters |= _FILTERS
    return made


def _shown(value: Any) -> Any:
    """What a template prints: markup as it is, everything else with its control characters spelled out."""
    return value if hasattr(value, "__html__") else harmless(str(value))


def linked(text: str) -> Markup:
    """The text with its web addresses as links; nothing else in it becomes markup."""
    from markupsafe import Markup, escape

    pieces, end = [], 0
    whole = harmless(text)
    for found in _LINK.finditer(whole):
        address = escape(found[0])
        pieces += [
            escape(whole[end : found.start()]),
            Markup('<a href="{0}" rel="noopener noreferrer">{0}</a>').format(address),
        ]
        end = found.end()
    return Markup("").join([*pieces, escape(whole[end:])])


_FILTERS: dict[str, Any] = {
    "aim": spelled.value_aim,
    "count": say.count,
    "day": lambda when, as_of=None: say.day(when, as_of) if isinstance(when, date) else "",
    "exact": figures.exact,
    "grade": lambda value: say.share_of(value, 1),
    "kept": spelled.kept,
    "linked": linked,
    "moment": spelled.moment,
    "now": spelled.value_now,
    "pace": spelled.pace_words,
    "percent": say.percent,
    "short": figures.short,
    "word": say.status_word,
}
