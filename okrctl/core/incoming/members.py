"""The people and teams that an import found new -> the change that writes them into okrctl.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from okrctl.core.changes.field_changes import SetFields
from okrctl.core.changes.setting import Setting
from okrctl.core.entities import SETTINGS
from okrctl.core.incoming.known import Known
from okrctl.core.settings import Settings


def member_changes(settings: Settings, known: Known) -> tuple[SetFields, ...]:
    """One change for all of them; none where nobody is new."""
    new = (*added("teams", settings.teams, known.new_teams), *added("people", settings.people, known.new_people))
    return (SetFields(SETTINGS, (), new),) if new else ()


def added(key: str, there: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Setting]:
    """The settings that put the new ones beside those that are there; the key as a whole where it has none yet."""
    if new and not there:
        yield Setting((key,), dict(new))
    elif new:
        yield from (Setting((key, name), value) for name, value in new.items())
