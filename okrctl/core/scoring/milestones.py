"""Milestones: which steps are done, and what share of the whole they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from okrctl.core.checkin import Update
from okrctl.core.objective import Step
from okrctl.core.scoring.measured import Dated
from okrctl.core.scoring.updates import Entry

_WHOLE: Mapping[str, Step] = {"": Step(title="the whole")}
"""A milestone without steps is one step: done or not."""


def steps_done(steps: Mapping[str, Step], entries: Iterable[Entry]) -> frozenset[str]:
    """The steps that are done after the updates, whatever share was given beside them."""
    done: frozenset[str] = frozenset()
    for entry in entries:
        done = _after(done, entry.update, steps)
    return done


def shares_done(steps: Mapping[str, Step], entries: Iterable[Entry]) -> tuple[Dated, ...]:
    """The share done after each update that says one; a share that was given stands until the next such update."""
    steps = steps or _WHOLE
    done: frozenset[str] = frozenset()
    shares = []
    for day, check_in, _, update in entries:
        done = _after(done, update, steps)
        if update.value is not None:
            shares.append(Dated(day, update.value, check_in))
        elif _speaks_of(update, steps):
            shares.append(Dated(day, share(steps, done), check_in))
    return tuple(shares)


def share(steps: Mapping[str, Step], done: frozenset[str]) -> Fraction:
    """The weight of the steps done among the weight of all; where no step has a weight, whether all are done."""
    whole = sum(Fraction(step.weight) for step in steps.values())
    if not whole:
        return Fraction(len(done) == len(steps))
    return sum((Fraction(steps[step].weight) for step in done), Fraction(0)) / whole


def _after(done: frozenset[str], update: Update, steps: Mapping[str, Step]) -> frozenset[str]:
    if isinstance(update.done, bool):
        done = frozenset(steps) if update.done else frozenset()
    elif update.done:
        done |= frozenset(update.done) & steps.keys()
    return done - frozenset(update.undone)


def _speaks_of(update: Update, steps: Mapping[str, Step]) -> bool:
    """Whether the update says anything about these steps."""
    named = update.undone if update.done is None or isinstance(update.done, bool) else (*update.done, *update.undone)
    return isinstance(update.done, bool) or any(step in steps for step in named)
