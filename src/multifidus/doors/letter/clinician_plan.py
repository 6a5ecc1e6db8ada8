"""The plan of a clinician's letter: tests, treatment, operations, prognosis, prevention, and what to avoid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from multifidus.actions.effects import effect_told
from multifidus.doors.letter.exercises import SENTENCE
from multifidus.doors.letter.references import References
from multifidus.doors.letter.room import Room, part
from multifidus.doors.spoken import Voice
from multifidus.terms import Action, Assessment, Candidacy, Criterion, Figure, Order, Outcome, Plan, Position, Treatment
from multifidus.terms.plan import Standing

COURSE = "course"
LONGEST_ORDER = 170  # signs of how a test by hand is done
BY_HAND = ("question", "bedside", "strength")
LINES = {
    "course": "By itself",
    "emergency": "Emergency",
    "first": "First line",
    "second": "Second line",
    "later": "Later",
    "surgical": "Surgical",
    "avoid": "Not advised",
}
STANDINGS: tuple[Standing, ...] = ("met", "missing", "contradicted")


def plan_parts(assessment: Assessment, voice: Voice, references: References, room: Room) -> dict[str, Any]:
    """The parts of the plan, each line with the marks of its sources."""
    plan, expected = assessment.plan, assessment.plan.prognosis
    now = [action for action in plan.now if action.audience == "clinician" and not action.id.startswith("red_flag_")]
    expect = [*expected.course, *expected.recurrence, *expected.predictors]
    return {
        "now": cut([*now], room.expect, lambda one: _line(one, references, room)),
        "tests": cut(_to_order(assessment), room.tests, lambda one: _order(one, references, room)),
        "treatments": _treatments(plan, voice, references, room),
        "surgery": {
            "lines": [
                _operation(one, references, room, before)
                for one, before in zip(plan.surgery[: room.operations], (None, *plan.surgery), strict=False)
            ],
            "more": max(0, len(plan.surgery) - room.operations),
        },
        # The figures of what to expect stand in its words already.
        "expect": cut(expect, room.expect, lambda one: _line(replace(one, figures=()), references, room)),
        "prevention": part([one.label or one.text for one in plan.prevention], room.prevention),
        "avoid": cut(plan.avoid, room.avoid, lambda one: _line(one, references, room)),
    }


def cut(actions: Sequence[Any], most: int, told: Any) -> dict[str, Any]:
    """The lines of the first actions; what is cut is counted, and cites nothing."""
    return {"lines": [told(action) for action in actions[:most]], "more": max(0, len(actions) - most)}


def _line(action: Action, references: References, room: Room) -> dict[str, Any]:
    return {
        "label": _sentence(action.label),
        "text": action.text,
        "why": action.why,
        "cites": references.of_action(action),
        "figures": [_figure(figure, references) for figure in action.figures[: room.figures]],
    }


def _to_order(assessment: Assessment) -> list[Order]:
    """The tests but for the open safety questions, which have a part of their own."""
    asked = set(assessment.ask_first)
    return [order for order in assessment.plan.tests if not order.findings or not set(order.findings) <= asked]


def _order(order: Order, references: References, room: Room) -> dict[str, Any]:
    """A test with what to look for; how it is done in full is left to whoever looks it up."""
    line = _line(order, references, room)
    text = order.text
    if text.lower().startswith(order.label.lower()):
        text = text[len(order.label) :].lstrip(" :.")
    return {
        **line,
        "label": _sentence(order.label),
        "text": shortened(text, LONGEST_ORDER) if order.kind in BY_HAND else text,
        "why": _sentence(order.why),
        "cautions": list(order.cautions),
    }


def shortened(text: str, longest: int) -> str:
    """The first sentences of a text, with a sign where more follow; the first one whatever its length.

    >>> shortened("Tap the knee. Compare the sides. Write it down.", 35)
    'Tap the knee. Compare the sides. …'
    """
    kept = ""
    for sentence in SENTENCE.split(text):
        if kept and len(kept) + len(sentence) + 1 > longest:
            return f"{kept} …"
        kept = f"{kept} {sentence}".strip()
    return kept


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _treatment(
    one: Treatment, before: Treatment | None, voice: Voice, references: References, room: Room
) -> dict[str, Any]:
    same_line = before is not None and before.line_of_use == one.line_of_use
    return {
        **_line(one, references, room),
        "line_of_use": "" if same_line else LINES[one.line_of_use],
        "certainty": one.certainty.replace("_", " ") if one.certainty else None,
        "harms": one.harms,
        "positions": _positions(one.positions, references, room),
        "cautions": [caution.rstrip(".") for caution in one.cautions],
        "questions": part([voice.finding(finding) for finding in one.questions], room.checks),
        "outcomes": [_outcome(outcome, references) for outcome in one.outcomes[:1]],
    }


def _treatments(plan: Plan, voice: Voice, references: References, room: Room) -> dict[str, Any]:
    """The options that there is room for, line by line: first what happens by itself."""
    order = list(LINES)
    told_apart = bool(plan.prognosis.course)  # what happens by itself stands under what to expect
    offered = [one for one in plan.treatments if not told_apart or one.line_of_use != COURSE]
    shown = sorted(offered[: room.treatments], key=lambda one: order.index(one.line_of_use))
    return {
        "lines": [
            _treatment(one, before, voice, references, room) for one, before in zip(shown, (None, *shown), strict=False)
        ],
        "more": max(0, len(offered) - room.treatments),
    }


def _operation(one: Candidacy, references: References, room: Room, before: Candidacy | None) -> dict[str, Any]:
    """An operation with its criteria; where they are those of the one before it, that is said instead."""
    as_before = before is not None and _asked(before) == _asked(one)
    standings = {} if as_before else {standing: _criteria(one, standing, references, room) for standing in STANDINGS}
    counted = [f"{n} {standing}" for standing in STANDINGS if (n := _count(one, standing))]
    return {
        "label": one.label or one.text,
        "cites": [] if one.criteria else references.of_action(one),  # each criterion and trial has its own
        "figures": [_figure(figure, references) for figure in one.figures[: room.figures]],
        "pressing": one.emergency,
        "counted": ", ".join(counted),
        "as_before": as_before,
        "criteria": {standing: told for standing, told in standings.items() if told["lines"]},
        "positions": _positions(one.positions, references, room),
        "outcomes": [_outcome(outcome, references) for outcome in one.outcomes[:1]],
    }


def _asked(one: Candidacy) -> list[tuple[str, Standing]]:
    return [(criterion.text, criterion.standing) for criterion in one.criteria]


def _count(one: Candidacy, standing: Standing) -> int:
    return sum(criterion.standing == standing for criterion in one.criteria)


def _criteria(one: Candidacy, standing: Standing, references: References, room: Room) -> dict[str, Any]:
    which = [criterion for criterion in one.criteria if criterion.standing == standing]
    return cut(which, room.criteria, lambda criterion: _criterion(criterion, references))


def _criterion(criterion: Criterion, references: References) -> dict[str, Any]:
    return {"text": criterion.text, "cites": references.cites([(criterion.source, criterion.status)])}


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


def _figure(figure: Figure, references: References) -> dict[str, Any]:
    return {"told": effect_told(figure, references.knowledge), "cites": references.of_figures([figure])}
