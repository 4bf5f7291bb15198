"""What Tab offers, asked for as the scripts of bash, zsh and fish ask."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import okrctl

FILES = {
    "okrctl.yaml": """\
format: 1
teams:
  growth: {name: Growth, parent: product}
  product:
    name: Product
people:
  ana: {name: "Ana Díaz", email: ana@northwind.example}
  bo:
""",
    "cycles/2026-Q4/objectives/win-finance.yaml": """\
title: Win [b]finance[/b]
key_results:
  nps:
    title: "Lift the score: again"   # a comment
    start: 31
    target: 45
  referrals: {title: 'Ana''s referrals', target: 15}
""",
    "cycles/2026-Q3/cycle.yaml": "state: closed\n",
    "cycles/2026-Q3/objectives/old.yaml": "title: Over\n",
    "cycles/launch/cycle.yaml": "title: Product launch\nstart: 2026-05-01\nend: 2026-10-31\n",
    "kpis/promoter-score.yaml": "title: Promoter score\n",
}

Make = Callable[[Mapping[str, str]], Path]
Ask = Callable[..., list[str]]


@pytest.fixture
def environ() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(okrctl.__file__).parent.parent)}


@pytest.fixture
def ask(make: Make, environ: dict[str, str]) -> Ask:
    """The lines that the program answers to a line as it stands before Tab."""

    def asked(line: str, sort: str = "bash", files: Mapping[str, str] = FILES, folder: str = ".") -> list[str]:
        protocol = {
            "_OKRCTL_COMPLETE": f"complete_{sort}",
            "COMP_WORDS": "\n".join(line.split(" ")),
            "COMP_CWORD": str(line.count(" ")),
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        }
        return _output([sys.executable, "-m", "okrctl"], make(files) / folder, environ | protocol).splitlines()

    return asked


@pytest.fixture
def path_with_okrctl(tmp_path: Path, environ: dict[str, str]) -> dict[str, str]:
    """An environment in which `okrctl` is a program, as the scripts of the shells need it."""
    program = tmp_path / "bin" / "okrctl"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m okrctl "$@"\n')
    program.chmod(0o755)
    return environ | {"PATH": f"{program.parent}:{environ['PATH']}"}


def _output(command: list[str], folder: Path, environ: Mapping[str, str]) -> str:
    answer = subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert answer.stderr == ""
    return answer.stdout


def test_refs_are_short_and_of_cycles_that_are_not_closed(ask: Ask) -> None:
    assert ask("okrctl checkin ") == ["win-finance", "win-finance/nps", "win-finance/referrals", "kpis/promoter-score"]


def test_refs_begin_as_typed(ask: Ask) -> None:
    assert ask("okrctl checkin win-finance/n") == ["win-finance/nps"]


def test_refs_have_their_cycle_where_it_is_typed(ask: Ask) -> None:
    assert ask("okrctl checkin 2026-Q3/") == ["2026-Q3/old"]


def test_refs_have_their_cycle_where_two_cycles_share_an_objective(ask: Ask) -> None:
    files = {
        "cycles/2026-Q4/objectives/grow.yaml": "title: Grow\n",
        "cycles/2027-Q1/objectives/grow.yaml": "title: Grow more\n",
    }

    assert ask("okrctl checkin ", files=files) == ["2026-Q4/grow", "2027-Q1/grow"]


def test_fish_shows_titles_as_plain_text(ask: Ask) -> None:
    assert ask("okrctl checkin win", sort="fish") == [
        "win-finance\tWin [b]finance[/b]",
        "win-finance/nps\tLift the score: again",
        "win-finance/referrals\tAna's referrals",
    ]


def test_zsh_shows_titles_as_plain_text(ask: Ask) -> None:
    assert ask("okrctl checkin win", sort="zsh") == [
        """_arguments '*: :(("win-finance":"Win [b]finance[/b]\"""",
        r'"win-finance/nps":"Lift the score\\: again"',
        """"win-finance/referrals":"Ana’s referrals"))'""",
    ]


@pytest.mark.parametrize("line", ["okrctl --as ", "okrctl checkin --as "])
def test_people_are_offered(ask: Ask, line: str) -> None:
    assert ask(line, sort="fish") == ["ana\tAna Díaz", "bo"]


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("okrctl new objective x --owner ", ["ana\tAna Díaz", "bo"]),
        ("okrctl report --owner=", ["ana\tAna Díaz", "bo"]),
        ("okrctl report --team ", ["growth\tGrowth", "product\tProduct"]),
        ("okrctl report --cycle ", ["2026-Q4\tQ4 2026", "launch\tProduct launch"]),
        ("okrctl report --quarter la", ["last\tthe quarter before", "launch\tProduct launch"]),
        ("okrctl new objective x --parent win-finance/n", ["win-finance/nps\tLift the score: again"]),
    ],
)
def test_the_value_of_an_option_is_what_its_name_promises(ask: Ask, line: str, offers: list[str]) -> None:
    assert ask(line, sort="fish") == offers


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("okrctl report --format ", ["table", "markdown", "html", "json", "csv", "xlsx"]),
        ("okrctl week --format m", ["markdown"]),
        ("okrctl retro --format h", ["html"]),
        ("okrctl tree --format ", ["table", "markdown", "html", "json"]),
        ("okrctl show win-finance --format ", ["table", "markdown", "html", "json"]),
        ("okrctl log --format m", ["markdown"]),
        ("okrctl diff --format j", ["json"]),
        ("okrctl export --format ", ["xlsx", "csv", "json"]),
        ("okrctl lint --format s", ["sarif"]),
    ],
)
def test_formats_are_offered(ask: Ask, line: str, offers: list[str]) -> None:
    assert ask(line) == offers


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("okrctl schema re", ["readings", "review", "report"]),
        ("okrctl new objective x --type c", ["committed"]),
        ("okrctl new kr win-finance x --kind at", ["at_least", "at_most"]),
        ("okrctl new kpi x --better u", ["up"]),
        ("okrctl close win-finance --verdict too", ["too_ambitious"]),
        ("okrctl close win-finance --decision carry", ["carry_forward"]),
        ("okrctl checkin win-finance/nps --status at", ["at_risk"]),
        ("okrctl report --fail-on st", ["stale"]),
        ("okrctl report --level t", ["team"]),
        ("okrctl --color n", ["never"]),
        ("okrctl explain okr", ["okr", "okr-vs-kpi"]),
        ("okrctl explain OKR50", ["OKR501", "OKR502", "OKR503", "OKR504", "OKR505", "OKR506"]),
        ("okrctl explain win-finance/n", ["win-finance/nps"]),
    ],
)
def test_words_are_offered(ask: Ask, line: str, offers: list[str]) -> None:
    assert ask(line) == offers


