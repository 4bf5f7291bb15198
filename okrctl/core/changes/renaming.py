"""Rename: an objective, a key result or a KPI under another id, and every name of it in the workspace.

`renamed` says what becomes of each name, by the role it has where it stands; files and model ask the same function.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from typing import Literal

from okrctl.core.address import Ref
from okrctl.core.changes.refusals import refuse_bad
from okrctl.core.checkin import CheckIn
from okrctl.core.entities import entity_in, with_entity, without_entity
from okrctl.core.errors import UsageError, unknown
from okrctl.core.fields import read_id
from okrctl.core.frozen import dataclass
from okrctl.core.kpi import Kpi, Readings
from okrctl.core.model import Cycle, Workspace
from okrctl.core.objective import KeyResult, Objective
from okrctl.core.review import Review

Role = Literal["ref", "kpi", "update"]
"""What a text names: a goal by its whole ref, a KPI by its id, or a key result without the cycle."""


@dataclass(frozen=True, slots=True)
class Rename:
    """Another id for an objective, a key result (or a part of one) or a KPI."""

    old: Ref
    new_id: str

    @property
    def new(self) -> Ref:
        """The ref afterwards."""
        if self.old.kpi:
            return Ref(kpi=self.new_id)
        if self.old.key_result is None:
            return replace(self.old, objective=self.new_id)
        above, slash, _ = self.old.key_result.rpartition("/")
        return replace(self.old, key_result=f"{above}{slash}{self.new_id}")

    @property
    def entity(self) -> str:
        """The entity whose file holds it, by its old name."""
        return str(self.old) if self.old.kpi else f"{self.old.cycle}/{self.old.objective}"

    @property
    def sentence(self) -> str:
        """What was done, in plain words."""
        return f"renamed {self.old} to {self.new}"

    def renamed(self, text: str, role: Role, cycle: str | None = None) -> str:
        """The name as it is afterwards; `cycle` is the one in whose folder an update lies."""
        if role == "kpi":
            return self.new_id if text == self.old.kpi else text
        if self.old.kpi or (role == "update" and cycle != self.old.cycle):
            return text
        before, after = (str(self.old), str(self.new)) if role == "ref" else (self.old.short, self.new.short)
        return after + text[len(before) :] if text == before or text.startswith(f"{before}/") else text

    def moved(self, entity: str) -> str:
        """The entity's name afterwards."""
        head, _, name = entity.rpartition("/")
        cycle, objective, kpi = self.old.cycle, self.old.objective, self.old.kpi
        if self.old.key_result:
            return entity
        if kpi:
            own = name == kpi and (head == "kpis" or head.endswith("/reviews/kpis"))
        else:
            own = name == objective and head in (cycle, f"{cycle}/reviews")
        return f"{head}/{self.new_id}" if own else entity

    def applied_to(self, workspace: Workspace) -> Workspace:
        """The workspace with the new name everywhere; UsageError where the id is taken or has no valid form."""
        self.refuse_impossible(workspace)
        cycles = {cycle.id: _cycle(cycle, self) for cycle in workspace.cycles.values()}
        readings = {i: _readings(file, self) for i, file in workspace.readings.items()}
        kpis = {i: _kpi(kpi, self) for i, kpi in workspace.kpis.items()}
        after = replace(workspace, cycles=cycles, readings=readings, kpis=kpis)
        moves = [self.entity, *_reviews(workspace, self)]
        return after if self.old.key_result else _with_moves(after, moves, self)

    def refuse_impossible(self, workspace: Workspace) -> None:
        """Raises UnknownName where there is no such thing, UsageError where the new id cannot be had."""
        holder = entity_in(workspace, self.entity)
        if holder is None or (self.old.key_result and holder.find(self.old.key_result) is None):
            raise unknown(self.old.kind, str(self.old), [])
        refuse_bad(read_id, self.new_id)
        cycles = workspace.cycles if self.old.kind == "objective" else ()
        if self.new_id in _siblings(workspace, self.old) or self.new_id in cycles:
            raise UsageError(f'the id "{self.new_id}" is taken', help="choose another")


