"""`edit`: the editor on a copy; what is at fault comes back, and no text is lost."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Okrctl = Callable[[Mapping[str, str]], Callable[..., Any]]
Tree = Callable[[Path], dict[str, bytes]]
WIN = "cycles/2026-Q4/objectives/win.yaml"
TEXT = "# ours\r\ntitle: Win\r\nkey_results:\r\n  nps: {title: Score, start: 31, target: 45}\r\n"
FILES = {
    WIN: TEXT,
    "kpis/churn.yaml": "title: Churn\n",
    "cycles/2026-Q4/checkins/2026-11/a.yaml": "date: 2026-11-02\nupdates:\n  win/nps: {value: 35}\n",
}


@pytest.fixture(autouse=True)
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which texts are kept."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state/okrctl/drafts"


@pytest.fixture
def editor(tmp_path: Path) -> Callable[..., str]:
    """An editor that makes one replacement at each opening, as `old -> new`, and writes down what it saw."""

    def made(*replacements: str) -> str:
        program = tmp_path / "editor.py"
        program.write_text(
            "import sys\nfrom pathlib import Path\n"
            f"replacements = {list(replacements)!r}\nseen = Path({str(tmp_path / 'seen')!r})\n"
            "file = Path(sys.argv[-1])\ntext = file.read_bytes().decode()\n"
            "opened = len(list(seen.parent.glob('seen*')))\nPath(f'{seen}{opened}').write_bytes(text.encode())\n"
            "if opened < len(replacements):\n"
            "    old, new = replacements[opened].split(' -> ')\n    assert old in text\n"
            "    file.write_bytes(text.replace(old, new).encode())\n"
        )
        return f"'{sys.executable}' '{program}'"

    return made


def kept(drafts: Path) -> list[str]:
    """The texts that are kept."""
    return [file.read_bytes().decode() for file in drafts.glob("*")]


def test_what_the_person_wrote_is_written(
    okrctl: Okrctl, editor: Callable[..., str], drafts: Path, tmp_path: Path
) -> None:
    run = okrctl(FILES)

    answer = run("edit win/nps --json", EDITOR=editor("target: 45 -> target: 50"))

    assert answer.json == {
        "schema": "okrctl.change/1", "wrote": [WIN], "ref": "2026-Q4/win", "id": "win", "sentence": "edited 2026-Q4/win",
    }  # fmt: skip
    assert (tmp_path / "workspace" / WIN).read_bytes().decode() == TEXT.replace("45", "50")
    assert kept(drafts) == []


@pytest.mark.parametrize(
    ("wrong", "right", "comment"),
    [
        ("title: Win -> titel: Win", "titel -> title", '# okrctl: line 4: unknown key "titel"; did you mean title?'),
        ("target: 45 -> target: 31", "target: 31 -> target: 46", "# okrctl: start and target are both 31: there is no way to go"),
        ("target: 45} -> target: 45", "45 -> 45}", '# okrctl: line 5: '),
        ("title: Win -> parent: 2026-Q4/no", "parent: 2026-Q4/no -> title: Won", '# okrctl: '),
    ],
)  # fmt: skip
def test_what_is_at_fault_comes_back_with_the_error_as_a_comment(
    okrctl: Okrctl, editor: Callable[..., str], drafts: Path, tmp_path: Path, wrong: str, right: str, comment: str
) -> None:
    run = okrctl(FILES)

    answer = run("edit win", EDITOR=editor(wrong, right))

    assert answer.code == 0, answer.err
    came_back = (tmp_path / "seen1").read_bytes().decode()
    assert came_back.startswith("# okrctl: ")
    assert comment in came_back
    assert "# okrctl" not in (tmp_path / "workspace" / WIN).read_bytes().decode()
    assert kept(drafts) == []


def test_a_text_that_stays_at_fault_is_kept(
    okrctl: Okrctl, editor: Callable[..., str], drafts: Path, tmp_path: Path, tree_of: Tree
) -> None:
    run = okrctl(FILES)
    before = tree_of(tmp_path / "workspace")

    answer = run("edit win", EDITOR=editor("title: Win -> titel: A long text that nobody wants to type again"))

    assert (answer.code, answer.out) == (2, "")
    place = re.search(r"your text is kept in (\S+)", answer.err)
    assert place
    assert "titel: A long text that nobody wants to type again\r\n" in Path(place[1]).read_bytes().decode()
    assert 'error: nothing was written: line 4: the required key "title" is missing' in answer.err
    assert tree_of(tmp_path / "workspace") == before


def test_a_file_that_changed_meanwhile_is_not_overwritten_and_the_text_is_kept(
    okrctl: Okrctl, drafts: Path, tmp_path: Path
) -> None:
    run = okrctl(FILES)
    other = tmp_path / "workspace" / WIN
    program = tmp_path / "editor.py"
    program.write_text(
        f"import sys\nopen({str(other)!r}, 'a').write('why: theirs\\n')\nopen(sys.argv[1], 'a').write('why: mine\\n')\n"
    )

    answer = run("edit win", EDITOR=f"{sys.executable} {program}")

    assert answer.code == 5
    assert f"error: {WIN} was changed meanwhile by another program; nothing was written" in answer.err
    assert other.read_bytes().decode() == TEXT + "why: theirs\n"
    assert kept(drafts) == [TEXT + "why: mine\n"]


def test_a_text_that_is_left_alone_changes_nothing(okrctl: Okrctl, drafts: Path, tmp_path: Path, tree_of: Tree) -> None:
    run = okrctl(FILES)
    before = tree_of(tmp_path / "workspace")

    answer = run("edit win", EDITOR="true")

    assert (answer.code, answer.out) == (0, f"nothing changed in {WIN}\n")
    assert tree_of(tmp_path / "workspace") == before
    assert kept(drafts) == []


@pytest.mark.parametrize(
    ("environ", "code", "message"),
    [
        ({}, 2, "there is no terminal to open an editor in"),
        ({"EDITOR": "false"}, 5, "the editor ended with exit code 1; nothing was written"),
        ({"EDITOR": "no-such-editor-at-all"}, 5, "the editor no-such-editor-at-all cannot be started"),
        ({"EDITOR": "'"}, 2, "is no command for an editor"),
        ({"EDITOR": "true", "VISUAL": "false"}, 5, "exit code 1"),
        ({"VISUAL": "true", "GIT_EDITOR": "false"}, 5, "exit code 1"),
    ],
)
def test_an_editor_that_is_missing_or_fails_changes_nothing(
    okrctl: Okrctl, drafts: Path, environ: dict[str, str], code: int, message: str
) -> None:
    answer = okrctl(FILES)("edit win", **environ)

    assert (answer.code, answer.out) == (code, "")
    assert message in answer.err
    assert kept(drafts) == []


def test_an_editor_that_fails_after_something_was_written_keeps_it(
    okrctl: Okrctl, drafts: Path, tmp_path: Path
) -> None:
    program = tmp_path / "editor.py"
    program.write_text("import sys\nopen(sys.argv[1], 'a').write('why: mine\\n')\nsys.exit(3)\n")

    answer = okrctl(FILES)("edit win", EDITOR=f"{sys.executable} {program}")

    assert answer.code == 5
    assert "your text is kept in " in answer.err
    assert kept(drafts) == [TEXT + "why: mine\n"]


def test_a_broken_file_can_be_mended(okrctl: Okrctl, editor: Callable[..., str], tmp_path: Path) -> None:
    run = okrctl({**FILES, WIN: "title: Win: more\n"})

    answer = run("edit win", EDITOR=editor("Win: more -> Win more"))

    assert answer.code == 0, answer.err
    assert (tmp_path / "workspace" / WIN).read_text() == "title: Win more\n"


def test_a_key_result_with_check_ins_may_be_taken_out_by_hand(okrctl: Okrctl, editor: Callable[..., str]) -> None:
    run = okrctl(FILES)

    answer = run("edit win", EDITOR=editor("nps: -> calls:"))

    assert answer.code == 0, answer.err
    assert [finding["code"] for finding in run("lint --json").json["findings"]].count("OKR023") == 1


def test_a_cycle_without_a_file_gets_one(okrctl: Okrctl, editor: Callable[..., str], tmp_path: Path) -> None:
    run = okrctl(FILES)

    answer = run("edit 2026-Q4", EDITOR=editor("# theme: what this cycle is about -> theme: One thing"))

    assert answer.code == 0, answer.err
    text = (tmp_path / "workspace/cycles/2026-Q4/cycle.yaml").read_text()
    assert text == "# yaml-language-server: $schema=../../.okrctl/schema/1/cycle.json\ntheme: One thing\n"


def test_a_dry_run_shows_the_difference_and_keeps_the_text(
    okrctl: Okrctl, editor: Callable[..., str], drafts: Path, tmp_path: Path, tree_of: Tree
) -> None:
    run = okrctl(FILES)
    before = tree_of(tmp_path / "workspace")

    answer = run("edit kpis/churn --dry-run", EDITOR=editor("Churn -> Loss"))

    assert "-title: Churn\n+title: Loss\n" in answer.out
    assert tree_of(tmp_path / "workspace") == before
    assert kept(drafts) == ["title: Loss\n"]
