"""Which exercises suit a person: by cause, by what is known to ease or hurt, a few of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from multifidus.actions.conditions import holds
from multifidus.actions.preventing.reasons import (
    BORROWED,
    Reason,
    evidence,
    for_causes,
    of_findings,
    told_certainty,
    told_effect,
)
from multifidus.knowledge import Knowledge
from multifidus.knowledge.condition import Condition
from multifidus.knowledge.rows import ContraindicationRow, ExerciseRow, HabitRow
from multifidus.terms import OURS, Known, Measure

WAIT = "wait_for_answer"  # the row of habits.csv that names the causes with which exercises wait
HEALING = "fracture_osteoporotic"  # the one of them after which exercise begins again without a test
EXERCISE = "exercise"  # as contraindications.csv calls it
WALKING = "walking"
WALKING_OPTION = "walking_programme"
WHERE_IT_HURTS = ("leg_pain_below_knee", "dermatomal_pain", "unilateral_leg_pain", "slr_positive")
LEGS = {"left": "your left leg", "right": "your right leg", "both": "one leg, later the other"}


def exercises(known: Known, likely: Mapping[str, float], knowledge: Knowledge) -> tuple[Measure, ...]:
    """The exercises of a programme, walking first; none while they have to wait."""
    if any(forbids for forbids, _ in warnings_of(known, knowledge)):
        return ()
    held_back = [cause for cause in waits_for(knowledge) if cause in likely]
    if held_back and not (held_back == [HEALING] and healed(known, knowledge)):
        return ()
    suited = {HEALING: likely[HEALING]} if held_back else likely
    mind = tuple(told for _, told in warnings_of(known, knowledge))
    return tuple(measure_of(row, known, likely, knowledge, mind) for row in _chosen(known, suited, likely, knowledge))


def forbidden(known: Known, knowledge: Knowledge) -> tuple[str, ...]:
    """What of this person forbids any exercise for now, in plain words."""
    return tuple(told for forbids, told in warnings_of(known, knowledge) if forbids)


def warnings_of(known: Known, knowledge: Knowledge) -> tuple[tuple[bool, str], ...]:
    """What contraindications.csv says of exercise and this person: whether it forbids, and the plain words."""
    return tuple(
        (row.action == "avoid", row.plain_why)
        for row in _against_exercise(knowledge)
        if known.present(row.finding_or_condition)
    )


@lru_cache(maxsize=4)
def _against_exercise(knowledge: Knowledge) -> tuple[ContraindicationRow, ...]:
    return tuple(row for row in knowledge.rows(ContraindicationRow) if row.treatment_class == EXERCISE)


def waits_for(knowledge: Knowledge) -> tuple[str, ...]:
    """The causes with which exercises wait."""
    return next(row.causes for row in knowledge.rows(HabitRow) if row.id == WAIT)


def healed(known: Known, knowledge: Knowledge) -> bool:
    """Whether a broken vertebra has had time to heal; unknown is no."""
    weeks = known.findings.number("duration_weeks")
    return (
        weeks is not None
        and weeks >= knowledge.choices["fracture_healed_after_weeks"]
        and not _in_bad_pain(known, knowledge)
    )


def _in_bad_pain(known: Known, knowledge: Knowledge) -> bool:
    pain = known.findings.number("pain_0_10")
    if pain is not None:
        return pain >= knowledge.choices["pain_that_slows_exercise_0_10"]
    return known.present("severe_pain")


def _chosen(
    known: Known, suited: Mapping[str, float], likely: Mapping[str, float], knowledge: Knowledge
) -> tuple[ExerciseRow, ...]:
    """Walking and its like, then the others: the best of every kind before the second best of any."""
    fitting = sorted(_fitting(known, suited, likely, knowledge), key=lambda pair: -pair[0])
    choices = knowledge.choices
    of_a_kind = int(choices["most_exercises_of_a_kind"])
    endurance = [(worth, row) for worth, row in fitting if row.kind == "endurance"]
    walks = [row for worth, row in endurance if worth >= choices["least_share_of_the_best_walk"] * endurance[0][0]]
    seen: Counter[str] = Counter()
    turns: list[tuple[int, ExerciseRow]] = []
    for _, row in fitting:
        if row.kind != "endurance" and seen[row.kind] < of_a_kind:
            turns.append((seen[row.kind], row))
            seen[row.kind] += 1
    turns.sort(key=lambda pair: pair[0])
    return (*walks[:of_a_kind], *(row for _, row in turns))[: int(choices["most_exercises"])]


def _fitting(
    known: Known, suited: Mapping[str, float], likely: Mapping[str, float], knowledge: Knowledge
) -> Iterator[tuple[float, ExerciseRow]]:
    """The exercises that may be done, each with the probability of the causes that it is for."""
    for row in knowledge.rows(ExerciseRow):
        worth = sum(suited.get(cause, 0.0) for cause in row.suits)
        if not worth or any(cause in likely for cause in row.not_with):
            continue
        if holds(row.when, known) is not True or is_known(row.not_when, known):
            continue
        yield worth * (knowledge.choices["worth_of_an_exercise_preferred"] if is_known(row.prefer, known) else 1), row


def is_known(condition: Condition, known: Known) -> bool:
    """Whether a condition is stated and holds: an empty cell speaks for and against nobody."""
    return bool(condition.ways) and holds(condition, known) is True


def measure_of(
    row: ExerciseRow, known: Known, likely: Mapping[str, float], knowledge: Knowledge, mind: tuple[str, ...]
) -> Measure:
    """An exercise as this person is told it; one of its causes is likely. `mind` goes for any exercise."""
    served = {cause: p for cause, p in likely.items() if cause in row.suits}
    reason = evidence(next(iter(served)), WALKING_OPTION if row.id == WALKING else None, knowledge)
    steps = " ".join(row.steps).replace("{leg}", _leg(known))
    cause = knowledge.causes[next(iter(served))].plain_label
    tested = row.id == WALKING and reason.option == WALKING_OPTION and not reason.borrowed
    return Measure(
        id=f"exercise_{row.id}",
        label=row.label,
        text=steps,
        plain_text=f"{row.plain_label}. {row.aim} It is meant for: {cause}. {steps} {row.feel}",
        why=_why(row, reason, served, known, knowledge, tested=tested),
        status=reason.status if tested else OURS,
        figures=reason.figures,
        audience="person",
        sources=reason.sources,
        causes=tuple(served),
        topic="exercise",
        how_often=row.how_often,
        certainty=told_certainty(reason, single=not tested),
        weeks=_weeks(row, slow=_in_bad_pain(known, knowledge), knowledge=knowledge),
        stop_when=" ".join((row.stop_when, *_left_open(row, known), *mind)),
        drawing=row.id,
    )


def _why(
    row: ExerciseRow,
    reason: Reason,
    served: Mapping[str, float],
    known: Known,
    knowledge: Knowledge,
    *,
    tested: bool,
) -> str:
    """For which causes, why this one, what was found, and what of it is ours."""
    parts = [f"for {for_causes(served, knowledge)}"]
    found = (*of_findings(row.when, known, knowledge), *of_findings(row.prefer, known, knowledge))
    if found:
        parts.append(f"fits with {', '.join(dict.fromkeys(found))}")
    parts.append(told_effect(reason))
    if reason.borrowed:
        parts.append(BORROWED)
    if not tested:
        parts.append("evidence is of exercise as a group; this single exercise and its dose are ours")
    return "; ".join(part for part in parts if part)


def _left_open(row: ExerciseRow, known: Known) -> Iterator[str]:
    """What this person has to settle alone, as nobody asked; nothing where it cannot concern them."""
    if row.leave_out and holds(row.not_when, known) is None and holds(row.ask_whom, known) is not False:
        yield row.leave_out


def _leg(known: Known) -> str:
    for finding in WHERE_IT_HURTS:
        if known.present(finding) and known.findings[finding].side:
            return LEGS[str(known.findings[finding].side)]
    return "the leg that hurts"


def _weeks(row: ExerciseRow, *, slow: bool, knowledge: Knowledge) -> tuple[str, ...]:
    limit = knowledge.choices["pain_that_slows_exercise_0_10"]
    first = f"Until your pain is below {limit:g} out of 10" if slow else "First days"
    return (
        f"{first}: {row.start}",
        f"Weeks 1 and 2: {row.weeks_1_2}",
        f"Weeks 3 and 4: {row.weeks_3_4}",
        f"Weeks 5 to 8: {row.weeks_5_8}",
    )
