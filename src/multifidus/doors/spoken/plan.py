"""The plan in words: tests, treatment, operations, prevention, what to expect, and what is better left."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.actions.effects import effect_told
from multifidus.doors.spoken.voice import Voice, heading
from multifidus.terms import Action, Candidacy, Criterion, Figure, Measure, Order, Plan, Position, Treatment

SHOWN_ORDERS = 5
SHOWN_TREATMENTS = 6
SHOWN_OPERATIONS = 2
SHOWN_HABITS = 3
ASKED_ABOVE = "ask_first"  # the safety questions have a part of the answer of their own
SHOWN_FIGURES = 3  # of an operation: trials of different designs, which lie apart
SHOWN_AVOIDED = 6
SHOWN_QUESTIONS = 4
SHOWN_EXPECTED = 2
SHOWN_PREDICTORS = 3
FIRST, LOWER = "    ", "       "  # how far a line stands in
SIGN = {"met": "+", "missing": "?", "contradicted": "-"}


def plan_told(plan: Plan, voice: Voice) -> Iterator[str]:
    """The plan line by line, each part with its sources; what is cut is counted."""
    yield from _tests(plan.tests, voice)
    yield from _treatments(plan.treatments, voice)
    yield from _surgery(plan.surgery, voice)
    yield from _prevention(plan.prevention, voice)
    yield from _expected(plan, voice)
    yield from _avoid(plan.avoid, voice)


def _tests(orders: tuple[Order, ...], voice: Voice) -> Iterator[str]:
    orders = tuple(order for order in orders if order.id != ASKED_ABOVE)
    if orders:
        yield from heading("Next tests", voice)
    for order in orders[:SHOWN_ORDERS]:
        yield from _item(order, voice)
        yield from (voice.wrap(f"mind: {caution}", LOWER) for caution in order.cautions)
        yield voice.wrap(f"why: {order.why}", LOWER)
    yield from _more(len(orders) - SHOWN_ORDERS)


def _treatments(treatments: tuple[Treatment, ...], voice: Voice) -> Iterator[str]:
    if treatments:
        yield from heading("Treatment, for what is likely", voice)
    for treatment in treatments[:SHOWN_TREATMENTS]:
        yield from _item(treatment, voice)
        yield from _figures(treatment.figures[:1], voice)
        yield from _positions(treatment.positions, voice)
        yield from (voice.wrap(f"mind: {caution}", LOWER) for caution in treatment.cautions)
        yield from _questions(treatment.questions, voice)
    yield from _more(len(treatments) - SHOWN_TREATMENTS)


def _surgery(operations: tuple[Candidacy, ...], voice: Voice) -> Iterator[str]:
    if operations:
        yield from heading("Operations: criteria met (+), missing (?), contradicted (-)", voice)
    for operation in operations[:SHOWN_OPERATIONS]:
        yield voice.wrap(operation.text, FIRST)  # each criterion and figure below has its own source
        yield from (_criterion(criterion, voice) for criterion in operation.criteria)
        yield from _figures(operation.figures[:SHOWN_FIGURES], voice)
        yield from _positions(operation.positions, voice)
    yield from _more(len(operations) - SHOWN_OPERATIONS)


def _prevention(measures: tuple[Measure, ...], voice: Voice) -> Iterator[str]:
    if measures:
        yield from heading("To keep it from coming back", voice)
    exercises = [measure for measure in measures if _is_exercise(measure)]
    if exercises:
        told = "; ".join(f"{one.label} ({one.how_often}) [{_sources(one)}]" for one in exercises)
        yield voice.wrap(f"exercises: {told}", FIRST)
    habits = [measure for measure in measures if not _is_exercise(measure)]
    for habit in habits[:SHOWN_HABITS]:
        yield from _item(habit, voice)
    yield from _more(len(habits) - SHOWN_HABITS)


def _is_exercise(measure: Measure) -> bool:
    return measure.topic == "exercise" and measure.drawing is not None


def _expected(plan: Plan, voice: Voice) -> Iterator[str]:
    expected = (*plan.prognosis.course[:SHOWN_EXPECTED], *plan.prognosis.recurrence[:1])
    if expected:
        yield from heading("What to expect", voice)
    for action in expected:
        yield voice.wrap(f"{action.text} [{_sources(action)}]", FIRST)
    asked = [action for action in plan.prognosis.predictors if action.id.startswith("ask_")]
    for action in [action for action in plan.prognosis.predictors if action not in asked][:SHOWN_PREDICTORS]:
        yield voice.wrap(f"{action.why}: {action.text} [{_sources(action)}]", FIRST)
    if asked:
        yield voice.wrap(f"worth asking, for what lies ahead: {'; '.join(action.text for action in asked)}", FIRST)


def _avoid(actions: tuple[Action, ...], voice: Voice) -> Iterator[str]:
    if actions:
        yield from heading("Better left", voice)
    for action in actions[:SHOWN_AVOIDED]:
        yield voice.wrap(f"{action.text} [{_sources(action)}]", FIRST)
    yield from _more(len(actions) - SHOWN_AVOIDED)


def _item(action: Action, voice: Voice) -> Iterator[str]:
    yield voice.wrap(f"{action.text} [{_sources(action)}]", FIRST)


def _figures(figures: tuple[Figure, ...], voice: Voice) -> Iterator[str]:
    for figure in figures:
        yield voice.wrap(f"{effect_told(figure, voice.knowledge)} [{figure.source}, {figure.status}]", LOWER)


def _positions(positions: tuple[Position, ...], voice: Voice) -> Iterator[str]:
    if positions:
        told = (f"{position.guideline}: {position.recommendation.replace('_', ' ')}" for position in positions)
        yield voice.wrap("; ".join(dict.fromkeys(told)), LOWER)


def _questions(questions: tuple[str, ...], voice: Voice) -> Iterator[str]:
    if questions:
        more = len(questions) - SHOWN_QUESTIONS
        asked = ", ".join(voice.finding(finding) for finding in questions[:SHOWN_QUESTIONS])
        yield voice.wrap(f"ask before: {asked}{f' and {more} more' if more > 0 else ''}", LOWER)


def _criterion(criterion: Criterion, voice: Voice) -> str:
    return voice.wrap(f"{SIGN[criterion.standing]} {criterion.text} [{criterion.source or 'ours'}]", LOWER)


def _sources(action: Action) -> str:
    return ", ".join(action.sources) if action.sources else "ours"


def _more(count: int) -> Iterator[str]:
    if count > 0:
        yield f"    and {count} more (--format json shows all)"
