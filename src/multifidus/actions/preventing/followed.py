"""An exercise that somebody follows already: whether it still suits, how it is told now, what speaks against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from multifidus.actions.conditions import holds
from multifidus.actions.preventing.exercises import HEALING, healed, is_known, measure_of, waits_for, warnings_of
from multifidus.actions.preventing.reasons import of_findings
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import ExerciseRow
from multifidus.terms import Known, Measure, Urgency

BY_URGENCY = {
    Urgency.EMERGENCY: "First get help. Exercises wait.",
    Urgency.URGENT: "First someone has to look at you, within a day or two. Exercises wait.",
}


@dataclass(frozen=True, slots=True)
class Followed:
    """The exercise as it is told now, or in plain words what speaks against it: never both."""

    measure: Measure | None = None
    against: tuple[str, ...] = ()


def followed(
    exercise: str, known: Known, likely: Mapping[str, float], urgency: Urgency, knowledge: Knowledge
) -> Followed:
    """Whether an exercise may go on. One that a programme would not choose today may, unless something forbids it.

    What the tables do not know any more, and what serves no likely cause, does not go on.
    """
    row = next((row for row in knowledge.rows(ExerciseRow) if row.id == exercise), None)
    if row is None:
        return Followed(against=("We do not offer it any more.",))
    against = tuple(dict.fromkeys(_against(row, known, likely, urgency, knowledge)))
    if against:
        return Followed(against=against)
    mind = tuple(told for _, told in warnings_of(known, knowledge))
    return Followed(measure_of(row, known, likely, knowledge, mind))


def _against(
    row: ExerciseRow, known: Known, likely: Mapping[str, float], urgency: Urgency, knowledge: Knowledge
) -> Iterator[str]:
    if urgency in BY_URGENCY:
        yield BY_URGENCY[urgency]
        return
    yield from (told for forbids, told in warnings_of(known, knowledge) if forbids)
    feared = [cause for cause in waits_for(knowledge) if cause in likely]
    if feared and not (feared == [HEALING] and healed(known, knowledge) and HEALING in row.suits):
        yield "Exercises wait until a doctor or nurse says that you may go on."
    yield from (
        f"It does not go with this: {knowledge.causes[cause].plain_label}." for cause in row.not_with if cause in likely
    )
    if is_known(row.not_when, known):
        yield f"It is not for you now, because of this: {of_findings(row.not_when, known, knowledge)[0]}."
    if holds(row.when, known) is False:
        yield "What it was chosen for is not there any more."
    if not any(cause in likely for cause in row.suits):
        yield "It is not meant for what is likely now."
