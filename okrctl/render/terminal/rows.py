"""One row of a report: what stands in each cell of an objective's, a key result's or a part's line."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from okrctl.core.frozen import dataclass
from okrctl.core.objective import MET_OR_NOT
from okrctl.render import figures
from okrctl.render import words as say
from okrctl.render.terminal.bar import bar
from okrctl.render.terminal.cells import one_line
from okrctl.render.terminal.columns import Row
from okrctl.render.terminal.ink import NOTHING, Ink, Words, blank, joined, padded, words
from okrctl.render.terminal.sparkline import sparkline
from okrctl.render.terminal.style import Style
from okrctl.report.values import Figure, KeyResultLine, ObjectiveLine

BAR = 12
INDENT = 4
LONGEST_PADDED_ID = 16
_TOLD_FLAGS = ("stale", "overdue")
"""What a figure beside it does not already say."""
BAND_INKS: dict[str, Ink] = {"green": "good", "amber": "warn", "red": "bad"}
_LEFT_OUT = {"cancelled", "deferred", "not_graded", "draft"}


@dataclass(frozen=True, slots=True)
class View:
    """What the rows of one page have in common."""

    scale: int
    """The scale on which confidences are shown."""
    ended: bool
    """After the cycle's end grades stand where the pace stood."""
    style: Style
    id_width: int = 0
    """Cells that ids are padded to."""
    needing_cycle: frozenset[str] = frozenset()
    """The refs of objectives that have to be typed with their cycle in front."""

    def our(self, text: str, ink: Ink = "plain") -> Words:
        """Our own text, its signs in a form that the terminal knows."""
        return words(say.our(text, unicode=self.style.unicode), ink)

    def sign(self, status: str) -> Words:
        """A status's sign in its colour."""
        return words(say.sign(status, unicode=self.style.unicode), say.ink(status))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """The head of a row and each of its figures, ready to be put into columns."""

    indent: int
    lead: Words
    title: Words
    tail: Words
    extra: Words
    status: Words
    values: Words
    percent: Words
    bar: Words
    pace: Words
    confidence: Words
    history: Words
    owner: Words

    def whole(self) -> Row:
        """Everything on one line."""
        cells = (self.status, self.values, self.percent, self.bar, self.pace, self.confidence, self.history, self.owner)
        return Row(cells, self.lead, self.title, self.tail, self.extra)

    def head(self, *, tail: bool = True) -> Row:
        """The head alone, with the owner behind it."""
        return Row((), self.lead, self.title, joined([self.tail if tail else NOTHING, self.owner]), self.extra)

    def beside(self) -> Row:
        """The head, the owner behind it, and the figures that an objective has."""
        return Row(self._figures(), self.lead, self.title, joined([self.tail, self.owner]), self.extra)

    def below(self, *more: Words) -> Row:
        """What stands below a head that has a line to itself: the values, and more, where the title was."""
        return Row(self._figures(), blank(self.indent + 2), joined([self.values, *more]))

    @property
    def is_brief(self) -> bool:
        """Whether its values say all there is to say of it: it is left out, or has not begun."""
        return bool(self.indent) and not self.percent and not self.confidence

    def brief(self) -> Row:
        """The head with them behind it."""
        return Row((), self.lead, self.title, joined([self.values, self.tail, self.owner]))

    def loose(self) -> list[Words]:
        """The figures as pieces that may stand on any line."""
        return [self.values, self.percent + blank(2) + self.bar if self.bar else NOTHING, self.pace, self.confidence]

    def _figures(self) -> tuple[Words, ...]:
        return self.percent, self.bar, self.pace, self.confidence


def objective_row(line: ObjectiveLine, view: View) -> ReportRow:
    """The row of an objective."""
    return ReportRow(
        indent=0,
        lead=view.sign(line.status) + words(" "),
        title=words(one_line(line.title), "bold"),
        tail=_tail([*_kind(line), *_state(line, view)], line.flags, view),
        extra=words(_review(line), "dim"),
        status=_status(line.status),
        values=NOTHING,
        confidence=_confidence(line.confidence, confidence_change(line), view),
        history=NOTHING,
        owner=_owner(line.owners, view),
        **_progress(line, view),
    )


