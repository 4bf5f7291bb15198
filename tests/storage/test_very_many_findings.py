"""Very many findings of one kind: the first thousand are told with their places, then how many follow."""

from __future__ import annotations

from collections.abc import Callable

from okrctl.storage.loading import Loaded

Load = Callable[[dict[str, str]], Loaded]

READINGS = "kpis/readings/2026-11/2026-11-20-ana-p2c8x4m1.yaml"
CHECK_IN = "cycles/2026-Q4/checkins/2026-11/2026-11-20-ana-k7f3q2m9.yaml"
GOAL = {
    "cycles/2026-Q4/objectives/win.yaml": "title: Win\nkey_results:\n  nps: {title: Promoter score, start: 31, target: 45}\n"
}


def ends(loaded: Loaded, path: str) -> tuple[int, list[tuple[int | None, str]]]:
    """How many findings the file has; line and message of the first and the last two."""
    found = [(f.line, f.message) for f in loaded.findings if f.path == path]
    return len(found), [found[0], *found[-2:]]


def test_values_that_do_not_fit_the_kpi(loaded: Load) -> None:
    lines = "".join(f"  - {{kpi: churn, value: x{n}}}\n" for n in range(8000))

    given = loaded({"kpis/churn.yaml": "title: Churn\n", READINGS: f"date: 2026-11-20\nreadings:\n{lines}"})

    assert ends(given, READINGS) == (
        1001,
        [
            (3, 'expected a number, found "x0"'),
            (1002, 'expected a number, found "x999"'),
            (1003, "and 7,000 more like this in the file"),
        ],
    )


def test_a_file_of_nothing_but_faults_is_given_up_and_the_others_are_used(loaded: Load) -> None:
    lines = "".join(f"  win/k{n}: {{value: [a]}}\n" for n in range(20_000))

    given = loaded({**GOAL, CHECK_IN: f"date: 2026-11-20\nupdates:\n{lines}"})

    assert ends(given, CHECK_IN) == (
        1001,
        [
            (3, "value: expected a number, found a list"),
            (1002, "value: expected a number, found a list"),
            (1003, "so much is wrong that the rest is not looked at, and nothing of the file is used"),
        ],
    )
    cycle = given.workspace.cycles["2026-Q4"]
    assert (list(cycle.objectives), cycle.checkins, given.complete) == (["win"], {}, False)
