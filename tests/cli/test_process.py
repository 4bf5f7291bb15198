"""The program as a process: what it imports, its streams, a poor environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import okrctl
from okrctl import __version__

HERE = str(Path(okrctl.__file__).parent.parent)

Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Runs the program, or another Python command, with nothing in the environment but what is said."""

    def started(*args: str, command: str = "-m okrctl", **environ: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, *command.split(maxsplit=1), *args]
        known = {"PATH": os.environ["PATH"], "PYTHONPATH": HERE} | environ
        return subprocess.run(
            line, cwd=tmp_path, env=known, capture_output=True, text=True, encoding="utf-8", check=False
        )

    return started


@pytest.fixture
def bash(tmp_path: Path) -> Program:
    """Runs a line of bash in which `okrctl` stands for the program."""

    def started(line: str) -> subprocess.CompletedProcess[str]:
        known = {"PATH": os.environ["PATH"], "PYTHONPATH": HERE}
        script = f'okrctl() {{ "{sys.executable}" -m okrctl "$@"; }}; {line}'
        return subprocess.run(
            ["bash", "-c", script], cwd=tmp_path, env=known, capture_output=True, text=True, check=False
        )

    return started


def test_the_version_is_one_line_and_imports_no_heavy_library(program: Program) -> None:
    code = "import sys, okrctl.__main__ as m; m.main(); print(sorted({'typer','pydantic','rich','ruamel','jinja2'} & sys.modules.keys()))"

    answer = program("--version", command="-c " + code)

    assert answer.stdout.splitlines() == [f"okrctl {__version__}", "[]"]


def test_help_imports_neither_pydantic_nor_ruamel_nor_rich(program: Program) -> None:
    code = "import sys, okrctl.__main__ as m; m.main(); print(sorted({'pydantic','rich','ruamel','jinja2'} & sys.modules.keys()))"

    answer = program("-h", command="-c " + code)

    assert answer.stdout.splitlines()[-1] == "[]"


def test_a_closed_pipe_is_quiet(bash: Program) -> None:
    answer = bash('okrctl schema report | head -c 1; echo " ${PIPESTATUS[0]}"')

    assert (answer.stdout, answer.stderr) == ("{ 0\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without /dev/full")
@pytest.mark.parametrize("line", ["okrctl schema", "okrctl schema --json"])
def test_a_full_disk_behind_stdout_is_exit_5(bash: Program, line: str) -> None:
    answer = bash(f"{line} > /dev/full")

    assert (answer.returncode, answer.stderr) == (
        5,
        "error: the output could not be written: No space left on device\n",
    )


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("args", ["schema", "--version"])
def test_a_closed_stream_is_no_bug(bash: Program, closed: str, args: str) -> None:
    answer = bash(f"okrctl {args} {closed}")

    assert (answer.returncode, answer.stderr) == (0, "")


def test_a_deleted_working_directory_is_exit_3(bash: Program) -> None:
    answer = bash('mkdir gone && cd gone && rmdir "$PWD" && okrctl schema --install')

    assert answer.returncode == 3
    assert answer.stderr.startswith("error: the working directory no longer exists\n")


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii:strict"},
    ],
)
def test_a_poor_environment_without_home_is_no_bug(program: Program, environ: dict[str, str]) -> None:
    answer = program("schem…", **environ)

    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith('error: no command "schem…"')


def test_bytes_that_are_no_text_are_shown_as_such(bash: Program) -> None:
    answer = bash("okrctl $'sch\\xffema'")

    assert answer.returncode == 2
    assert answer.stderr.startswith('error: no command "sch\\u{dcff}ema"')


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process was started with")
@pytest.mark.parametrize(
    ("environ", "unicode"),
    [
        ({}, True),
        ({"LC_ALL": "C"}, False),
        ({"LC_CTYPE": "C"}, False),
        ({"LANG": "C"}, False),
        ({"LANG": "POSIX"}, False),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LANG": "C.UTF-8"}, True),
    ],
)
def test_the_locale_is_the_one_that_was_typed_though_python_changes_it(
    program: Program, environ: dict[str, str], unicode: bool
) -> None:
    code = "from okrctl import cli; print(cli.surroundings().style.unicode)"

    answer = program(command=f"-c {code}", **environ)

    assert answer.stdout == f"{unicode}\n"
