"""Recording a sitting: the file or files it makes, and what is said about each value."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from okrctl.commands import _writing
from okrctl.commands._context import Context
from okrctl.core.address import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrctl.core.changes.changes import Several
    from okrctl.core.changes.sitting import Sitting
    from okrctl.core.model import Workspace
    from okrctl.core.scoring.scores import KeyResultScore
    from okrctl.storage.loading import Loaded


def record(context: Context, loaded: Loaded, sitting: Sitting, *, dry_run: bool, commit: bool) -> None:
    """Writes the sitting under a new id and says where each result stands now."""
    from okrctl.core.changes.sitting import changes_of
    from okrctl.core.record_id import record_id

    new_id = record_id(os.urandom(5))
    change = changes_of(sitting, new_id)
    said = "; ".join(sentences(context, loaded.workspace, change, sitting))
    _writing.carry_out(
        context, loaded, change, ref=only_ref(sitting), id=new_id, dry_run=dry_run, commit=commit, said=said
    )


def only_ref(sitting: Sitting) -> str | None:
    """The whole ref of the one thing that the sitting is about; None where there are several."""
    refs = [str(ref) for ref, _ in sitting.updates] + [f"kpis/{reading.kpi}" for reading in sitting.readings]
    return refs[0] if len(refs) == 1 else None


def sentences(context: Context, before: Workspace, change: Several, sitting: Sitting) -> Iterator[str]:
    """For each key result `win-finance/referrals 11 → 13 · 60 % · on track`, for each KPI its value."""
    from okrctl.core.changes.changes import apply
    from okrctl.core.scoring.scoring import Scores

    then, now = Scores(before, context.as_of), Scores(apply(before, change), context.as_of)
    unicode = context.style.unicode
    for ref, _ in sitting.updates:
        yield _moved(ref, then.key_result(str(ref)), now.key_result(str(ref)), unicode=unicode)
    for reading in sitting.readings:
        unit = before.kpis[reading.kpi].unit
        yield f"kpis/{reading.kpi} {reading.value}{f' {unit}' if unit else ''}"
    if not sitting.updates and not sitting.readings:
        yield f"noted for {', '.join(sitting.cycles)}"


def _moved(ref: Ref, before: KeyResultScore, after: KeyResultScore, *, unicode: bool) -> str:
    """One update in a few words: the value's way, the progress, the status and the distance to the pace."""
    from okrctl.render import words

    return words.our(f"{ref.short} {_way(before, after)}".strip() + f" · {_standing(after)}", unicode=unicode)


def _standing(score: KeyResultScore) -> str:
    """`60 % · on track (+4)`."""
    from okrctl.render import words

    distance = words.distance(score.gap)
    behind = f" ({distance})" if distance and score.progress is not None else ""
    share = "" if score.progress is None else f"{words.percent(score.progress)} · "
    return f"{share}{words.status_word(score.status)}{behind}"


def so_far(context: Context, before: Workspace, sitting: Sitting, ref: Ref) -> str:
    """Where a key result stands with what a sitting says until now: `✔ 60 % · on track (+4)`."""
    from okrctl.core.changes.changes import apply
    from okrctl.core.changes.sitting import changes_of
    from okrctl.core.scoring.scoring import Scores
    from okrctl.render.words import sign

    score = Scores(apply(before, changes_of(sitting, "unwritten")), context.as_of).key_result(str(ref))
    return f"{sign(score.status, unicode=context.error_style.unicode)} {_standing(score)}"


def _way(before: KeyResultScore, after: KeyResultScore) -> str:
    """`11 → 13`; nothing for what is told by its percentage."""
    from okrctl.core.number import shown

    if after.key_result.effective_kind in ("milestone", "parts"):
        return ""
    values = [shown(one.figures.current) for one in (before, after) if one.figures.current is not None]
    return " → ".join(dict.fromkeys(values))
