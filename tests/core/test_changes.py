from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from okrctl.core.changes.changes import (
    AddCheckIn,
    AddCycle,
    AddKeyResult,
    AddKpi,
    AddObjective,
    AddReadings,
    Change,
    ReplaceCheckIn,
    Several,
    apply,
    sentence,
)
from okrctl.core.checkin import CheckIn, Update
from okrctl.core.errors import OkrError, UnknownName, UsageError
from okrctl.core.kpi import Kpi, LimitsFrom, Reading, Readings
from okrctl.core.model import Cycle, CycleFile, Workspace
from okrctl.core.objective import KeyResult, Objective
from okrctl.core.settings import Settings

NPS = KeyResult(title="Lift the score", start=Decimal(31), target=Decimal(45))
WIN = Objective(title="Win finance", key_results={"nps": NPS})
ROUND = CheckIn(date=date(2026, 11, 21), by="ana", updates={"win/nps": Update(value=Decimal(35))})


def quarter(**content: object) -> Cycle:
    about = {"objectives": {"win": WIN}, **content}
    return Cycle(id="2026-Q4", title="Q4 2026", start=date(2026, 10, 1), end=date(2026, 12, 31), **about)  # type: ignore[arg-type]


def workspace(*cycles: Cycle, **content: object) -> Workspace:
    return Workspace(settings=Settings(format=1), cycles={cycle.id: cycle for cycle in cycles}, **content)  # type: ignore[arg-type]


def test_an_objective_brings_the_cycle_that_has_no_folder_yet() -> None:
    after = apply(workspace(), AddObjective("2026-Q4", "win", WIN))

    assert after == workspace(quarter())


def test_objectives_stay_in_the_order_of_their_ids() -> None:
    after = apply(workspace(quarter()), AddObjective("2026-Q4", "grow", WIN))

    assert list(after.cycles["2026-Q4"].objectives) == ["grow", "win"]


def test_a_key_result_comes_behind_the_others() -> None:
    after = apply(workspace(quarter()), AddKeyResult("2026-Q4", "win", "churn", NPS))

    assert list(after.cycles["2026-Q4"].objectives["win"].key_results) == ["nps", "churn"]


def test_a_cycle_takes_title_and_dates_from_its_file() -> None:
    file = CycleFile(title="Launch", start=date(2026, 5, 1), end=date(2026, 10, 31), theme="One product")

    after = apply(workspace(), AddCycle("launch-2026", file))

    made = Cycle(id="launch-2026", title="Launch", start=date(2026, 5, 1), end=date(2026, 10, 31), theme="One product")
    assert after == workspace(made)


def test_records_are_added_by_id() -> None:
    readings = Readings(date=date(2026, 11, 21), readings=(Reading(kpi="nps", value="35"),))
    change = Several(
        (AddKpi("nps", Kpi(title="Score")), AddReadings("kaaaaaaa", readings), AddCheckIn("2026-Q4", "kaaaaaaa", ROUND))
    )

    after = apply(workspace(quarter()), change)

    assert after == workspace(
        quarter(checkins={"kaaaaaaa": ROUND}), kpis={"nps": Kpi(title="Score")}, readings={"kaaaaaaa": readings}
    )


def test_a_check_in_is_said_anew_under_its_id() -> None:
    better = CheckIn(date=date(2026, 11, 21), by="ana", note="A good week")

    after = apply(workspace(quarter(checkins={"kaaaaaaa": ROUND})), ReplaceCheckIn("2026-Q4", "kaaaaaaa", better))

    assert after == workspace(quarter(checkins={"kaaaaaaa": better}))


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (AddObjective("2026-Q4", "win", WIN), UsageError, 'there is an objective in 2026-Q4 with the id "win" already'),
        (AddObjective("launch", "go", WIN), UsageError, "the id launch does not say the cycle's dates"),
        (
            AddObjective("2026-Q4", "Win!", WIN),
            UsageError,
            '"Win!" cannot be an id: only a-z, 0-9 and single hyphens between them',
        ),
        (
            AddKeyResult("2026-Q4", "win", "nps", NPS),
            UsageError,
            'there is a key result in 2026-Q4/win with the id "nps" already',
        ),
        (
            AddKeyResult("2026-Q4", "wni", "nps", NPS),
            UnknownName,
            'no objective "2026-Q4/wni"; did you mean 2026-Q4/win?',
        ),
        (AddCycle("2026-Q4", CycleFile()), UsageError, "the cycle 2026-Q4 exists already"),
        (AddCycle("win", CycleFile()), UsageError, '"win" names an objective already'),
        (AddKpi("kpis", Kpi(title="Score")), UsageError, '"kpis" cannot be an id: that word names the KPIs\' folder'),
        (ReplaceCheckIn("2026-Q4", "kaaaaaaa", ROUND), UnknownName, 'no check-in "2026-Q4/kaaaaaaa"'),
    ],
)
def test_what_cannot_be_applied_is_refused(change: Change, error: type[OkrError], message: str) -> None:
    with pytest.raises(error) as refusal:
        apply(workspace(quarter()), change)

    assert refusal.value.message == message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            AddKeyResult("2026-Q4", "win", "flat", KeyResult(title="Flat", start=Decimal(5), target=Decimal(5))),
            "start and target are both 5: there is no way to go",
        ),
        (
            AddObjective("2026-Q4", "late", Objective(title="Late", due=date(2026, 9, 1))),
            "the window ends on 2026-09-01 before it starts on 2026-10-01",
        ),
        (
            AddKpi("nps", Kpi(title="Score", limits_from=LimitsFrom(first=date(2026, 6, 1), last=date(2026, 1, 1)))),
            "the last day lies before the first",
        ),
    ],
)
def test_a_goal_that_contradicts_itself_is_refused(change: Change, message: str) -> None:
    with pytest.raises(UsageError) as refusal:
        apply(workspace(quarter()), change)

    assert refusal.value.message == message


def test_nothing_of_several_changes_is_applied_where_one_is_refused() -> None:
    before = workspace(quarter())

    with pytest.raises(UsageError):
        apply(before, Several((AddKpi("nps", Kpi(title="Score")), AddKpi("nps", Kpi(title="Score")))))

    assert before == workspace(quarter())


def test_a_change_is_one_line_of_plain_words() -> None:
    updates = {f"win/kr-{n}": Update(value=Decimal(n)) for n in range(4)} | {
        "win/launch": Update(done=("brief",), undone=("plan",)),
        "win/pilot": Update(done=True),
        "win/words": Update(note="Nothing new"),
    }
    readings = Readings(
        date=date(2026, 11, 21), by="Ana\nDíaz", readings=(Reading(kpi="nps", value="35", segment="emea"),)
    )
    change = Several(
        (
            AddCheckIn("2026-Q4", "k", CheckIn(date=date(2026, 11, 21), by="ana", updates=updates)),
            AddReadings("k", readings),
        )
    )

    assert sentence(change) == (
        "checked in 2026-Q4 for 2026-11-21 by ana: win/kr-0 0, win/kr-1 1, win/kr-2 2, win/kr-3 3, win/launch +brief -plan and 2 more; "
        "recorded for 2026-11-21 by Ana Díaz: nps (emea) 35"
    )


def test_an_amended_check_in_names_the_record() -> None:
    assert (
        sentence(ReplaceCheckIn("2026-Q4", "kaaaaaaa", ROUND))
        == "amended check-in kaaaaaaa of 2026-Q4 for 2026-11-21 by ana: win/nps 35"
    )
