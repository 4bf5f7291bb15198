"""Around: what drawn pages show beside the figures: who and what is meant, what serves what, which rules hold, where it comes from."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from okrctl.core.frozen import dataclass
from okrctl.core.kpis.readings import ReadingPoint
from okrctl.core.model import Workspace
from okrctl.core.number import Figure
from okrctl.core.scoring.updates import Entry
from okrctl.core.settings import GradeBands, Settings, StatusLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeNode:
    """One goal with what serves it."""

    ref: str
    title: str | None
    """None where it does not exist."""
    kind: str
    """objective, goal or key_result."""
    status: str | None
    progress: Figure | None
    children: tuple[TreeNode, ...] = ()
    is_repeated: bool = field(default=False, metadata={"json": False})
    """Whether it stands elsewhere in the tree, with what serves it."""
    gap: Figure | None = field(default=None, metadata={"json": False})
    """Points behind the pace."""
    expected: Figure | None = field(default=None, metadata={"json": False})
    share: Figure | None = field(default=None, metadata={"json": False})
    """Its part (0-1) in the progress of what it hangs below; None where it has none."""
    measured_as: str | None = field(default=None, metadata={"json": False})
    """Of a key result how it is judged: metric, at_least …"""
    owners: tuple[str, ...] = field(default=(), metadata={"json": False})
    team: str | None = field(default=None, metadata={"json": False})
    problem: str | None = field(default=None, metadata={"json": False})
    """orphan, loop or missing."""
    hidden: int = field(default=0, metadata={"json": False})
    """How many nodes below it are not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """When a page was made, and from which state of the files."""

    made_at: datetime
    version: str
    """Of okrctl."""
    commit: str | None = None
    is_changed: bool = False
    """Whether the files say more than the commit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around the figures of a cycle's report."""

    tree: tuple[TreeNode, ...] = ()
    """The goals that serve no other, each with what serves it."""
    people: tuple[tuple[str, str], ...] = ()
    """Ids and names of the people."""
    teams: tuple[tuple[str, str], ...] = ()
    """Ids and names of the teams, in the order of okrctl.yaml."""
    status_limits: StatusLimits = field(default_factory=StatusLimits)
    bands: GradeBands = field(default_factory=GradeBands)
    origin: Origin | None = None
    check_ins: tuple[tuple[str, Entry], ...] = ()
    """The updates of what the report shows, by ref, the newest first; only where a page lists them."""
    readings: tuple[tuple[str, str | None, ReadingPoint], ...] = ()
    """The same of readings, by KPI and segment."""


def around(workspace: Workspace, tree: tuple[TreeNode, ...] = ()) -> Around:
    """What pages show around the figures of a workspace."""
    settings = workspace.settings
    return Around(
        tree=tree,
        people=tuple((person, about.name or person) for person, about in settings.people.items()),
        teams=team_names(settings),
        status_limits=settings.status,
        bands=settings.bands,
    )


def team_names(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Ids and names of the teams, in the order of okrctl.yaml."""
    return tuple((team, about.name or team) for team, about in settings.teams.items())
