"""The picture of the README: what the terminal shows today, in any font, by itself."""

from __future__ import annotations

import runpy
from pathlib import Path
from xml.etree.ElementTree import fromstring

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SPACE = "{http://www.w3.org/2000/svg}"


def test_the_picture_is_what_the_terminal_shows_today() -> None:
    drawn = runpy.run_path(str(EXAMPLES / "picture.py"))["picture"]()

    assert (EXAMPLES / "report.svg").read_text(encoding="utf-8") == drawn, "draw it again: python examples/picture.py"


def test_it_is_one_drawing_that_fetches_nothing() -> None:
    drawing = fromstring((EXAMPLES / "report.svg").read_text(encoding="utf-8"))  # noqa: S314 - our own file

    words = [one.text for one in drawing.iter(f"{SPACE}text")]
    assert {"okrctl report --quarter", "Northwind", "Needs attention", "KPIs"} <= set(words)
    assert {one.tag.removeprefix(SPACE) for one in drawing.iter()} == {
        "svg",
        "title",
        "desc",
        "style",
        "rect",
        "circle",
        "text",
    }
    assert "url(" not in (drawing.findtext(f"{SPACE}style") or "")