def _siblings(workspace: Workspace, old: Ref) -> Container[str]:
    """The ids that are taken where the thing lies."""
    if old.kpi:
        return workspace.kpis
    cycle = workspace.cycles[old.cycle or ""]
    if old.key_result is None:
        return cycle.objectives
    objective = cycle.objectives[old.objective or ""]
    above = old.key_result.rpartition("/")[0]
    around = objective.find(above) if above else None
    return around.parts if around else objective.key_results


def _reviews(workspace: Workspace, rename: Rename) -> list[str]:
    """The reviews of the thing, which move with it."""
    if rename.old.kpi:
        return [
            f"{c.id}/reviews/kpis/{rename.old.kpi}"
            for c in workspace.cycles.values()
            if rename.old.kpi in c.kpi_reviews
        ]
    cycle = workspace.cycles[rename.old.cycle or ""]
    there = rename.old.objective in cycle.reviews and not rename.old.key_result
    return [f"{cycle.id}/reviews/{rename.old.objective}"] if there else []


def _with_moves(workspace: Workspace, entities: Iterable[str], rename: Rename) -> Workspace:
    for entity in entities:
        value = entity_in(workspace, entity)
        workspace = with_entity(without_entity(workspace, entity), rename.moved(entity), value)
    return workspace


def _cycle(cycle: Cycle, rename: Rename) -> Cycle:
    return replace(
        cycle,
        objectives={i: _objective(o, f"{cycle.id}/{i}", rename) for i, o in cycle.objectives.items()},
        checkins={i: _check_in(c, cycle.id, rename) for i, c in cycle.checkins.items()},
        reviews={i: _review(r, rename) for i, r in cycle.reviews.items()},
    )


def _objective(objective: Objective, ref: str, rename: Rename) -> Objective:
    return replace(
        objective,
        parent=tuple(rename.renamed(parent, "ref") for parent in objective.parent),
        continues=objective.continues and rename.renamed(objective.continues, "ref"),
        kpis=tuple(rename.renamed(kpi, "kpi") for kpi in objective.kpis),
        key_results=_key_results(objective.key_results, ref, rename),
    )


def _key_results(among: Mapping[str, KeyResult], above: str, rename: Rename) -> dict[str, KeyResult]:
    """The key results, or parts, under their ids of afterwards."""
    return {
        rename.renamed(f"{above}/{i}", "ref").rpartition("/")[2]: _key_result(k, f"{above}/{i}", rename)
        for i, k in among.items()
    }


def _key_result(key_result: KeyResult, ref: str, rename: Rename) -> KeyResult:
    after = key_result.after
    return replace(
        key_result,
        kpi=key_result.kpi and rename.renamed(key_result.kpi, "kpi"),
        after=after and replace(after, reached=rename.renamed(after.reached, "ref")),
        parts=_key_results(key_result.parts, ref, rename),
    )


def _check_in(check_in: CheckIn, cycle: str, rename: Rename) -> CheckIn:
    return replace(check_in, updates={rename.renamed(k, "update", cycle): u for k, u in check_in.updates.items()})


def _review(review: Review, rename: Rename) -> Review:
    return replace(review, carried_to=review.carried_to and rename.renamed(review.carried_to, "ref"))


def _readings(file: Readings, rename: Rename) -> Readings:
    return replace(file, readings=tuple(replace(r, kpi=rename.renamed(r.kpi, "kpi")) for r in file.readings))


def _kpi(kpi: Kpi, rename: Rename) -> Kpi:
    return replace(
        kpi,
        parent=kpi.parent and rename.renamed(kpi.parent, "kpi"),
        replaced_by=kpi.replaced_by and rename.renamed(kpi.replaced_by, "kpi"),
    )
