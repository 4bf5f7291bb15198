"""What `export` takes away, `import` brings back: the same model, from each of its formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from okrctl.core.bad_value import BadValue
from okrctl.core.model import Workspace
from okrctl.core.number import parse, plain_text
from okrctl.storage.loading import load

Importing = Callable[..., Any]
EXAMPLES = Path(__file__).parents[3] / "examples"
WORKSPACES = [EXAMPLES / "northwind", *(path.parent for path in sorted(EXAMPLES.glob("seeds/*/okrctl.yaml")))]
TRICKY = {
    "okrctl.yaml": "format: 1\nname: '=Northwind'\nfiscal_year_starts: 2\nteams: {growth: {}}\nlevels: [all, one]\ncheckins: {every: 2 weeks}\n",
    "cycles/launch/cycle.yaml": "title: '-1 day'\nstart: 2026-05-01\nend: 2026-10-31\nstate: closed\n",
    "cycles/FY27-Q1/objectives/win.yaml": (
        "title: '@home, \"all\"; =1'\nwhy: |\n  Two lines\n  with a blank behind\n\nowner: [ana, the VP; Sales]\nparent: launch/go\n"
        "initiatives: [{title: 'A; B', done: true}]\ntags: ['a; b', c]\nkey_results:\n"
        "  nps: {title: +Score, start: -3, target: +20%, plan: {2026-11-01: 1.5}, scoring: {'0.3': Low; but there, '1.0': High}}\n"
        "  go: {title: Go, kind: milestone, steps: {a: {title: A, weight: 2}, b: {title: B}}}\n"
        "  all: {title: All, parts: {emea: {title: E, target: 5, after: {reached: launch/go/x, within: 3 months}}}}\n"
    ),
    "cycles/launch/objectives/go.yaml": "title: Go\ndecisions: [{date: 2026-05-02, by: ana, text: 'Later; sooner'}]\nkey_results: {x: {title: X, target: 1M}}\n",
    "cycles/FY27-Q1/checkins/2026-04/by-hand.yaml": (
        "date: 2026-04-01\nby: ana\nwins: ['One; two', three]\nupdates: {win/go: {done: [a]}, win/nps: {value: 1.50, blockers: [x]}}\n"
    ),
    "cycles/FY27-Q1/checkins/2026-04/2026-04-02-ana-k0000001.yaml": "date: 2026-04-02\nat: 2026-04-02T09:30:12Z\nupdates: {win/go: {done: true, note: '  kept '}}\n",
    "cycles/launch/reviews/go.yaml": "date: 2026-11-01\ngrade: 0.7\nlearned: '-'\n",
    "cycles/launch/reviews/kpis/mood.yaml": "date: 2026-11-01\nverdict: keep\n",
    "kpis/mood.yaml": "title: Mood\nscale: [poor, good]\nbands: {green: '>= good'}\n",
    "kpis/sales.yaml": "title: Sales\ntarget: {2026-Q4: 45, 2027: +5%}\nstart: 40\nsource: {csv: a.csv, date: d, value: v, where: {k: v}}\nsegments: [emea]\n",
    "kpis/readings/2026-11/a.yaml": "date: 2026-11-01\nnote: -5 of seven\nreadings: [{kpi: mood, value: good}, {kpi: sales, value: 1.2M, segment: emea}]\n",
}  # fmt: skip


def model(root: Path) -> Workspace:
    """What the files say, numbers of readings by their value: a table says 1200000 for 1.2M."""
    workspace = load(root).workspace
    readings = {
        name: replace(file, readings=tuple(replace(one, value=plain(one.value)) for one in file.readings))
        for name, file in workspace.readings.items()
    }
    return replace(workspace, readings=readings)


def plain(value: str) -> str:
    try:
        return plain_text(parse(value))
    except BadValue:
        return value


@pytest.mark.parametrize("form", ["export.json", "export.xlsx", "tables"])
@pytest.mark.parametrize("source", WORKSPACES, ids=lambda path: path.name)
def test_an_export_comes_in_as_the_same_model(importing: Importing, run_in: Any, source: Path, form: str) -> None:
    work = importing({"okrctl.yaml": "format: 1\n"})
    run_in(f"export -o {work.root.parent / form}" + (" --format csv" if form == "tables" else ""), source)

    answer = work.run(f"import ../{form} --create-missing")

    assert answer.code == 0, answer.err
    assert model(work.root) == model(source)


@pytest.mark.parametrize("form", ["export.json", "export.xlsx", "tables"])
def test_whatever_files_may_say_comes_in_again(importing: Importing, run_in: Any, tmp_path: Path, form: str) -> None:
    from tests.conftest import write_files

    work = importing({"okrctl.yaml": "format: 1\n"})
    source = write_files(tmp_path / "source", TRICKY)
    run_in(f"export -o {work.root.parent / form}" + (" --format csv" if form == "tables" else ""), source)

    answer = work.run(f"import ../{form} --create-missing")

    assert answer.code == 0, answer.err
    assert model(work.root) == model(source)


def test_the_same_export_again_changes_nothing(importing: Importing, run_in: Any) -> None:
    work = importing({"okrctl.yaml": "format: 1\n"})
    run_in(f"export -o {work.root.parent / 'export.json'}", EXAMPLES / "northwind")
    work.run("import ../export.json --create-missing")
    before = work.tree_of(work.root)

    answer = work.run("import ../export.json")

    assert answer.out == "nothing new in export.json\n"
    assert work.tree_of(work.root) == before


def test_an_export_brings_what_changed_and_leaves_what_it_does_not_know(importing: Importing) -> None:
    work = importing(
        {"cycles/2026-Q4/objectives/win.yaml": "title: Win  # ours\nkey_results:\n  nps: {title: Score, target: 45}\n"}
    )
    work.run("export -o ../export.json")
    (work.root / "cycles/2026-Q4/objectives/win.yaml").write_text(
        "title: Wni  # ours\nkey_results:\n  nps: {title: Score, target: 40}\n  calls: {title: Calls, target: 9}\n"
    )

    work.run("import ../export.json")

    assert work.texts("cycles/2026-Q4/objectives") == {
        "cycles/2026-Q4/objectives/win.yaml": (
            "title: Win  # ours\nkey_results:\n  nps: {title: Score, target: 45}\n  calls: {title: Calls, target: 9}\n"
        )
    }


def test_teams_people_and_cycles_with_names_of_their_own_are_not_made_silently(
    importing: Importing, run_in: Any
) -> None:
    work = importing({"okrctl.yaml": "format: 1\n"})
    run_in(f"export -o {work.root.parent / 'export.json'}", EXAMPLES / "seeds" / "product-launch")

    answer = work.run("import ../export.json --dry-run --json")

    assert answer.json["plan"]["unknown_periods"] == ["launch-2026"]
    assert "cycles/launch-2026" not in answer.json["diff"]


def changed(work: Any, edits: dict[str, str], line: str = "") -> Any:
    """The answer to importing, into files edited like this, what was exported before."""
    work.run("export -o ../export.json")
    for path, text in edits.items():
        (work.root / path).write_text(text, encoding="utf-8")
    return work.run(f"import ../export.json {line}")


def test_reviews_and_cycles_come_back_too(importing: Importing) -> None:
    review, cycle = "cycles/2026-Q4/reviews/win.yaml", "cycles/2026-Q4/cycle.yaml"
    files = {
        "cycles/2026-Q4/objectives/win.yaml": "title: Win\n",
        review: "date: 2026-11-01\nlearned: Ask\n",
        cycle: "theme: Calm\n",
    }
    work = importing(files)

    changed(work, {review: "date: 2026-11-01\nlearned: Guess\nverdict: about_right\n", cycle: "theme: Storm\n"})

    assert (work.texts(review)[review], work.texts(cycle)[cycle]) == (
        "date: 2026-11-01\nlearned: Ask\n",
        "theme: Calm\n",
    )


def test_a_check_in_that_says_something_else_here_stays(importing: Importing) -> None:
    path = "cycles/2026-Q4/checkins/2026-11/2026-11-20-ana-k0000001.yaml"
    work = importing({path: "date: 2026-11-20\nnote: One\n"})

    answer = changed(work, {path: "date: 2026-11-20\nnote: Two\n"}, "--json")

    assert answer.json["plan"]["rejected"] == [
        {"row": 0, "why": "2026-Q4/checkins/k0000001 is here already and says something else"}
    ]


def test_a_record_whose_file_has_a_name_that_is_no_id_is_named(
    importing: Importing, run_in: Any, tmp_path: Path
) -> None:
    from tests.conftest import write_files

    work = importing({"okrctl.yaml": "format: 1\n"})
    source = write_files(
        tmp_path / "source", {"cycles/2026-Q4/checkins/2026-11/Ana's.yaml": "date: 2026-11-20\nnote: One\n"}
    )
    run_in(f"export -o {work.root.parent / 'export.json'}", source)

    answer = work.run("import ../export.json --json")

    assert [one["why"] for one in answer.json["plan"]["rejected"]] == [
        "2026-Q4/checkins/Ana's cannot be written under its id \"Ana's\": only a-z, 0-9 and single hyphens between them"
    ]


def test_a_key_result_that_only_the_export_knows_is_added(importing: Importing) -> None:
    path = "cycles/2026-Q4/objectives/win.yaml"
    work = importing({path: "title: Win\nkey_results:\n  a: {title: A, target: 1}\n  b: {title: B, target: 2}\n"})

    changed(work, {path: "title: Win\nkey_results:\n  a: {title: A, target: 1}\n"})

    assert work.texts(path) == {
        path: "title: Win\nkey_results:\n  a: {title: A, target: 1}\n  b:\n    title: B\n    target: 2\n"
    }


def test_an_export_that_says_what_no_file_may_say_is_refused(importing: Importing) -> None:
    work = importing({"cycles/2026-Q4/objectives/win.yaml": "title: Win\n"})
    work.run("export -o ../export.json")
    text = (work.root.parent / "export.json").read_text(encoding="utf-8")

    answer = work.run(f"import {work.file('broken.json', text.replace('aspirational', 'heroic'))}")

    assert answer.code == 2
    assert answer.err.startswith("error: cycles/2026-Q4/objectives/win/type in ../broken.json: Input should be ")


def test_people_join_those_who_are_here(importing: Importing, run_in: Any, tmp_path: Path) -> None:
    from tests.conftest import write_files

    work = importing({"okrctl.yaml": "format: 1\npeople:\n  ana: {name: Ana}  # leads\n"})
    source = write_files(tmp_path / "source", {"okrctl.yaml": "format: 1\npeople: {ana: {name: A}, bo: {name: Bo}}\n"})
    run_in(f"export -o {work.root.parent / 'export.json'}", source)

    work.run("import ../export.json --create-missing")

    assert work.texts("okrctl.yaml") == {
        "okrctl.yaml": 'format: 1\npeople:\n  ana: {name: Ana}  # leads\n  bo: {name: "Bo"}\n'
    }
