"""What keeps the next spasm away: a programme from causes, triggers, work and findings."""

from __future__ import annotations

from collections.abc import Mapping

from multifidus.actions.preventing.exercises import WAIT, exercises, forbidden
from multifidus.actions.preventing.habits import habits, habits_to_leave, waiting
from multifidus.knowledge import Knowledge
from multifidus.terms import Action, Known, Measure, Urgency


def programme(
    known: Known, likely: Mapping[str, float], urgency: Urgency, knowledge: Knowledge
) -> tuple[tuple[Measure, ...], tuple[Action, ...]]:
    """The personal programme, exercises first, and what to leave.

    Nothing in an emergency, and nothing where no ranking was possible. Whoever has to be seen within days is told
    that exercise waits, and no more. Exercises wait as well while a broken, infected or malignant spine is likely.
    """
    if urgency is Urgency.EMERGENCY or not likely:
        return (), ()
    if urgency is Urgency.URGENT:
        return (waiting("wait_until_seen", known, likely, knowledge),), ()
    moves = exercises(known, likely, knowledge)
    first = moves or _told_to_wait(known, likely, knowledge)
    return (*first, *habits(known, likely, knowledge, exercising=bool(moves))), habits_to_leave(
        known, likely, knowledge
    )


def _told_to_wait(known: Known, likely: Mapping[str, float], knowledge: Knowledge) -> tuple[Measure, ...]:
    """That exercise waits, and why; nothing where no exercise suits anyway, as with a kidney stone."""
    because = forbidden(known, knowledge)
    wait = waiting(WAIT, known, likely, knowledge, because=because)
    return (wait,) if wait.causes or because else ()
