"""What holds of every command: it is in the list, it says what it is for, its help works."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable
from typing import Any

import pytest

from okrctl import commands

Run = Callable[..., Any]


@pytest.fixture
def run(okrctl: Callable[..., Run]) -> Run:
    return okrctl({})


def test_every_module_is_in_the_list_once() -> None:
    modules = [module.name for module in pkgutil.iter_modules(commands.__path__) if not module.name.startswith("_")]

    assert sorted(map(commands.module_name, commands.COMMANDS)) == sorted(modules)


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_a_command_says_its_name_its_group_and_two_or_three_examples(name: str) -> None:
    module = commands.module_of(name)

    assert name == module.NAME
    assert module.GROUP in commands.GROUPS
    assert len(module.EXAMPLES) in {2, 3}
    assert all(example.startswith(f"okrctl {name}") for example in module.EXAMPLES)


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_the_help_of_a_command_begins_with_a_question(name: str) -> None:
    function = getattr(commands.module_of(name), commands.module_name(name))

    assert (inspect.getdoc(function) or "").partition("\n")[0].endswith("?")


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_the_help_of_a_command_is_printed(run: Run, name: str) -> None:
    answer = run(f"{name} -h")

    assert (answer.code, answer.err) == (0, "")
    assert "Examples:\n  okrctl " in answer.out


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_a_mistyped_option_of_a_command_is_exit_2_with_the_nearest(run: Run, name: str) -> None:
    answer = run(f"{name} --debg")

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("error: no option --debg; did you mean --debug?\n")


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_every_command_answers_a_mistyped_option_with_one_document(run: Run, name: str) -> None:
    answer = run(f"{name} --json --debg")

    assert (answer.code, answer.json["schema"], answer.json["exit"]) == (2, "okrctl.error/1", 2)
