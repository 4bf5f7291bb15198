"""`pull` from a command: an argument vector without a shell, and nothing left behind when it hangs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Pull = Callable[..., Any]
Values = Callable[[], list[str]]
PYTHON = sys.executable


def script(text: str) -> dict[str, str]:
    return {"scripts/x.py": text}


def source(more: str = "") -> str:
    return f'{{command: ["{PYTHON}", scripts/x.py]{more}}}'


@pytest.mark.parametrize(
    ("text", "more", "values_"),
    [
        ("print(35)", "", ["2026-11-21 35"]),
        ("print(' 1,250 ')", ", format: number", ["2026-11-21 1250"]),
        ("print('{\"v\": 3}')", ", value: $.v", ["2026-11-21 3"]),
        ("print('d,v\\n2026-10,3')", ", format: csv, date: d, value: v", ["2026-10-31 3"]),
    ],
)
def test_what_a_command_prints_is_the_value(
    pull: Pull, values: Values, text: str, more: str, values_: list[str]
) -> None:
    answer = pull(source(more), files=script(text))

    assert (answer.code, values()) == (0, values_)


def test_arguments_are_not_read_by_a_shell(pull: Pull, values: Values, tmp_path: Path) -> None:
    text = "import sys; print(len(sys.argv[1]))"

    pull(f'{{command: ["{PYTHON}", scripts/x.py, "$(touch evil); a *"]}}', files=script(text))

    assert values() == ["2026-11-21 18"]
    assert not (tmp_path / "workspace/evil").exists()


def test_it_runs_in_the_workspace_with_the_environment_but_without_the_permission(
    pull: Pull, values: Values, tmp_path: Path
) -> None:
    text = (
        "import os, sys\n"
        "here = os.getcwd() == os.path.realpath(sys.argv[1])\n"
        "print(int(here and os.environ['X'] == '1' and 'OKRCTL_TRUST' not in os.environ and not sys.stdin.read()))\n"
    )
    root = tmp_path / "workspace"

    pull(f'{{command: ["{PYTHON}", scripts/x.py, "{root}"]}}', files=script(text), X="1", OKRCTL_TRUST="0" * 64)

    assert values() == ["2026-11-21 1"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import sys; print('key is missing', file=sys.stderr); sys.exit(3)", "ended with exit code 3: key is missing"),
        ("import os; os.kill(os.getpid(), 9)", "ended with signal 9"),
        ("print('many')", 'row 1: expected a number, found "many"'),
        ("print(1); print(2)", "prints is not one number"),
        ("", "prints is not one number"),
        ("while True: print('1' * 10000)", "prints is larger than 10,000,000 bytes"),
    ],
)
def test_a_command_that_fails_is_told(pull: Pull, values: Values, text: str, said: str) -> None:
    answer = pull(source(), files=script(text))

    assert (answer.code, values()) == (6, [])
    assert said in answer.err


def test_a_flood_of_complaints_neither_blocks_it_nor_fills_the_memory(pull: Pull, values: Values) -> None:
    pull(source(), files=script("import sys; sys.stderr.write('x' * 3_000_000); print(7)"))

    assert values() == ["2026-11-21 7"]


def test_a_command_that_hangs_is_ended_with_all_that_it_started(pull: Pull, tmp_path: Path) -> None:
    fifo = tmp_path / "alive"
    os.mkfifo(fifo)
    child = f"import time; held = open({str(fifo)!r}, 'w'); held.write('up'); held.flush(); time.sleep(20); held.write('late')"
    text = f"import subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', {child!r}])\ntime.sleep(60)\n"
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)

    answer = pull(source(", timeout: 2"), files=script(text))

    os.set_blocking(reader, True)
    with os.fdopen(reader) as end:
        assert end.read() == "up"  # it returns only when nobody holds the other end any more
    assert (answer.code, answer.err.splitlines()[0]) == (6, "error: kpis/nps: no answer within 2 seconds")


def test_ctrl_c_ends_the_command_too(okrctl: Callable[..., Any], tmp_path: Path) -> None:
    fifo = tmp_path / "alive"
    os.mkfifo(fifo)
    text = f"import time; held = open({str(fifo)!r}, 'w'); held.write('up'); held.flush(); time.sleep(20); held.write('late')"
    run = okrctl({"kpis/nps.yaml": f"title: Score\nsource: {source()}\n", **script(text)})
    run("trust --yes")
    command = [sys.executable, "-m", "okrctl", "pull", "--as", "ana"]

    okrctl_itself = subprocess.Popen(
        command,
        cwd=tmp_path / "workspace",
        stderr=subprocess.PIPE,
        text=True,
        # tests may run in the background, where Ctrl-C is ignored; this one starts no thread
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    with fifo.open() as end:
        begun = end.read(2)
        okrctl_itself.send_signal(signal.SIGINT)
        rest = end.read()  # it returns only when the command is gone
    _, said = okrctl_itself.communicate(timeout=60)

    assert (begun, rest, okrctl_itself.returncode, said) == ("up", "", 130, "error: interrupted\n")


@pytest.mark.parametrize(
    ("vector", "said"),
    [
        ("[no-such-program]", "there is no program no-such-program"),
        ("['']", "there is no program"),
        ('["a\\0b"]', "there is no program "),
        ('["./a\\0b"]', "cannot be started: "),
        ("[./gone]", "./gone cannot be started: no such file or directory"),
        ("[./okrctl.yaml]", "./okrctl.yaml cannot be started: permission denied"),
    ],
)
def test_a_program_that_is_not_there_is_told(pull: Pull, vector: str, said: str) -> None:
    answer = pull(f"{{command: {vector}}}")

    assert answer.code == 6
    assert said in answer.err


@pytest.mark.parametrize("entry", ["", ".", "bin", "WORKSPACE/bin", "LINK"])
def test_a_file_of_the_workspace_never_takes_the_name_of_a_program(
    pull: Pull, values: Values, tmp_path: Path, entry: str
) -> None:
    root = tmp_path / "workspace"
    for folder in (root, root / "bin"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "tell").write_text("#!/bin/sh\necho 666\n")
        (folder / "tell").chmod(0o755)
    good = tmp_path / "good"
    good.mkdir()
    (good / "tell").write_text("#!/bin/sh\necho 7\n")
    (good / "tell").chmod(0o755)
    (tmp_path / "link").symlink_to(root / "bin")
    first = entry.replace("WORKSPACE", str(root)).replace("LINK", str(tmp_path / "link"))

    pull("{command: [tell]}", PATH=os.pathsep.join([first, str(good), str(Path(shutil.which("sh") or "").parent)]))

    assert values() == ["2026-11-21 7"]


def test_pull_does_not_start_itself_again(pull: Pull, tmp_path: Path) -> None:
    text = "import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-m', 'okrctl', 'pull']).returncode)"

    answer = pull(source(), files=script(text), PYTHONPATH=os.pathsep.join(sys.path))

    assert answer.code == 6
    assert "ended with exit code 2" in answer.err
