from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from okrctl.core.current_cycle import current_cycle, cycle_or_empty
from okrctl.core.errors import UnknownName
from okrctl.core.model import Workspace
from okrctl.core.refs import all_refs, resolve
from okrctl.storage.loading import Loaded

AS_OF = date(2026, 11, 21)
Load = Callable[[Mapping[str, str]], Loaded]


def objective(*key_results: str) -> str:
    """An objective with these key results; `a/b` is the part b of a."""
    lines = ["title: Goal", "key_results:"]
    for name in key_results:
        first, _, part = name.partition("/")
        parts = f", parts: {{{part}: {{title: P, target: 1}}}}" if part else ", target: 1"
        lines.append(f"  {first}: {{title: K{parts}}}")
    return "\n".join([*lines, ""])


@pytest.fixture
def workspace(loaded: Load) -> Workspace:
    """Two open quarters and a closed one."""
    return loaded(
        {
            "cycles/2026-Q2/cycle.yaml": "state: closed\n",
            "cycles/2026-Q2/objectives/win-finance.yaml": objective("nps", "old"),
            "cycles/2026-Q3/objectives/win-finance.yaml": objective("nps"),
            "cycles/2026-Q4/objectives/win-finance.yaml": objective("nps/emea", "referrals", "uptime"),
            "cycles/2026-Q4/objectives/ship.yaml": objective("launch", "users", "nps/emea"),
            "cycles/2026-Q4/objectives/shipping.yaml": objective("cost"),
            "cycles/2026-Q4/objectives/users.yaml": objective("cost-of-sales"),
            "cycles/launch-2026/cycle.yaml": "start: 2026-05-01\nend: 2026-10-31\n",
            "cycles/launch-2026/objectives/go-live.yaml": objective("shipped"),
            "kpis/promoter-score.yaml": "title: Score\n",
            "kpis/profit.yaml": "title: Profit\n",
            "kpis/uptime.yaml": "title: Uptime\n",
        }
    ).workspace


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        pytest.param("2026-Q4/win-finance/nps", "2026-Q4/win-finance/nps", id="whole"),
        pytest.param("2026-Q4/win-finance/nps/emea", "2026-Q4/win-finance/nps/emea", id="a part"),
        pytest.param("2026-Q4/win-finance", "2026-Q4/win-finance", id="an objective"),
        pytest.param("2026-Q4", "2026-Q4", id="a cycle"),
        pytest.param("launch-2026", "launch-2026", id="a custom cycle"),
        pytest.param("2026-Q2/win-finance/old", "2026-Q2/win-finance/old", id="in a closed cycle"),
        pytest.param("2026-Q2/old", "2026-Q2/win-finance/old", id="a last part in a closed cycle"),
        pytest.param("2026-Q4/shipp", "2026-Q4/shipping", id="a prefix in a cycle"),
        pytest.param("2026-Q4/win", "2026-Q4/win-finance", id="a prefix that is unique in its cycle"),
        pytest.param("ship", "2026-Q4/ship", id="exact goes before prefix"),
        pytest.param("ship/users", "2026-Q4/ship/users", id="short"),
        pytest.param("users", "2026-Q4/users", id="exact goes before last part"),
        pytest.param("ship/nps/emea", "2026-Q4/ship/nps/emea", id="a short part"),
        pytest.param("shipp", "2026-Q4/shipping", id="a prefix"),
        pytest.param("ship/la", "2026-Q4/ship/launch", id="a prefix of a key result"),
        pytest.param("win-finance/r", "2026-Q4/win-finance/referrals", id="a prefix in two cycles with one match"),
        pytest.param("referrals", "2026-Q4/win-finance/referrals", id="a last part"),
        pytest.param("go", "launch-2026/go-live", id="a prefix in another open cycle"),
        pytest.param("cost", "2026-Q4/shipping/cost", id="a last part is whole"),
        pytest.param("kpis/promoter-score", "kpis/promoter-score", id="a KPI"),
        pytest.param("kpis/prom", "kpis/promoter-score", id="a prefix of a KPI"),
        pytest.param("promoter-score", "kpis/promoter-score", id="the last part of a KPI"),
        pytest.param(" ship/ ", "2026-Q4/ship", id="spaces and a last slash"),
    ],
)
def test_a_ref_is_exact_else_a_prefix_else_a_last_part(workspace: Workspace, text: str, ref: str) -> None:
    assert str(resolve(text, workspace, AS_OF)) == ref


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("win-finance", 'ref "win-finance" names 2 things: 2026-Q4/win-finance, 2026-Q3/win-finance'),
        ("win", 'ref "win" names 2 things: 2026-Q4/win-finance, 2026-Q3/win-finance'),
        ("uptime", 'ref "uptime" names 2 things: 2026-Q4/win-finance/uptime, kpis/uptime'),
        ("kpis/pro", 'KPI "pro" names 2 things: profit, promoter-score'),
        ("2026-Q4/emea", 'ref "2026-Q4/emea" names 2 things: 2026-Q4/ship/nps/emea, 2026-Q4/win-finance/nps/emea'),
    ],
)
def test_an_ambiguous_ref_lists_the_candidates_those_that_run_first(
    workspace: Workspace, text: str, message: str
) -> None:
    with pytest.raises(UnknownName) as raised:
        resolve(text, workspace, AS_OF)

    assert raised.value.message == message
    assert raised.value.exit_code == 4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("refferals", 'no objective, key result or KPI "refferals"; did you mean referrals?'),
        (
            "win-finance/referals",
            'no objective, key result or KPI "win-finance/referals"; did you mean win-finance/referrals?',
        ),
        ("old", 'no objective, key result or KPI "old"'),
        ("la", 'no objective, key result or KPI "la"; did you mean ship/launch?'),
        ("w-f/ref", 'no objective, key result or KPI "w-f/ref"'),
        ("sh/la", 'no objective, key result or KPI "sh/la"; did you mean ship/launch?'),
        ("pr", 'no objective, key result or KPI "pr"; did you mean kpis/profit or kpis/promoter-score?'),
        ("", 'no objective, key result or KPI ""'),
        ("/", 'no objective, key result or KPI ""'),
        ("kpis/", 'no objective, key result or KPI "kpis"'),
        ("kpis/promotor-score", 'no KPI "promotor-score"; did you mean promoter-score?'),
        ("2026-Q1", 'no cycle "2026-Q1"; did you mean 2026-Q4 or 2026-Q3 or 2026-Q2?'),
        ("2026-Q1/win-finance", 'no cycle "2026-Q1"; did you mean 2026-Q4 or 2026-Q3 or 2026-Q2?'),
        ("2026-Q4/shopping", 'no objective or key result "2026-Q4/shopping"; did you mean 2026-Q4/shipping?'),
    ],
)
def test_a_wrong_ref_lists_the_nearest(workspace: Workspace, text: str, message: str) -> None:
    with pytest.raises(UnknownName) as raised:
        resolve(text, workspace, AS_OF)

    assert raised.value.message == message


