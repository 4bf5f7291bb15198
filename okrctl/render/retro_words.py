"""What a retrospective says in words, wherever it is drawn: ambition, misses, rhythm, how well confidence foretold.

Each function gives plain text with the signs of a terminal that knows Unicode; `words.our` has the other form.
"""

from __future__ import annotations

from okrctl.core.number import half_up
from okrctl.core.scoring.calibration import LEAST_RESULTS, Band, Calibration
from okrctl.render import words as say
from okrctl.report.retro.ambition import Ambition, Miss
from okrctl.report.retro.lessons import Learning, Verdict
from okrctl.report.retro.retro import RetroReport
from okrctl.report.retro.rhythm import ResultRhythm, Rhythm
from okrctl.report.values import ObjectiveLine

MOST_IRREGULAR = 3


def is_over(report: RetroReport) -> bool:
    """Whether the cycle's last day has passed."""
    return report.as_of > report.cycle.end


def ambition_judgement(report: RetroReport) -> str:
    """Whether aspirations were set right, in a word; half of the grades decide."""
    found = report.ambition
    if not found.graded and not is_over(report):
        return f"grades come after {say.day(report.cycle.end, report.as_of)}"
    if not found.graded:
        return "no aspirational objective with a grade"
    if found.near_one * 2 > found.graded:
        return "not challenging enough: most aspirations came near 1.0"
    if found.below * 2 > found.graded:
        return "too ambitious: most aspirations stayed below 0.3"
    return "about 0.7 is expected of an aspiration"


def ambition_facts(found: Ambition) -> list[str]:
    """The grades of the aspirations; empty where there are none."""
    if found.mean is None:
        return []
    return [
        f"{say.count(found.graded, 'aspirational grade')}, {say.share_of(found.mean, 2)} on average",
        f"{found.near_one} near 1.0 ({say.percent(found.near_one_share)})",
        f"{found.below} below 0.3 ({say.percent(found.below_share)})",
    ]


def voices(found: Ambition) -> str:
    """What people thought of the ambition: `1 too ambitious, 4 about right`; empty where nobody said."""
    said = [
        (found.too_ambitious, "too ambitious"),
        (found.about_right, "about right"),
        (found.not_challenging_enough, "not challenging enough"),
    ]
    return ", ".join(f"{many} {what}" for many, what in said if many)


def misses_heading(report: RetroReport) -> str:
    """How many commitments were not kept, or that all were; empty where nothing was promised or is due yet."""
    if report.misses:
        return f"{say.count(len(report.misses), 'commitment')} not kept"
    promised = report.within.summary.committed.objectives if report.within else 0
    return "Commitments: all kept" if promised and is_over(report) else ""


def miss_outcome(miss: Miss) -> str:
    """How it ended: `ended at 93 %`."""
    return f"ended at {say.percent(miss.score)}" if miss.score is not None else "ended without a value"


def explain_command(miss: Miss) -> str:
    """What to type to say why."""
    return f'okrctl close {miss.ref} --explanation "…"'


def rhythm_facts(found: Rhythm) -> list[str]:
    """How regular the check-ins were; empty before the first period has passed."""
    if found.share is None:
        return []
    return [
        f"{say.count(found.check_ins, 'check-in')} of {say.count(found.people, 'person', 'people')}",
        f"an update in {found.kept} of {found.periods} periods ({say.percent(found.share)}), due every {found.every}",
    ]


def irregular(found: Rhythm) -> list[ResultRhythm]:
    """The key results that were updated least, silent ones not among them."""
    few = [one for one in found.key_results if one.kept * 2 < one.periods and one.ref not in found.silent]
    return few[:MOST_IRREGULAR]


def irregular_text(one: ResultRhythm) -> str:
    """`1 of 13, 86 days without a word at most`."""
    return f"{one.kept} of {one.periods}, {say.count(one.longest_gap, 'day')} without a word at most"


def judged(report: RetroReport) -> list[Verdict]:
    """The KPIs with a verdict."""
    return [one for one in report.verdicts if one.verdict]


def not_judged(report: RetroReport) -> list[Verdict]:
    """The KPIs without one, where any has one or the cycle is over."""
    return [one for one in report.verdicts if not one.verdict] if judged(report) or is_over(report) else []


def calibration_text(report: RetroReport) -> str:
    """How well confidence foretold what happened, or how many results are missing to tell; empty for none at all."""
    found = report.calibration
    if found is None:
        missing = LEAST_RESULTS - report.results
        return f"can be judged from {LEAST_RESULTS} results on; {missing} more to go" if report.results else ""
    share = say.percent(half_up(found.confidence, 2))
    return (
        f"{found.results} results, at mid-window {share} sure on average, {found.arrived} reached their target; "
        f"Brier score {say.share_of(found.brier, 2)} (0 is perfect, 0.25 a coin)"
    )


def bands(found: Calibration | None) -> list[tuple[str, str, str]]:
    """Each band of confidence, how many of its results arrived, and their share: `70–80 %`, `6 of 8`, `75 %`."""
    return [(band_name(band), f"{band.arrived} of {band.results}", say.percent(band.share)) for band in _bands(found)]


def band_name(band: Band) -> str:
    """`70–80 %`."""
    return f"{int(band.low * 100)}–{int(band.high * 100)} %"


def _bands(found: Calibration | None) -> tuple[Band, ...]:
    return found.bands if found else ()


def own_learnings(report: RetroReport) -> list[Learning]:
    """What this cycle taught."""
    return [one for one in report.learnings if one.cycle == report.cycle.id]


def earlier_learnings(report: RetroReport) -> list[Learning]:
    """What earlier cycles taught, the last first."""
    return [one for one in report.learnings if one.cycle != report.cycle.id and one.learned]


def decided(one: Learning) -> str:
    """What becomes of an objective: `carry forward to 2026-Q4/win-finance`; empty where nobody decided."""
    decision = (one.decision or "").replace("_", " ")
    return " ".join(filter(None, [decision, f"to {one.carried_to}" if one.carried_to else ""]))


def lessons(one: Learning) -> list[tuple[str, str]]:
    """What was said of it, by label."""
    said = (("helped", one.helped), ("hindered", one.hindered), ("learned", one.learned))
    return [(label, text) for label, text in said if text]


def unreviewed(report: RetroReport) -> list[ObjectiveLine]:
    """The objectives that still want a review, once the cycle is over."""
    if not is_over(report):
        return []
    return [one for one in report.objectives if not one.reviewed and one.state == "active" and one.type != "goal"]
