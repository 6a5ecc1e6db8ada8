"""The plan of a clinician's letter: tests, treatment, operations, prognosis, prevention, and what to avoid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from multifidus.doors.letter.references import References
from multifidus.doors.letter.room import Room, part
from multifidus.doors.spoken import Voice
from multifidus.terms import Action, Assessment, Candidacy, Criterion, Figure, Order, Outcome, Position, Treatment

STANDINGS = ("contradicted", "missing", "met")  # what stops an operation is read first


def plan_parts(assessment: Assessment, voice: Voice, references: References, room: Room) -> dict[str, Any]:
    """The parts of the plan, each line with the marks of its sources."""
    plan, expected = assessment.plan, assessment.plan.prognosis
    now = [action for action in plan.now if action.audience == "clinician" and not action.id.startswith("red_flag_")]
    expect = [*expected.course, *expected.recurrence, *expected.predictors]
    return {
        "now": cut([*now], room.expect, lambda one: _line(one, references)),
        "tests": cut(plan.tests, room.tests, lambda one: _order(one, references)),
        "treatments": cut(plan.treatments, room.treatments, lambda one: _treatment(one, voice, references, room)),
        "surgery": cut(plan.surgery, room.operations, lambda one: _operation(one, references, room)),
        "expect": cut(expect, room.expect, lambda one: _line(one, references)),
        "prevention": part([one.label or one.text for one in plan.prevention], room.prevention),
        "avoid": cut(plan.avoid, room.avoid, lambda one: _line(one, references)),
    }


def cut(actions: Sequence[Any], most: int, told: Any) -> dict[str, Any]:
    """The lines of the first actions; what is cut is counted, and cites nothing."""
    return {"lines": [told(action) for action in actions[:most]], "more": max(0, len(actions) - most)}


def _line(action: Action, references: References) -> dict[str, Any]:
    return {
        "label": action.label,
        "text": action.text,
        "why": action.why,
        "figures": [figure_told(figure) for figure in action.figures],
        "cites": references.of_action(action),
    }


def _order(order: Order, references: References) -> dict[str, Any]:
    return {**_line(order, references), "who": order.who, "cautions": list(order.cautions)}


def _treatment(one: Treatment, voice: Voice, references: References, room: Room) -> dict[str, Any]:
    return {
        **_line(one, references),
        "line_of_use": one.line_of_use,
        "who": one.who,
        "certainty": one.certainty,
        "harms": one.harms,
        "positions": _positions(one.positions, references, room),
        "cautions": list(one.cautions),
        "questions": [voice.finding(finding) for finding in one.questions],
        "outcomes": [_outcome(outcome, references) for outcome in one.outcomes[:1]],
    }


def _operation(one: Candidacy, references: References, room: Room) -> dict[str, Any]:
    criteria = sorted(one.criteria, key=lambda criterion: STANDINGS.index(criterion.standing))
    return {
        **_line(one, references),
        "who": one.who,
        "emergency": one.emergency,
        "criteria": cut(criteria, room.criteria, lambda criterion: _criterion(criterion, references)),
        "positions": _positions(one.positions, references, room),
        "outcomes": [_outcome(outcome, references) for outcome in one.outcomes[:1]],
    }


def _criterion(criterion: Criterion, references: References) -> dict[str, Any]:
    return {
        "text": criterion.text,
        "standing": criterion.standing,
        "cites": references.cites([(criterion.source, criterion.status)]),
    }


def _positions(positions: Iterable[Position], references: References, room: Room) -> dict[str, Any]:
    """What guidelines say: as long as there is room, those against and those for in turn, so that both are heard."""
    against = [one for one in positions if "against" in one.recommendation]
    others = [one for one in positions if "against" not in one.recommendation]
    turns = [one for pair in zip(others, against, strict=False) for one in pair]
    shorter = min(len(others), len(against))
    ordered = [*turns, *others[shorter:], *against[shorter:]]
    return cut(ordered, room.positions, lambda one: _position(one, references))


def _position(position: Position, references: References) -> dict[str, Any]:
    return {
        "told": f"{position.guideline}: {position.recommendation.replace('_', ' ')}",
        "against": "against" in position.recommendation,
        "cites": references.cites([(position.source, position.status)]),
    }


def _outcome(outcome: Outcome, references: References) -> dict[str, Any]:
    interval = (
        "" if outcome.low is None or outcome.high is None else f" ({hundred(outcome.low)} to {hundred(outcome.high)})"
    )
    told = (
        f"{outcome.better} after {outcome.weeks:g} weeks: {hundred(outcome.p_without)} of 100 without it, "
        f"{hundred(outcome.p_with)}{interval} with it"
    )
    return {"told": told, "cites": references.cites([(outcome.source, outcome.status)])}


def hundred(p: float) -> str:
    """A proportion as so many of a hundred.

    >>> hundred(0.634)
    '63'
    """
    return f"{100 * p:.0f}"


def figure_told(figure: Figure) -> str:
    """A figure with its name and its interval."""
    interval = "" if figure.low is None or figure.high is None else f" ({figure.low:g} to {figure.high:g})"
    return f"{figure.name.replace('_', ' ')} {figure.value:g}{interval}".replace("-", "−")
