"""What in an update does not fit the key result it is for."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.core.checkin import Update
from okrctl.core.checks.cross_fault import CrossFault
from okrctl.core.finding import KeyPath
from okrctl.core.number import plain_text, shown
from okrctl.core.objective import KeyResult
from okrctl.core.suggestion import did_you_mean


def update_faults(file: str, key: str, update: Update, key_result: KeyResult) -> Iterator[CrossFault]:
    """What in an update does not fit the key result it is for: a value of another kind, an unknown step."""
    keys: KeyPath = ("updates", key)
    kind, value = key_result.effective_kind, update.value
    if key_result.kpi and update.has_value:
        message = f"{key} takes its value from the KPI {key_result.kpi}"
        yield CrossFault(
            file, (*keys, "value"), "OKR013", message, f"record it there: okrctl checkin kpis/{key_result.kpi} …"
        )
    elif kind == "parts" and update.has_value:
        yield CrossFault(
            file, (*keys, "value"), "OKR013", f"{key} has parts; its value follows from them", "record the parts"
        )
    elif kind in ("score", "milestone") and value is not None and not 0 <= value <= 1:
        message = f"expected a share from 0 to 1, found {shown(value)}"
        yield CrossFault(
            file,
            (*keys, "value"),
            "OKR013",
            message,
            f"write {plain_text(value / 100)}" if 1 < value <= 100 else "write 0.7 for 70 %",
        )
    elif kind != "milestone" and (update.done is not None or update.undone):
        yield CrossFault(file, (*keys, "done"), "OKR013", f"{key} is no milestone; it has no steps", "record a value")
    else:
        yield from _step_faults(file, keys, update, key_result)


def _step_faults(file: str, keys: KeyPath, update: Update, key_result: KeyResult) -> Iterator[CrossFault]:
    done = update.done if isinstance(update.done, tuple) else ()
    for key, steps in (("done", done), ("undone", update.undone)):
        for index, step in enumerate(steps):
            if step not in key_result.steps:
                near = did_you_mean(step, key_result.steps)
                known = (
                    f"its steps: {', '.join(key_result.steps)}"
                    if key_result.steps
                    else "it has no steps: write done: true"
                )
                yield CrossFault(file, (*keys, key, index), "OKR020", f'no step "{step}"{near}', known)
