"""Edit: the one stretch of a hand-written text that a change touches; and where behind a node something new may stand."""

from __future__ import annotations

from okrctl.core.frozen import dataclass
from okrctl.core.pattern import pattern
from okrctl.storage.reading.lines import content, indent, line_at, newline_of
from okrctl.storage.reading.nodes import Entry, Mapping, Node, Scalar, is_absent

_COLON = pattern(r"[ \t]*:")


@dataclass(frozen=True, slots=True)
class Edit:
    """`text[start:end]` becomes `new`; every other character stays."""

    start: int
    end: int
    new: str

    def applied_to(self, text: str) -> str:
        """The text after the edit."""
        return text[: self.start] + self.new + text[self.end :]


class NotProvablySafe(ValueError):
    """The text is written in a way in which the edit cannot be shown to keep everything else."""


def lines_at(text: str, place: int, lines: list[str]) -> Edit:
    """The edit that inserts lines at a place that `place_behind` gave, with the text's own line ends."""
    newline = newline_of(text)
    if place == line_at(text, place).start:
        return Edit(place, place, "".join(line + newline for line in lines))
    return Edit(place, place, "".join(newline + line for line in lines))


def column(text: str, key: Scalar) -> int:
    """The column, from 0, of a key that is the first on its line; NotProvablySafe where it is not."""
    start = line_at(text, key.start).start
    if text[start : key.start].strip(" "):
        raise NotProvablySafe("a key does not stand at the beginning of its line")
    return key.start - start


def place_behind(text: str, entry: Entry, least_indent: int) -> int:
    """The index at which lines may be inserted behind an entry of a block and the comments that belong to it.

    A comment belongs to it if it follows and is indented by at least `least_indent`. The index begins a line, or is the
    end of a text without a final line end.
    """
    place = cursor = next_line(text, entry)
    while cursor < len(text):
        line = line_at(text, cursor)
        written = content(text, line)
        if written and not (written.startswith("#") and indent(text, line) >= least_indent):
            break
        cursor = line.next
        place = cursor if written else place
    return place


def last_leaf(entry: Entry) -> Entry:
    """The entry whose value, a scalar or a bracketed collection, ends where the given entry ends."""
    node = entry.value
    if isinstance(node, Scalar) or node.flow:
        return entry
    if isinstance(node, Mapping):
        return last_leaf(node.entries[-1])
    return last_leaf(Entry(entry.key, node.items[-1]))


def is_text_block(text: str, node: Node) -> bool:
    """Whether it is written as a block text, `|` or `>`."""
    return isinstance(node, Scalar) and not node.plain and text[node.start : node.start + 1] in ("|", ">")


def next_line(text: str, entry: Entry) -> int:
    """The index of the line behind an entry; NotProvablySafe where anything but a comment follows on its last line."""
    leaf = last_leaf(entry)
    if is_text_block(text, leaf.value):
        return behind_text_block(text, leaf.value.start)
    end = behind_colon(text, leaf.key) if is_absent(leaf.value) else leaf.value.end
    line = line_at(text, end)
    rest = text[end : line.end]
    if rest.strip(" \t") and not (rest[0] in " \t" and rest.strip(" \t").startswith("#")):
        raise NotProvablySafe("something else follows on the line behind which it belongs")
    return line.next


def behind_colon(text: str, key: Scalar) -> int:
    """The index behind a key's colon: the parser puts a value that is absent behind the comments that follow."""
    match = _COLON.match(text, key.end)
    if not match:
        raise NotProvablySafe("the last value is missing in an unusual way")
    return match.end()


def behind_text_block(text: str, start: int) -> int:
    """The index behind the last line of a block text; blank lines at its end count only where it keeps them (`|+`)."""
    header = line_at(text, start)
    indicators = text[start : header.end].split(maxsplit=1)[0]
    if any(c.isdigit() for c in indicators):
        raise NotProvablySafe("the last text has an indentation of its own")
    place = cursor = header.next
    depth = None
    while cursor < len(text):
        line = line_at(text, cursor)
        if content(text, line):
            depth = depth or max(indent(text, line), indent(text, header) + 1)
            if indent(text, line) < depth:
                break
        cursor = line.next
        place = cursor if content(text, line) or "+" in indicators else place
    if place == len(text) and text[-1] not in "\r\n" and "-" not in indicators:
        raise NotProvablySafe("the file ends inside a text, without a final line end")
    return place
