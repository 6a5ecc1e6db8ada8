"""What of this person bears on an operation, in few words: age, side, root, grade, pain, how long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import MeasureRow
from multifidus.terms import Finding, Known, RootBelief

LEG_FINDINGS = (
    "leg_pain_below_knee", "dermatomal_pain", "unilateral_leg_pain", "motor_weakness_leg", "slr_positive",
    "sensory_loss_leg", "pain_below_buttocks", "pain_over_sacroiliac_joint", "hip_pain", "groin_pain",
    "xray_hip_osteoarthritis", "calf_pain_walking",
)  # fmt: skip
NORMAL_STRENGTH = 5  # MRC grade
DAYS_OF_A_WEEK = 7
DAYS_TOLD_UP_TO_WEEKS = 5
WEEKS_TOLD_UP_TO_WEEKS = 13
WEEKS_OF_A_MONTH = 52 / 12


@dataclass(frozen=True, slots=True)
class Said:
    """One thing of a person, for a clinician and for the person."""

    short: str
    plain: str


@lru_cache(maxsize=4)
def _grades(knowledge: Knowledge) -> Mapping[str, str]:
    """The movement of each strength measure, by the measure: "great toe extension"."""
    return {
        row.id: row.label.removeprefix("strength of ").removesuffix(" on the MRC scale")
        for row in knowledge.rows(MeasureRow)
        if row.id.startswith("mrc_")
    }


def person_told(
    words: Iterable[str], known: Known, knowledge: Knowledge, level: tuple[RootBelief, ...]
) -> tuple[Said, ...]:
    """What is known of the things that an operation's text asks for; nothing of what nobody knows."""
    told = (TOLD[word](known, knowledge, level) for word in words)
    return tuple(said for said in told if said is not None)


def _age(known: Known, _knowledge: Knowledge, _level: tuple[RootBelief, ...]) -> Said | None:
    age = known.findings.number("age")
    return None if age is None else Said(f"{age:g} years", f"You are {age:g} years old.")


def _root(known: Known, knowledge: Knowledge, level: tuple[RootBelief, ...]) -> Said | None:
    """The root that is most likely pressed, with its side; the side alone where no root stands out."""
    best = max(level, key=lambda root: root.probability, default=None)
    if best is None or best.probability < knowledge.choices["least_p_of_a_named_root"]:
        return _side(known, knowledge, level)
    return Said(f"{best.side} {best.root}", f"It is most likely the nerve {best.root} on your {best.side} side.")


def _side(known: Known, _knowledge: Knowledge, _level: tuple[RootBelief, ...]) -> Said | None:
    sides = (known.findings[finding].side for finding in LEG_FINDINGS if known.present(finding))
    side = next((side for side in sides if side), None)
    if side is None:
        return None
    return Said("both sides", "It is on both sides.") if side == "both" else Said(side, f"It is on your {side} side.")


def _grade(known: Known, knowledge: Knowledge, _level: tuple[RootBelief, ...]) -> Said | None:
    """The weakest movement, where one is weak."""
    measured = [
        (found, movement) for measure, movement in _grades(knowledge).items() for found in known.findings.every(measure)
    ]
    weakest = min(measured, key=lambda pair: float(pair[0].value), default=None)
    if weakest is None or float(weakest[0].value) >= NORMAL_STRENGTH:
        return None
    found, movement = weakest
    return Said(
        f"{_sided(found)}{movement} {found.value:g} of 5", f"Your weakest muscle has {found.value:g} of 5 points."
    )


def grade_told(grade: float, plus: float) -> str:
    """An MRC grade as it is written; `plus` is what a plus behind it adds.

    >>> grade_told(3.0, 1 / 3), grade_told(2.333, 1 / 3), grade_told(3.667, 1 / 3)
    ('3', '2+', '4-')
    """
    steps = round((grade - int(grade)) / plus)
    return (f"{int(grade)}", f"{int(grade)}+", f"{int(grade) + 1}-")[steps] if steps < 3 else f"{int(grade) + 1}"


def _sided(found: Finding) -> str:
    return f"{found.side} " if found.side in ("left", "right") else ""


def _pain(known: Known, _knowledge: Knowledge, _level: tuple[RootBelief, ...]) -> Said | None:
    pain = known.findings.number("pain_0_10")
    return None if pain is None else Said(f"pain {pain:g} of 10", f"Your pain is {pain:g} of 10.")


def _duration(known: Known, _knowledge: Knowledge, _level: tuple[RootBelief, ...]) -> Said | None:
    weeks = known.findings.number("duration_weeks")
    return None if weeks is None else Said(f"pain for {how_long(weeks)}", f"The pain has lasted {how_long(weeks)}.")


def how_long(weeks: float) -> str:
    """A time in the unit that somebody would tell it in.

    >>> how_long(20 / 7), how_long(3), how_long(12), how_long(26)
    ('20 days', '3 weeks', '12 weeks', '6 months')
    """
    days = weeks * DAYS_OF_A_WEEK
    whole_weeks = abs(weeks - round(weeks)) < 1 / DAYS_OF_A_WEEK / 2
    if weeks < DAYS_TOLD_UP_TO_WEEKS and not (whole_weeks and weeks >= 1):
        return _counted(round(days), "day")
    if weeks < WEEKS_TOLD_UP_TO_WEEKS:
        return _counted(round(weeks), "week")
    return _counted(round(weeks / WEEKS_OF_A_MONTH), "month")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


TOLD: Mapping[str, Callable[[Known, Knowledge, tuple[RootBelief, ...]], Said | None]] = {
    "age": _age,
    "root": _root,
    "side": _side,
    "grade": _grade,
    "pain": _pain,
    "duration": _duration,
}
