"""The README tells the truth: its commands run, its files load, its tables name what there is."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

from okrctl.commands import COMMANDS
from okrctl.core.objective import KIND_WORDS
from okrctl.storage.loading import Loaded

TOP = Path(__file__).parent.parent
README = (TOP / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_the_first_quarter_runs_as_printed(tmp_path: Path, run_in: Callable[..., Any]) -> None:
    (script,) = [block for block in blocks("sh") if "okrctl init " in block]
    lines = [line for line in script.replace("\\\n", " ").splitlines() if line.startswith("okrctl ")]

    answers = [(line, run_in(shlex.split(line, comments=True)[1:], tmp_path)) for line in lines]

    refused = {line: answer.err for line, answer in answers if answer.code}
    assert list(refused) == [line for line in lines if line.startswith("okrctl checkin  ")]
    assert "nobody can be asked here" in "".join(refused.values())


def test_a_round_is_handed_over_as_printed(
    tmp_path: Path, run_in: Callable[..., Any], loaded: Callable[..., Loaded]
) -> None:
    (script,) = [block for block in blocks("sh") if "--from -" in block]
    text = script.partition("\n")[2].rpartition("YAML")[0]
    objective = "title: Win\nkey_results:\n  referrals: {title: R, target: 15}\n  lift-it: {title: L, target: 45}\n"
    root = loaded({"cycles/2026-Q4/objectives/win-finance.yaml": objective}).root

    answer = run_in("checkin --from -", root, stdin=text)

    assert (answer.code, answer.err) == (0, "")


def test_the_objective_that_is_shown_is_sound(loaded: Callable[..., Loaded]) -> None:
    (text,) = [block for block in blocks("yaml") if block.startswith("title: Become")]

    result = loaded(
        {"cycles/2026-Q4/objectives/win-finance.yaml": text.replace("parent: 2026/double-the-business\n", "")}
    )

    assert result.findings == ()


def test_the_sources_that_are_shown_are_sound(loaded: Callable[..., Loaded]) -> None:
    (text,) = [block for block in blocks("yaml") if block.startswith("source: ")]
    cards = {f"kpis/k{at}.yaml": f"title: K\n{line}\n" for at, line in enumerate(text.splitlines())}

    result = loaded(cards)

    assert (result.findings, len(result.workspace.kpis)) == ((), 6)


def test_every_kind_and_every_command_is_named() -> None:
    words = set(re.findall(r"`([a-z_]+)`", README))

    assert [kind for kind in KIND_WORDS if kind not in words] == []
    assert [command for command in COMMANDS if f"okrctl {command}" not in README] == []


def test_every_file_that_is_linked_is_there() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]

    assert [link for link in links if not (TOP / link).exists()] == []