def test_the_steps_of_the_milestone_on_the_line_are_offered(ask: Ask) -> None:
    launch = "title: Win\nkey_results: {launch: {title: Live, kind: milestone, steps: {brief: {title: Brief agreed}, go: {title: Go}}}}\n"
    files = {"cycles/2026-Q4/objectives/win.yaml": launch}

    assert ask("okrctl checkin win/launch --done ", sort="fish", files=files) == ["brief\tBrief agreed", "go\tGo"]
    assert ask("okrctl checkin nothing --done ", files=files) == [""]


@pytest.mark.parametrize(
    "line", ["okrctl -C workspace checkin kp", "okrctl checkin -C workspace kp", "okrctl checkin --root workspace kp"]
)
def test_the_root_that_is_typed_earlier_on_the_line_counts(ask: Ask, line: str) -> None:
    assert ask(line, folder="..") == ["kpis/promoter-score"]


def test_outside_a_workspace_nothing_is_offered(ask: Ask) -> None:
    assert ask("okrctl checkin ", folder="..") == [""]


def test_options_are_offered_with_their_help(ask: Ask) -> None:
    assert ask("okrctl schema --i", sort="fish") == ["--install\twrite the files' schemas into .okrctl/schema/1"]


def test_commands_are_offered(ask: Ask) -> None:
    assert "checkin" in ask("okrctl ")
    assert ask("okrctl new k") == ["kr", "kpi"]


def test_broken_files_give_what_can_be_made_out(ask: Ask) -> None:
    files = {
        "okrctl.yaml": "people:\n\tana: [\n",
        "cycles/2026-Q4/objectives/a.yaml": "\x00\xff{{{",
        "cycles/2026-Q4/objectives/b.yaml": "title: Half\nkey_results:\n  one:\n    title: 'open\n two: ]\n",
        "cycles/2026-Q4/objectives/$(touch hacked).yaml": "title: x\n",
        "kpis/x.yaml/file.yaml": "title: In a folder\n",
    }

    assert ask("okrctl checkin ", sort="fish", files=files) == ["a", "b\tHalf", "b/one\t'open"]


def test_completion_imports_neither_pydantic_nor_ruamel(make: Make, environ: dict[str, str]) -> None:
    code = (
        "import sys, okrctl.cli as cli\n"
        "try: cli.main()\n"
        "except SystemExit: print(sorted({'pydantic', 'ruamel', 'jinja2'} & sys.modules.keys()), sys.modules['rich'])"
    )
    protocol = {"_OKRCTL_COMPLETE": "complete_bash", "COMP_WORDS": "okrctl checkin kp", "COMP_CWORD": "2"}

    answer = _output([sys.executable, "-c", code], make(FILES), environ | protocol)

    assert answer == "kpis/promoter-score\n[] None\n"


def test_bash_completes_with_the_script(make: Make, path_with_okrctl: dict[str, str]) -> None:
    script = """
        source <(okrctl --show-completion bash)
        COMP_WORDS=(okrctl checkin win-finance/n) COMP_CWORD=2
        _okrctl_completion okrctl
        printf '%s\\n' "${COMPREPLY[@]}"
    """

    assert _output(["bash", "-c", script], make(FILES), path_with_okrctl) == "win-finance/nps\n"


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
@pytest.mark.parametrize(
    "title",
    [
        r"a\$(touch hacked)",
        r'a\"; touch hacked; "',
        "a`touch hacked`",
        "a'; touch hacked; '",
        r"a\\\\",
        r"a\" <(touch hacked)",
    ],
)
def test_a_title_cannot_leave_its_quotes_in_zsh(make: Make, path_with_okrctl: dict[str, str], title: str) -> None:
    root = make({"kpis/a.yaml": f"title: {title}\n", "kpis/b.yaml": "title: Second\n"})
    script = """
        _arguments() { local action=${1#'*: :'}; eval ws\\=\\( "${action[3,-3]}" \\); print -rl -- $ws }
        compdef() { }
        source =(okrctl --show-completion zsh)
        words=(okrctl checkin kpis/) CURRENT=3
        _okrctl_completion
    """

    answer = _output(["zsh", "-f", "-c", script], root, path_with_okrctl).splitlines()

    assert answer[-1] == "kpis/b:Second"
    assert len(answer) == 2
    assert not (root / "hacked").exists()
