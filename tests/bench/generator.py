"""Workspaces of three sizes, the same for the same seed, written in the form that okrctl writes.

personal: 5 objectives, 20 key results, one quarter, 260 updates. company: 500 objectives, 2,000 key results, 26,000 updates by
100 people. giant: 10,000 objectives, 40,000 key results, eight quarters, 520,000 updates by 2,000 people.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
WEEKS = 13
NOTES = (
    "Two partners went live",
    "Flat this week",
    "Waiting for legal",
    "Survey is out",
    "Better than hoped",
    "Store check took long",
)


@dataclass(frozen=True)
class Size:
    """How much there is in each quarter."""

    objectives: int
    people: int
    quarters: tuple[str, ...]


SIZES = {
    "smoke": Size(2, 1, ("2026-Q4",)),
    "personal": Size(5, 1, ("2026-Q4",)),
    "company": Size(500, 100, ("2026-Q4",)),
    "giant": Size(1250, 2000, tuple(f"{year}-Q{q}" for year in (2025, 2026) for q in (1, 2, 3, 4))),
}
KEY_RESULTS = 4


def generate(root: Path, size: str, seed: int = 1) -> Path:
    """Writes the workspace of that size; gives its root. One that is there already is left as it is."""
    if not (root / "okrctl.yaml").exists():
        for path, text in files(SIZES[size], random.Random(seed)):
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    return root


def files(size: Size, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Path and text of each file, `okrctl.yaml` last so that its presence says all is there."""
    for quarter in size.quarters:
        for number in range(size.objectives):
            yield f"cycles/{quarter}/objectives/objective-{number}.yaml", objective(number, size)
        for week in range(WEEKS):
            for person in range(size.people):
                yield check_in(quarter, week, person, size, chance)
    yield "okrctl.yaml", settings(size)


def settings(size: Size) -> str:
    teams = "".join(f"  team-{n}: {{name: Team {n}}}\n" for n in range(max(1, size.people // 8)))
    people = "".join(f"  person-{n}: {{name: Person {n}, team: team-{n // 8}}}\n" for n in range(size.people))
    return f"format: 1\nname: Bench\nteams:\n{teams}people:\n{people}"


def objective(number: int, size: Size) -> str:
    owner = number % size.people
    key_results = "".join(
        f"  kr-{n}:\n    title: Key result {n} of objective {number}\n    unit: points\n    start: {10 * n}\n    target: {10 * n + 50}\n"
        for n in range(KEY_RESULTS)
    )
    head = "# yaml-language-server: $schema=../../../.okrctl/schema/1/objective.json\n"
    return f"{head}title: Objective number {number} moves the company\nlevel: team\nteam: team-{owner // 8}\nowner: person-{owner}\nkey_results:\n{key_results}"


def check_in(quarter: str, week: int, person: int, size: Size, chance: random.Random) -> tuple[str, str]:
    """One person's weekly round: one update for each key result of theirs."""
    year, part = int(quarter[:4]), int(quarter[-1])
    day = date(year, part * 3 - 2, 1) + timedelta(days=7 * week + person % 5)
    record = chance.choice(ALPHABET[10:]) + "".join(chance.choices(ALPHABET, k=7))
    lines = [
        f'  {ref}: {{value: {10 * n + 4 * week + chance.randrange(3)}, confidence: 0.{chance.randrange(1, 10)}, note: "{chance.choice(NOTES)}"}}\n'
        for ref, n in owned(person, week, size)
    ]
    head = "# yaml-language-server: $schema=../../../../.okrctl/schema/1/checkin.json\n"
    text = f"{head}date: {day}\nat: {day}T09:30:{person % 60:02}Z\nby: person-{person}\nupdates:\n{''.join(lines)}"
    return f"cycles/{quarter}/checkins/{day:%Y-%m}/{day}-person-{person}-{record}.yaml", text


def owned(person: int, week: int, size: Size) -> Iterator[tuple[str, int]]:
    """The key results of the person; in a company of more people than objectives two or three shared ones a week."""
    if size.people <= size.objectives:
        for number in range(person, size.objectives, size.people):
            for n in range(KEY_RESULTS):
                yield f"objective-{number}/kr-{n}", n
        return
    for share in range(2 + (person + week) % 2):
        n = (person + week + share) % KEY_RESULTS
        yield f"objective-{person % size.objectives}/kr-{n}", n
