"""A YAML parser's complaint in plain words: what to look at, and what to write instead."""

from __future__ import annotations

import re

from okrctl.core.finding import Finding
from okrctl.storage.reading.text_guards import span_in

QUOTE_IT = "put quotes around it"
QUOTE_ALL = "put quotes around the whole value"
ADD_COLON = "write key: value"


def yaml_fault(path: str, text: str, problem: str, index: int, context_index: int | None) -> Finding:
    """The finding (OKR004) for a complaint at an index of the text."""
    message, help_, at = _in_words(text, problem, index, context_index)
    end = _end_of_value(text, at) if help_ in (QUOTE_IT, QUOTE_ALL, ADD_COLON) else at + 1
    return Finding(code="OKR004", level="error", message=message, path=path, span=span_in(text, at, end), help=help_)


def _end_of_value(text: str, at: int) -> int:
    """Where the value ends that begins or goes on there: at the line's end, in braces at the next comma or bracket."""
    in_brackets = re.search(r"[\[{][^\r\n]*\Z", text[max(text.rfind("\n", 0, at), 0) : at])
    value = re.compile(r"[^,}\]\r\n]*" if in_brackets else r"[^\r\n]*").match(text, at)
    return at + max(1, len(value[0].rstrip()) if value else 0)


def _in_words(text: str, problem: str, index: int, context: int | None) -> tuple[str, str, int]:
    character = text[index : index + 1]
    if character == "\t" or "'\\t'" in problem:
        at = _tab(text, index)
        if text[max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1 : at].strip():
            return "a tab inside a value that has no quotes", QUOTE_ALL, at
        return "a tab where only spaces may stand", "indent with spaces", at
    if "cannot start any token" in problem:
        return f'a value cannot begin with "{character}"', QUOTE_IT, index
    if "mapping values are not allowed" in problem:
        return _colon(text, index)
    if "block scalar" in problem or "chomping" in problem:
        return 'a value that begins with ">" or "|" is a block text', QUOTE_IT, index if context is None else context
    if "unknown escape" in problem:
        return f'"\\{character}" is no escape in double quotes', "use single quotes, or double the backslash", index
    if "unexpected end of stream" in problem and context is not None:
        return "a quote is opened here and never closed", "close the quote", context
    return _structure(text, problem, index, context)


def _structure(text: str, problem: str, index: int, context: int | None) -> tuple[str, str, int]:
    opened = text[context : context + 1] if context is not None else ""
    same_line = context is not None and not re.search(r"[\r\n]", text[context:index])
    if opened in ("[", "{") and "expected ','" in problem and same_line and index < len(text.rstrip()):
        return _between_brackets(text, index)
    if opened in ("[", "{") and ("expected ','" in problem or "expected the node" in problem):
        return (
            f'"{opened}" is opened here and never closed',
            f'close it with "{"]" if opened == "[" else "}"}"',
            context or 0,
        )
    if "stream end" in problem and (unclosed := _unclosed(text)) is not None:
        sign = text[unclosed]
        return f'"{sign}" is opened here and never closed', f'close it with "{"]" if sign == "[" else "}"}"', unclosed
    if "expected ','" in problem or "end of stream" in problem:
        return "a bracket is opened before this and never closed", "close it", index
    if "sequence entries are not allowed" in problem:
        return (
            'a list cannot begin on this line: "- " stands behind something else',
            "put each item on a line of its own, or quote the text",
            index,
        )
    if "expected the node content" in problem:
        return f'a value cannot begin with "{text[index : index + 1]}"', QUOTE_IT, index
    if "expected <block end>" in problem:
        return _block_end(text, index)
    if "could not find expected ':'" in problem:
        return "a key without a colon behind it", ADD_COLON, index if context is None else context
    return "this is not valid YAML", "check the indentation and the quotes around here", index


def _opened_above(text: str, index: int) -> int | None:
    """The index of the quote that ends right before `index`, where it was opened on an earlier line."""
    closing = len(text[:index].rstrip(" ")) - 1
    if closing < 1 or text[closing] not in "'\"":
        return None
    opening = text.rfind(text[closing], 0, closing)
    return opening if opening >= 0 and "\n" in text[opening:closing] else None


def _unclosed(text: str) -> int | None:
    """The index of the last bracket that nothing closes; quotes are not looked at."""
    waiting: list[int] = []
    for match in re.finditer(r"[\[\]{}]", text):
        if match[0] in "[{":
            waiting.append(match.start())
        elif waiting:
            waiting.pop()
    return waiting[-1] if waiting else None


def _between_brackets(text: str, index: int) -> tuple[str, str, int]:
    """Something that does not fit between brackets which are closed on their line, or not at all."""
    if text[index] != ":":
        return "a comma is missing before this", "put a comma between the values, or quotes around a whole text", index
    start = max(text.rfind(sign, 0, index) + len(sign) for sign in (", ", "{", "[", ": "))
    return 'a ": " inside a value that has no quotes', QUOTE_IT, start


def _block_end(text: str, index: int) -> tuple[str, str, int]:
    line_start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    before = text[line_start:index]
    special = re.search(r"(?:: +|^ *- +)(?P<sign>[*&!])", before)
    if special:
        return f'a value cannot begin with "{special["sign"]}"', QUOTE_IT, line_start + special.start("sign")
    opened = _opened_above(text, index)
    if opened is not None:
        return "a quote is opened here and closed only some lines below", "close it on its own line", opened
    if before.strip():
        return "there is text behind the end of this value", QUOTE_ALL, index
    return "this line's indentation fits nothing above it", "indent it like its neighbours", index


def _colon(text: str, index: int) -> tuple[str, str, int]:
    """A colon inside an unquoted value, or a key indented below a value."""
    line_start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    before = text[line_start:index]
    value = re.match(r"\s*(?:- +)*[^\s:#][^:#]*: +(?=\S)", before)
    if value:
        return 'a ": " inside a value that has no quotes', QUOTE_IT, line_start + value.end()
    key = line_start + len(before) - len(before.lstrip())
    return "this line is indented below a value, or belongs further left", "indent it like its neighbours", key


def _tab(text: str, index: int) -> int:
    at = text.find("\t", max(text.rfind("\n", 0, index) + 1, 0))
    return index if text[index : index + 1] == "\t" or at < 0 else at
