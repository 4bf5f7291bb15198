"""Every command that writes, while each of its calls on files fails in its turn: nothing is torn, lost or left unnamed."""

from __future__ import annotations

import os
from inspect import signature
from pathlib import Path

import pytest

from okrctl.commands import COMMANDS as ALL_COMMANDS
from okrctl.commands import module_name, module_of
from tests.faults.failing_disk import FAULTS
from tests.faults.sizes import FULL
from tests.faults.trials import MOST_CALLS, Trial
from tests.faults.writing_commands import COMMANDS

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
MOST = MOST_CALLS if FULL else 10


@pytest.mark.parametrize("name", COMMANDS)
def test_whichever_call_fails_files_are_as_before_or_done(name: str, tmp_path: Path) -> None:
    trial = Trial(COMMANDS[name], tmp_path)

    figures = trial.figures(FAULTS, most=MOST, each=FULL)

    assert figures.tried == figures.undone + figures.done + figures.halfway
    assert figures.undone > 0


def test_every_command_that_takes_dry_run_is_tried() -> None:
    writing = {
        name for name in ALL_COMMANDS if "dry_run" in signature(getattr(module_of(name), module_name(name))).parameters
    }

    assert [
        name for name in sorted(writing) if not any(f"{c.line} ".startswith(f"{name} ") for c in COMMANDS.values())
    ] == []
