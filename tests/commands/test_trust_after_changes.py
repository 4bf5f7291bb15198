"""`trust` covers exactly what was shown: whatever of it changes afterwards is not run before the user is asked again."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.commands.trusted_card import CARD, FILES, MARK, NOT_ALLOWED, PYTHON, ran

Run = Callable[..., Any]
Okrctl = Callable[[Mapping[str, str]], Run]
CHANGED = NOT_ALLOWED.replace("you have not allowed that", "the sources were changed since you allowed them")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def run(okrctl: Okrctl) -> Run:
    return okrctl(FILES)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("kpis/nps.yaml", CARD.replace("]", ", more]")),
        ("kpis/nps.yaml", CARD.replace("}", ", timeout: 9}")),
        ("kpis/nps.yaml", CARD.replace("}", ", format: csv, date: d, value: v}")),
        ("kpis/other.yaml", "title: Other\nsource: {command: [date]}\n"),
        ("kpis/other.yaml", "title: Other\nsource: {csv: x.csv, date: d, value: v}\n"),
        ("scripts/x.py", MARK + "\nprint('more')"),
        ("scripts/helper.py", "what the script may import"),
        ("scripts/deep/helper.py", "what the script may import"),
        ("scripts/json.py", "a module that takes another's name"),
        ("scripts/x.pyc", "what was compiled"),
    ],
)
def test_any_change_asks_again(run: Run, root: Path, path: str, text: str) -> None:
    run("trust --yes")
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(text)

    answer = run("pull nps")

    assert (answer.code, answer.err, ran(root)) == (6, CHANGED, False)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("kpis/nps.yaml", CARD.replace("title: Score", "title: Another\nunit: points")),
        ("kpis/other.yaml", "title: Other\n"),
        ("okrctl.yaml", "format: 1\nname: Another\n"),
        ("data/new.csv", "day,v\n"),
    ],
)
def test_what_decides_nothing_about_a_source_does_not_ask_again(run: Run, root: Path, path: str, text: str) -> None:
    run("trust --yes")
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(text)

    assert (run("pull nps").code, ran(root)) == (0, True)


def test_pulling_itself_changes_nothing_of_it(run: Run, root: Path) -> None:
    run("trust --yes")
    (root / "scripts/helper.py").write_text("x = 1")
    (root / "scripts/x.py").write_text("import helper\n" + MARK)
    run("trust --yes")

    assert (run("pull").code, ran(root)) == (0, True)
    assert (run("pull").code, ran(root)) == (0, True)
    assert sorted(path.name for path in (root / "scripts").iterdir()) == ["helper.py", "x.py"]


def test_what_python_compiled_is_not_run_in_place_of_the_script(run: Run, root: Path) -> None:
    import py_compile

    run("trust --yes")
    (root / "scripts/helper.py").write_text("value = 1")
    (root / "scripts/x.py").write_text("import helper; print(helper.value)")
    run("trust --yes")
    evil = root / "evil.py"
    evil.write_text("value = 666")
    cached = root / f"scripts/__pycache__/helper.{sys.implementation.cache_tag}.pyc"
    py_compile.compile(str(evil), str(cached), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)

    answer = run("pull")

    assert answer.out.startswith("✔ pulled kpis/nps 1 (2026-11)")


@pytest.mark.parametrize(
    "vector",
    [
        "[./x.sh]",
        "[sh, x.sh]",
        "[sh, ./x.sh]",
        "[sh, scripts/../x.sh]",
        "[sh, ABSOLUTE/x.sh]",
        "[sh, -c, 'echo 1; . ./x.sh']",
        "[env, A=1, sh, x.sh]",
        "[sh, --, x.sh]",
        "[awk, -fx.sh]",
        "[tool, --file=x.sh]",
    ],
)
def test_a_script_that_was_edited_is_not_run_however_it_is_named(okrctl: Okrctl, root: Path, vector: str) -> None:
    run = okrctl({"kpis/nps.yaml": f"title: S\nsource: {{command: {vector}}}\n".replace("ABSOLUTE", str(root))})
    (root / "scripts").mkdir()
    (root / "x.sh").write_text("#!/bin/sh\necho 1\n")
    (root / "x.sh").chmod(0o755)
    run("trust --yes")

    (root / "x.sh").write_text("#!/bin/sh\necho 1; touch ran\n")

    assert (run("pull").err, ran(root)) == (CHANGED, False)


def test_a_script_above_the_workspace_counts_too(okrctl: Okrctl, root: Path) -> None:
    run = okrctl({"kpis/nps.yaml": "title: S\nsource: {command: [sh, ../x.sh]}\n"})
    (root.parent / "x.sh").write_text("echo 1\n")
    run("trust --yes")

    (root.parent / "x.sh").write_text("touch ran; echo 1\n")

    assert (run("pull").err, ran(root)) == (CHANGED, False)


def test_a_script_that_is_bent_elsewhere_by_a_link_counts(okrctl: Okrctl, root: Path, tmp_path: Path) -> None:
    run = okrctl({"kpis/nps.yaml": "title: S\nsource: {command: [sh, scripts/x.sh]}\n", "scripts/real.sh": "echo 1\n"})
    (root / "scripts/x.sh").symlink_to("real.sh")
    (tmp_path / "other.sh").write_text("touch ran; echo 1\n")
    run("trust --yes")

    (root / "scripts/x.sh").unlink()
    (root / "scripts/x.sh").symlink_to(tmp_path / "other.sh")

    assert (run("pull").err, ran(root)) == (CHANGED, False)


def test_a_script_that_appears_after_the_permission_counts(okrctl: Okrctl, root: Path) -> None:
    run = okrctl({"kpis/nps.yaml": "title: S\nsource: {command: [sh, x.sh]}\n"})
    run("trust --yes")

    (root / "x.sh").write_text("touch ran; echo 1\n")

    assert (run("pull").err, ran(root)) == (CHANGED, False)


def test_one_source_cannot_change_the_next_while_they_run(okrctl: Okrctl, root: Path) -> None:
    edits = "import pathlib; pathlib.Path('b/x.py').write_text(\"open('ran', 'w'); print(1)\"); print(1)"
    run = okrctl(
        {
            "kpis/a.yaml": f'title: A\nsource: {{command: ["{PYTHON}", a/x.py]}}\n',
            "kpis/b.yaml": f'title: B\nsource: {{command: ["{PYTHON}", b/x.py]}}\n',
            "a/x.py": edits,
            "b/x.py": "print(2)",
        }
    )
    run("trust --yes")

    answer = run("pull")

    assert (answer.code, ran(root)) == (6, False)
    assert answer.err == ("error: kpis/b: what it would run was changed meanwhile\n  help: run okrctl trust again\n")
    assert "kpis/a 1" in answer.out


def test_a_source_cannot_change_the_cards_that_are_loaded(okrctl: Okrctl, root: Path) -> None:
    edits = (
        "import pathlib; pathlib.Path('kpis/b.yaml').write_text('title: B\\nsource: {command: [touch, ran]}'); print(1)"
    )
    run = okrctl(
        {
            "kpis/a.yaml": f'title: A\nsource: {{command: ["{PYTHON}", a/x.py]}}\n',
            "kpis/b.yaml": "title: B\nsource: {command: [echo, 2]}\n",
            "a/x.py": edits,
        }
    )
    run("trust --yes")

    answer = run("pull", PATH=os.environ["PATH"])

    assert not ran(root)
    assert "kpis/b 2" in answer.out