def test_all_refs_are_of_open_cycles_and_kpis(workspace: Workspace) -> None:
    short = [ref.short for ref in all_refs(workspace)]

    assert "win-finance/nps/emea" in short
    assert "kpis/profit" in short
    assert "win-finance/old" not in short


def test_nothing_is_named_in_an_empty_workspace(loaded: Load) -> None:
    with pytest.raises(UnknownName):
        resolve("nps", loaded({}).workspace, AS_OF)


@pytest.mark.parametrize(
    ("as_of", "cycle_id"),
    [
        ("2026-11-21", "2026-Q4"),
        ("2026-10-01", "2026-Q4"),
        ("2026-09-30", "2026-Q3"),
        ("2026-05-15", "launch-2026"),
        ("2027-02-01", "2026-Q4"),
        ("2026-04-15", "2026-Q2"),
        ("2025-01-01", "2026-Q2"),
    ],
)
def test_the_current_cycle_is_the_shortest_open_one_else_the_last_that_ended(
    workspace: Workspace, as_of: str, cycle_id: str
) -> None:
    assert current_cycle(workspace, date.fromisoformat(as_of)) == cycle_id


def test_of_cycles_of_one_length_the_first_by_id_is_current(loaded: Load) -> None:
    days = "start: 2026-11-01\nend: 2026-11-30\n"
    workspace = loaded(
        {"cycles/b/cycle.yaml": days, "cycles/a/cycle.yaml": days, "cycles/2026/cycle.yaml": "title: Year\n"}
    ).workspace

    assert current_cycle(workspace, AS_OF) == "a"
    assert current_cycle(workspace, date(2027, 3, 1)) == "2026"


def test_without_any_cycle_the_command_to_type_is_named(loaded: Load) -> None:
    with pytest.raises(UnknownName) as raised:
        current_cycle(loaded({}).workspace, AS_OF)

    assert (raised.value.message, raised.value.help) == ("there is no cycle yet", "make one: okrctl new cycle 2026-Q4")


def test_the_id_of_a_period_without_a_folder_is_an_empty_cycle(workspace: Workspace) -> None:
    found = cycle_or_empty(workspace, "2027-Q1")

    assert (found.title, found.start, found.end, found.objectives) == (
        "Q1 2027",
        date(2027, 1, 1),
        date(2027, 3, 31),
        {},
    )


def test_any_other_id_without_a_folder_is_unknown(workspace: Workspace) -> None:
    with pytest.raises(UnknownName, match="did you mean launch-2026"):
        cycle_or_empty(workspace, "launch-2027")
