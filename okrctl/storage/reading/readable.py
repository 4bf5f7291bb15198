"""Readable documents: the nodes of a text with their places by libyaml's quick parser, and its faults in the slow one's words.

Where a text of a megabyte is at fault the slow reader would take seconds over it; here it reads the stretch around the fault.
"""

from __future__ import annotations

import re
from typing import Any

from okrctl.core.finding import Finding
from okrctl.core.pattern import pattern
from okrctl.storage.reading.documents import document_from, fault_in, read_document
from okrctl.storage.reading.libyaml import DOUBT, Doubt, events
from okrctl.storage.reading.nodes import Document
from okrctl.storage.reading.text_guards import decoded

_KEY = pattern(r"^( *)[^\s#'\"-][^:\n]*:(?=\s)", re.MULTILINE)

NEAR = 20_000
"""Characters before a fault with which the slow reader tells what it is, where the whole would take it seconds."""


def readable_document(path: str, data: bytes, *, near: int = NEAR) -> tuple[Document | None, list[Finding]]:
    """What `read_document` gives, sooner; only where an absent value would stand may differ, so edits do not use it.

    A fault in a text of more than `near` characters is told from so many around it.
    """
    text = decoded(path, data)
    if isinstance(text, Finding) or DOUBT.search(text[0]):
        return read_document(path, data)
    from yaml import YAMLError
    from yaml.error import MarkedYAMLError

    try:
        return document_from(path, text[0], events(text[0]), bom=text[1])
    except MarkedYAMLError as fault:
        found = _fault_near(path, text[0], fault, near)
        return (None, [found]) if found else read_document(path, data)
    except (YAMLError, Doubt):
        return read_document(path, data)


def _fault_near(path: str, text: str, fault: Any, near: int) -> Finding | None:
    """The slow reader's words for a fault of a long text; None unless the quick one finds the same in that stretch."""
    marks = [mark for mark in (fault.context_mark, fault.problem_mark) if mark]
    at, until = marks[0].index, marks[-1].index
    start = _outermost_line(text, at - near, at)
    is_open_to_the_end = until - at > near and until >= len(text.rstrip())
    end = len(text) if not is_open_to_the_end else (text.find("\n", at + near, at + 2 * near) + 1) or at + 2 * near
    again = _fault_of(text[start:end]) if start or end < len(text) else None
    same_words = again and (again.problem == fault.problem or (end < len(text) and again.context == fault.context))
    if not same_words or _first(again) + start != at:
        return None
    found = fault_in(path, text, start, end)
    return found if found and found.line in {mark.line + 1 for mark in marks} else None


def _first(fault: Any) -> int:
    """Where the fault begins: what was opened there is not closed, or what it complains of."""
    mark = fault.context_mark or fault.problem_mark
    return int(mark.index)


def _fault_of(text: str) -> Any:
    """What libyaml says against the text; None where it says nothing, or must not be asked."""
    from yaml import YAMLError
    from yaml.error import MarkedYAMLError

    try:
        for _ in events(text):
            pass
    except MarkedYAMLError as fault:
        return fault
    except (YAMLError, Doubt):
        return None
    return None


def _outermost_line(text: str, start: int, end: int) -> int:
    """Where the least indented key between the indexes begins; of several the first. 0 where there is none."""
    keys = list(_KEY.finditer(text, start, end)) if start > 0 else []
    return min(keys, key=lambda key: len(key[1])).start() if keys else 0
