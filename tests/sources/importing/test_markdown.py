"""Goals noted in Markdown: headings are objectives, list items key results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Importing = Callable[..., Any]


def test_headings_become_objectives_and_their_lists_key_results(importing: Importing) -> None:
    work = importing()
    text = (
        "# Q4 2026\n\n## Become the tool that finance teams recommend\n\nWord of mouth is our *cheapest* channel.\n\n"
        "Owner: ana, bo\nTeam: growth\n\n- KR: Lift the promoter score 31 -> 45 points (now 35)\n- KR2: Uptime: >= 99.9 % @bo\n"
        "- [x] The partner programme is live\n    - since May\n\n```\n# no heading\n```\n\n### Win back lost customers\n\n- Won back from 0 to 12\n"
    )

    answer = work.run(f"import {work.file('goals.md', text)}")

    assert answer.code == 0, answer.err
    assert work.texts("cycles/2026-Q4/objectives") == {
        "cycles/2026-Q4/objectives/become-the-tool-that-finance-teams.yaml": (
            "title: Become the tool that finance teams recommend\n"
            "why: Word of mouth is our cheapest channel.\n"
            "team: growth\n"
            "owner: [ana, bo]\n"
            "key_results:\n"
            "  lift-the-promoter-score:\n    title: Lift the promoter score\n    unit: points\n    start: 31\n    target: 45\n"
            '  uptime:\n    title: Uptime\n    kind: at_least\n    unit: "%"\n    target: 99.9\n    owner: bo\n'
            "  the-partner-programme-is-live:\n    title: The partner programme is live\n    kind: milestone\n"
        ),
        "cycles/2026-Q4/objectives/win-back-lost-customers.yaml": (
            "title: Win back lost customers\nparent: 2026-Q4/become-the-tool-that-finance-teams\n"
            "key_results:\n  won-back:\n    title: Won back\n    start: 0\n    target: 12\n"
        ),
    }
    [check_in] = work.texts("cycles/2026-Q4/checkins").values()
    assert check_in.endswith(
        "  become-the-tool-that-finance-teams/lift-the-promoter-score: {value: 35}\n"
        "  become-the-tool-that-finance-teams/the-partner-programme-is-live: {value: 1}\n"
    )
    assert "! 1 lines outside objectives, or below key results: passed over" in answer.out


def test_only_headings_that_say_so_are_objectives_where_some_do(importing: Importing) -> None:
    work = importing()
    text = "# Our plans\n## Objective 1: Win\n- KR1: Score 31 -> 45\n## Notes\n- Ask Bo\n## O2 - Keep\n- Churn <= 2 %\n"

    answer = work.run(f"import {work.file('plan.md', text)} --dry-run --json")

    assert [(line["title"], line["says"]) for line in answer.json["plan"]["lines"]] == [
        ("Win", ""), ("Score", "31 \u2192 45"), ("Keep", ""), ("Churn", "<= 2 %"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("item", "title", "says"),
    [
        ("KR: Lift the score 31 → 45", "Lift the score", "31 \u2192 45"),
        ("Key result 2: Revenue: $0 -> $1.2M", "Revenue", "0 \u2192 1,200,000"),
        ("Blog posts: 2 per week", "Blog posts", "2 per week"),
        ("Answer within 4 hours", "Answer within 4 hours", "no target"),
        ("[ ] Handbook is written", "Handbook is written", "milestone"),
        ("**KR:** Temperature 20..30 degrees", "Temperature", "20..30 degrees"),
    ],
)
def test_a_measure_stands_at_the_end_of_an_item(importing: Importing, item: str, title: str, says: str) -> None:
    work = importing()
    file = work.file("goals.md", f"# Win\n- {item}\n")

    answer = work.run(f"import {file} --dry-run --json")

    line = answer.json["plan"]["lines"][1]
    assert (line["title"], line["says"]) == (title, says)


def test_a_text_without_headings_is_refused(importing: Importing) -> None:
    work = importing()

    answer = work.run(f"import {work.file('goals.md', 'Just words')}")

    assert (answer.code, answer.err.splitlines()[0]) == (2, "error: goals.md has no headings")
