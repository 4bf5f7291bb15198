"""What needs a person: sign, ref, reason, owner, and the last note or the command that helps."""

from __future__ import annotations

from collections.abc import Sequence

from okrctl.render import words as say
from okrctl.render.terminal.cells import one_line
from okrctl.render.terminal.ink import NOTHING, Words, blank, words
from okrctl.render.terminal.listing import Item, listing
from okrctl.render.terminal.style import Style
from okrctl.report.status import StatusReport
from okrctl.report.typed_refs import typed
from okrctl.report.values import Attention, CycleReport, KeyResultLine, KpiLine, ObjectiveLine

_WANT_AN_UPDATE = {"stale", "silent", "no_data"}
_KPI_STATUS = {"signal": "amber", "stale": "no_data", "red": "red"}
Thing = KeyResultLine | KpiLine


def attention_section(report: CycleReport | StatusReport, style: Style, *, most: int | None = None) -> list[Words]:
    """The section with its heading; empty where nothing needs anybody. A terminal may show the first `most` only."""
    attention = report.attention
    if not attention:
        return []
    seen = attention if style.width is None or not style.cut else attention[:most]
    things = _by_ref(report.objectives, report.kpis)
    lines = listing([_item(item, things.get(item.ref), report.needing_cycle, style) for item in seen], style)
    rest = len(attention) - len(seen)
    more = [blank(2) + words(f"and {rest} more: ", "dim") + words("okrctl status")] if rest else []
    return [words("Needs attention", "bold"), *lines, *more]


def _by_ref(objectives: Sequence[ObjectiveLine], kpis: Sequence[KpiLine]) -> dict[str, Thing]:
    found: dict[str, Thing] = {kpi.ref: kpi for kpi in kpis}
    waiting = [key_result for objective in objectives for key_result in objective.key_results]
    while waiting:
        key_result = waiting.pop()
        found[key_result.ref] = key_result
        waiting += key_result.parts
    return found


def _item(item: Attention, thing: Thing | None, needing_cycle: frozenset[str], style: Style) -> Item:
    status = thing.status if isinstance(thing, KeyResultLine) else _KPI_STATUS.get(item.why, "no_data")
    sign = words(say.sign(status, unicode=style.unicode), say.ink(status))
    owner = words(one_line(thing.owners[0]) if thing and thing.owners else "", "dim")
    note = thing.note if isinstance(thing, KeyResultLine) else None
    return Item(
        (sign + words(" " + typed(item.ref, needing_cycle)), words(one_line(item.text)), owner),
        words(f'"{one_line(note)}"', "dim") if note else NOTHING,
        NOTHING if note else words(say.our(_command(item, thing, needing_cycle), unicode=style.unicode)),
    )


def _command(item: Attention, thing: Thing | None, needing_cycle: frozenset[str]) -> str:
    """What helps where nothing was said: an update, of its KPI where that feeds it, or a look at the history."""
    if item.why in _WANT_AN_UPDATE:
        fed = thing.kpi if isinstance(thing, KeyResultLine) else None
        return f"okrctl checkin {f'kpis/{fed}' if fed else typed(item.ref, needing_cycle)} …"
    return f"okrctl show {item.ref}" if item.ref.startswith("kpis/") else ""
