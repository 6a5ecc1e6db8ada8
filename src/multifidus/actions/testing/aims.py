"""What a test looks for in this person: for which of their causes, at which level and side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from multifidus.actions.testing.calls import IN_QUESTION, InQuestion, aims_by_pair
from multifidus.actions.testing.where import Where, filled
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import TestAimRow
from multifidus.terms import Alarm, Known, Urgency, Values

ENOUGH = 3  # causes that one order names


@dataclass(frozen=True, slots=True)
class Person:
    """One person as the orders see them: what is known, likely and in question, and where."""

    known: Known
    alarms: tuple[Alarm, ...]
    urgency: Urgency
    p: Mapping[str, float]  # probability of each cause; empty where no ranking was possible
    in_question: InQuestion
    place: Where
    values: Values | None = None  # what each unknown finding could change

    def weighs(self, cause: str, least: float) -> bool:
        """Whether a cause is worth looking for: in question, or likely enough."""
        return self.in_question.causes.get(cause, IN_QUESTION + 1) <= IN_QUESTION or self.p.get(cause, 0.0) >= least


def aims(test: str, first: str | None, of: Person, knowledge: Knowledge) -> tuple[TestAimRow, ...]:
    """What a test looks for in this person: the cause it was called for, then the others, the most pressing first."""
    least = knowledge.choices["least_p_of_a_cause_looked_for"]
    pairs = aims_by_pair(knowledge)
    causes = [cause for other, cause in pairs if other == test and (cause == first or of.weighs(cause, least))]
    causes.sort(key=lambda cause: (cause != first, of.in_question.causes.get(cause, 9), -of.p.get(cause, 0.0)))
    return tuple(pairs[test, cause] for cause in causes[:ENOUGH])


def look_for(found: tuple[TestAimRow, ...], of: Person) -> str:
    """The aims in one line for whoever does the test; nothing where there are none."""
    told = list(dict.fromkeys(filled(aim.look_for, aim, of.place, of.known) for aim in found))
    return "; look also for ".join(told)


def plain_look_for(found: tuple[TestAimRow, ...], of: Person) -> str:
    """The first aim in plain words; nothing where there is none."""
    return filled(found[0].plain, found[0], of.place, of.known) if found else ""
