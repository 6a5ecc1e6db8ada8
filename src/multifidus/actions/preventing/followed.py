"""An exercise that somebody follows already: whether it still suits, how it is told now, what speaks against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from multifidus.actions.conditions import holds
from multifidus.actions.preventing.exercises import HEALING, healed, is_known, measure_of, waits_for, warnings_of
from multifidus.actions.preventing.reasons import of_findings
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import ExerciseRow
from multifidus.terms import Known, Measure, Urgency

FIRST_SEEN = (Urgency.EMERGENCY, Urgency.URGENT)


class Speaks(StrEnum):
    """What speaks against going on with an exercise."""

    URGENCY = "urgency"  # somebody has to look first
    WARNING = "warning"  # what contraindications.csv says of exercise
    FEARED = "feared"  # a likely cause with which all exercise waits
    CAUSE = "cause"  # a likely cause with which this one does not go
    FINDING = "finding"  # something known of the person
    PURPOSE = "purpose"  # what it was chosen for is known not to be there
    OF_NO_USE = "of_no_use"  # no likely cause is one that it is for
    NO_MORE = "no_more"  # the tables do not know it any more


@dataclass(frozen=True, slots=True)
class Against:
    """One thing that speaks against an exercise, and the words of the tables for it."""

    kind: Speaks
    words: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """The exercise as it is told now, or what speaks against it: never both."""

    measure: Measure | None = None
    against: tuple[Against, ...] = ()


def followed(
    exercise: str, known: Known, likely: Mapping[str, float], urgency: Urgency, knowledge: Knowledge
) -> Followed:
    """Whether an exercise may go on. One that a programme would not choose today may, unless something forbids it.

    What the tables do not know any more, and what serves no likely cause, does not go on.
    """
    row = next((row for row in knowledge.rows(ExerciseRow) if row.id == exercise), None)
    if row is None:
        return Followed(against=(Against(Speaks.NO_MORE),))
    against = tuple(dict.fromkeys(_against(row, known, likely, urgency, knowledge)))
    if against:
        return Followed(against=against)
    mind = tuple(told for _, told in warnings_of(known, knowledge))
    return Followed(measure_of(row, known, likely, knowledge, mind))


def _against(
    row: ExerciseRow, known: Known, likely: Mapping[str, float], urgency: Urgency, knowledge: Knowledge
) -> Iterator[Against]:
    if urgency in FIRST_SEEN:
        yield Against(Speaks.URGENCY)
        return
    yield from (Against(Speaks.WARNING, told) for forbids, told in warnings_of(known, knowledge) if forbids)
    feared = [cause for cause in waits_for(knowledge) if cause in likely]
    if feared and not (feared == [HEALING] and healed(known, knowledge) and HEALING in row.suits):
        yield Against(Speaks.FEARED)
    yield from (Against(Speaks.CAUSE, knowledge.causes[cause].plain_label) for cause in row.not_with if cause in likely)
    if is_known(row.not_when, known):
        yield Against(Speaks.FINDING, of_findings(row.not_when, known, knowledge)[0])
    if holds(row.when, known) is False:
        yield Against(Speaks.PURPOSE)
    if not any(cause in likely for cause in row.suits):
        yield Against(Speaks.OF_NO_USE)
