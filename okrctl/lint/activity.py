"""OKR203: a key result worded as an activity rather than an outcome."""

from __future__ import annotations

from collections.abc import Iterator

from okrctl.lint.case import Case, Remark
from okrctl.lint.manual import Manual
from okrctl.lint.wording import first_of, quoted, words_of

ACTIVITIES = (
    "analyse", "analyze", "assist", "attend", "consult", "coordinate", "create", "define", "develop", "discuss", "evaluate",
    "explore", "facilitate", "finalise", "finalize", "implement", "introduce", "investigate", "make", "organise", "organize",
    "participate", "perform", "prepare", "produce", "publish", "roll out", "set up", "work on", "write",
)  # fmt: skip
"""First words of titles that say what is done."""

ALSO_NOUNS = (
    "build", "conduct", "design", "document", "draft", "help", "hold", "launch", "plan", "present", "research", "review",
    "run", "ship", "study", "support", "test", "train", "update",
)  # fmt: skip
"""The same, where one of LEADS follows: "launch the shop", not "launch delays"; "launching the shop" as well."""

LEADS = ("a", "an", "the", "our", "all", "every", "new", "more", "and", "us", "customers", "people", "teams")

MANUAL = Manual(
    code="OKR203",
    level="advice",
    what="A key result worded as an activity (launch, write, help, analyse, …) rather than an outcome.",
    why="Work can be finished without changing anything. Ask what will be different for somebody once it is done, and measure"
    ' that; the work itself is an initiative. A launch may well be a key result: then say it as a state, "is live".',
    source="Google's OKR playbook: words such as consult, help, analyze and participate describe activities, not their impact",
    bad="""\
# cycles/2026-Q4/objectives/first-month.yaml
title: The first month feels like coming home
key_results:
  guide:
    title: Write a guide for new customers
    kind: milestone
  cancels:
    title: Customers who cancel in their first month
    unit: "%"
    start: 9
    target: 4
""",
    good="""\
# cycles/2026-Q4/objectives/first-month.yaml
title: The first month feels like coming home
initiatives:
  - {title: A guide for new customers}
key_results:
  guide:
    title: New customers who need no call before their first invoice
    unit: "%"
    start: 35
    target: 60
  cancels:
    title: Customers who cancel in their first month
    unit: "%"
    start: 9
    target: 4
""",
    words={"titles that begin with": ACTIVITIES, "or with": ALSO_NOUNS, "and then": (*LEADS, "a number")},
)


def check(case: Case) -> Iterator[Remark]:
    """Every title that begins with an activity."""
    for goal in case.goals(drafts=True):
        for measure in goal.measures:
            verb = activity_in(measure.key_result.title)
            if verb and not measure.key_result.parts:
                message = f'{quoted(measure.key_result.title)} says what is done ("{verb}"), not what it changes'
                help_ = "say what is different afterwards; the work itself belongs under initiatives:"
                yield Remark(file=goal.ref, keys=(*measure.keys, "title"), message=message, help=help_)


def activity_in(title: str) -> str | None:
    """The verb that a title begins with, where it is an activity.

    >>> activity_in("Launch the shop"), activity_in("Launch delays"), activity_in("Launching a shop")
    ('launch', None, 'launch')
    """
    words = words_of(title)
    verb = first_of(title, (*ACTIVITIES, *ALSO_NOUNS))
    if verb is None or (words[0] == verb.split()[0] and verb in ACTIVITIES):
        return verb
    following = words[len(verb.split()) :][:1]
    return verb if following and (following[0] in LEADS or following[0].isdigit()) else None
