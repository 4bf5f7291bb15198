"""The people and teams of a workspace, found by id, name or address; and the new ones that an import would bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from okrctl.core.incoming.folding import folded
from okrctl.core.incoming.ids import free_id
from okrctl.core.settings import Person, Settings, Team


@dataclass(slots=True)
class Known:
    """Resolves names as they come; what it does not know is kept as written, or with `creates` becomes new."""

    settings: Settings
    creates: bool
    from_source: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    """Name and address of the source's own users, by their id there."""
    new_people: dict[str, Person] = field(default_factory=dict)
    new_teams: dict[str, Team] = field(default_factory=dict)
    unknown_people: dict[str, None] = field(default_factory=dict)
    """As written in the source, in the order they came."""
    unknown_teams: dict[str, None] = field(default_factory=dict)
    _people: dict[str, str] = field(default_factory=dict)
    _teams: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Fill the indexes."""
        for person_id, person in self.settings.people.items():
            self._people |= {folded(name): person_id for name in (person.name, person.email, person_id) if name}
        for team_id, team in self.settings.teams.items():
            self._teams |= {folded(name): team_id for name in (team.name, team_id) if name}

    def person(self, text: str) -> str:
        """The id of the person, or the name as it is written where nobody is known by it."""
        name, email = self.from_source.get(text, (text, None))
        name = " ".join(name.split()) or text
        found = self._people.get(folded(email or "")) or self._people.get(folded(name))
        if found:
            return found
        self.unknown_people[name] = None
        if not self.creates:
            return name
        email = email or (name if "@" in name else None)
        person_id = free_id(name.partition("@")[0], "person", self.settings.people.keys() | self.new_people.keys())
        self.new_people[person_id] = Person(name=None if name == email else name, email=email)
        self._people |= {folded(key): person_id for key in (name, email) if key}
        return person_id

    def people(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The ids of the people, each once."""
        return tuple(dict.fromkeys(self.person(text) for text in texts if text.strip()))

    def team(self, text: str) -> str:
        """The id of the team, or its name as it is written where none is known by it."""
        found = self._teams.get(folded(text))
        if found:
            return found
        self.unknown_teams[text] = None
        if not self.creates:
            return text
        team_id = free_id(text, "team", self.settings.teams.keys() | self.new_teams.keys())
        self.new_teams[team_id] = Team(name=text)
        self._teams[folded(text)] = team_id
        return team_id