def key_result_row(line: KeyResultLine, inherited: Sequence[str], depth: int, view: View) -> ReportRow:
    """The row of a key result (depth 0) or part; its owner only where that is not the objective's."""
    said = [f"says {say.status_word(line.reported_status)}"] if line.reported_status not in {None, line.status} else []
    indent = INDENT + 2 * depth
    lead = blank(indent) + view.sign(line.status) + words(" ")
    return ReportRow(
        indent=indent,
        lead=lead + padded(words(one_line(line.id)), view.id_width - 2 * depth) + blank(2),
        title=words(one_line(line.title)),
        tail=_tail([*_weight(line), *said], line.flags, view),
        extra=NOTHING,
        status=_status(line.status),
        values=_values(line, view),
        confidence=_confidence(line.confidence, line.confidence_change, view),
        history=words(sparkline(line.history, unicode=view.style.unicode), "dim"),
        owner=_owner(line.owners, view) if tuple(line.owners) != tuple(inherited) else NOTHING,
        **(_limit(line, view) if line.kind in MET_OR_NOT else _progress(line, view)),
    )


def _values(line: KeyResultLine, view: View) -> Words:
    """Its numbers; of what is left out the word that says so, which in a pipe stands in the column for it."""
    if line.status not in _LEFT_OUT:
        unit = figures.unit_of(line)
        return view.our(figures.values(line)) + words(f" {unit}" if unit else "")
    return NOTHING if view.style.width is None else words(say.status_word(line.status), "dim")


def _limit(line: KeyResultLine, view: View) -> dict[str, Words]:
    """Of a result that is met or not: that word, and in how many of its periods it was."""
    if line.status in _LEFT_OUT or line.progress is None:
        return _progress(line, view)
    met = words("met" if line.progress == 1 else "unmet", say.ink(line.status))
    often = (
        words(f"{line.periods_met}/{say.periods(line.periods_due, line.period)} met", "dim")
        if line.periods_due
        else NOTHING
    )
    return {"percent": met, "bar": often, "pace": _pace(line, view) if view.ended else NOTHING}


def confidence_change(line: ObjectiveLine) -> Figure | None:
    """By how much an objective's confidence rose since the one before; None without both."""
    if line.confidence is None or line.confidence_before is None:
        return None
    return Fraction(line.confidence) - Fraction(line.confidence_before)


def _progress(line: ObjectiveLine | KeyResultLine, view: View) -> dict[str, Words]:
    """Percent, bar, and pace or grade; nothing where there is no way to go."""
    if line.status in _LEFT_OUT or (line.progress is None and (line.expected is None or line.status == "scheduled")):
        return {"percent": NOTHING, "bar": NOTHING, "pace": NOTHING}
    expected = None if view.ended or line.status == "scheduled" else line.expected
    drawn = bar(line.progress, expected, room=BAR, ink=say.ink(line.status), style=view.style)
    return {"percent": view.our(say.percent(line.progress)), "bar": drawn, "pace": _pace(line, view)}


def _pace(line: ObjectiveLine | KeyResultLine, view: View) -> Words:
    if not view.ended:
        return view.our(say.distance(line.gap)) if line.status != "scheduled" else NOTHING
    if line.grade is None:
        return NOTHING
    return words(say.share_of(line.grade, 1), BAND_INKS.get(line.band or "", "plain"))


def _confidence(share: Figure | None, change: Figure | None, view: View) -> Words:
    """The confidence and where it went: `5 ↓`."""
    text = say.confidence(share, view.scale)
    direction = say.arrow(change) if text else ""
    ink: Ink = "warn" if direction == "↓" else "plain"
    return view.our(text) + view.our(f" {direction}" if direction else "  ", ink) if text else NOTHING


def _status(status: str) -> Words:
    return words(say.status_word(status), say.ink(status))


def _tail(said: Sequence[str], flags: Sequence[str], view: View) -> Words:
    """A few words behind the title: what kind it is, what a person decided, and what is wrong."""
    told = [say.FLAG_WORDS[flag] for flag in _TOLD_FLAGS if flag in flags]
    pieces = [*(words(text, "dim") for text in said), *(words(text, "warn") for text in told)]
    return joined(pieces, say.our(" · ", unicode=view.style.unicode), "dim")


def _state(line: ObjectiveLine, view: View) -> list[str]:
    """The state that leaves it out; a pipe has a column for it."""
    return [] if line.state == "active" or view.style.width is None else [say.status_word(line.state)]


def _kind(line: ObjectiveLine) -> list[str]:
    return [] if line.type == "aspirational" else [line.type]


def _review(line: ObjectiveLine) -> str:
    if line.grade_computed is not None and line.grade_computed != line.grade:
        return f"graded by hand, computed {say.share_of(line.grade_computed, 1)}"
    return "reviewed" if line.reviewed else ""


def _weight(line: KeyResultLine) -> list[str]:
    return ["not counted"] if line.weight == 0 else []


def _owner(owners: Sequence[str], view: View) -> Words:
    """The owner; of several the first, who is accountable, and how many more. A pipe names all."""
    names = [one_line(owner) for owner in owners]
    if len(names) > 1 and view.style.width is not None:
        return words(f"{names[0]} +{len(names) - 1}", "dim")
    return words(", ".join(names), "dim")
