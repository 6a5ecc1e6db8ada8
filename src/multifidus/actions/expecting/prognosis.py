"""What to expect: the course, another episode within a year, and what predicts lasting trouble."""

from __future__ import annotations

from collections.abc import Mapping

from multifidus.actions.expecting.course import action_of, told_of
from multifidus.actions.expecting.outlook import outlook_of
from multifidus.actions.expecting.predictors import predictors
from multifidus.knowledge import Knowledge
from multifidus.terms import Action, Known, Prognosis, Urgency


def prognosis(known: Known, likely: Mapping[str, float], level: Urgency, knowledge: Knowledge) -> Prognosis:
    """The course to expect with the causes that carry the probability, with the doubt of its figures.

    In an emergency, and while something dangerous is likeliest, no course is told: that has to be settled first.
    Where no ranking was possible nothing is.
    """
    if level is Urgency.EMERGENCY:
        return Prognosis(course=_settle(level, known, {}, knowledge))
    if not likely:
        return Prognosis()
    leading = _leading(likely, knowledge)
    first = next(iter(leading))
    dangerous = _settle(level, known, {first: leading[first]}, knowledge)
    if dangerous:
        return Prognosis(course=dangerous)
    before = [*_settle(level, known, {}, knowledge)]  # an urgent look comes before every figure
    for cause, p in leading.items():
        before += _settle(level, known, {cause: p}, knowledge)
    # Beside a bone that is likeliest broken the good course of strained muscles would only mislead.
    told = {first: leading[first]} if knowledge.causes[first].dangerous else leading
    harmless = {cause: p for cause, p in told.items() if not _settled_first(cause, knowledge)}
    return Prognosis(
        course=(*before, *told_of("course", known, harmless, knowledge)),
        recurrence=tuple(told_of("recurrence", known, harmless, knowledge)),
        predictors=tuple(predictors(known, harmless, knowledge)),
    )


def _leading(likely: Mapping[str, float], knowledge: Knowledge) -> dict[str, float]:
    """The causes that are spoken of: the likeliest few, none of them far behind the first."""
    least = max(likely.values()) * knowledge.choices["least_share_of_the_leading_cause"]
    most = int(knowledge.choices["most_causes_of_outlook"])
    first = list(likely)[:most]
    # What is dangerous is never dropped for room.
    return {
        cause: p for cause, p in likely.items() if (cause in first and p >= least) or knowledge.causes[cause].dangerous
    }


def _settle(level: Urgency, known: Known, concerned: Mapping[str, float], knowledge: Knowledge) -> tuple[Action, ...]:
    """What has to be settled first: of one cause, or, with no cause, of a case of this urgency."""
    return tuple(
        action_of(row, told, known, concerned, knowledge)
        for row, told in outlook_of(knowledge).courses["settle"]
        if (set(row.causes) & set(concerned) if concerned else not row.causes and row.id == f"settle_{level}")
    )


def _settled_first(cause: str, knowledge: Knowledge) -> bool:
    return any(cause in row.causes for row, _ in outlook_of(knowledge).courses["settle"])
