"""The tests as orders, in the order to do them, and the tests that are better left for now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from multifidus.actions.likely import likely_causes
from multifidus.actions.testing.aims import Person
from multifidus.actions.testing.calls import SENT_AWAY, aims_by_pair, is_done, tests_by_id
from multifidus.actions.testing.gates import Standing, comes_after
from multifidus.actions.testing.not_yet import not_yet
from multifidus.actions.testing.order import Reason, order
from multifidus.actions.testing.where import main_muscles, roots_tested, where
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import TestRow
from multifidus.terms import OURS, Action, Alarm, Beliefs, Candidacy, Known, NextTest, Order, Urgency, Values

SEEN = ("bedside", "strength")  # kinds of test that are done at a visit
LATER = 0.5  # how far behind the test that has to be first another one comes, in steps
CONFIRMING, COMPLETING, QUESTIONS, EXAMINATIONS = 3, 4, 5, 25  # where they stand among the steps of what is routine


@dataclass(frozen=True, slots=True)
class _Place:
    """One test on its way to an order, with its place among the others."""

    test: TestRow
    rank: int
    step: float
    reason: Reason


def orders(
    asks: tuple[NextTest, ...],
    known: Known,
    knowledge: Knowledge,
    *,
    alarms: tuple[Alarm, ...],
    beliefs: Beliefs | None,
    values: Values | None,
    urgency: Urgency,
    standing: Standing,
    surgery: tuple[Candidacy, ...] = (),
) -> tuple[tuple[Order, ...], tuple[Action, ...]]:
    """The tests to order, the first one first, and the tests that are better left for now, with the reason.

    In an emergency there is what the emergency calls for and nothing else. Otherwise the safety questions that are
    open come first, then what a danger calls for, what would confirm a likely cause or complete the criteria of an
    operation, questions, and examinations.
    """
    p = {belief.cause: belief.probability for belief in beliefs.causes} if beliefs else {}
    of = Person(known, alarms, urgency, p, standing.in_question, where(known, beliefs, knowledge), values)
    likely = likely_causes(beliefs, knowledge)
    places = {place.test.id: place for place in _called(asks, standing, of, knowledge)}
    if urgency is not Urgency.EMERGENCY:
        wanted = (*_confirming(likely, standing, of, knowledge), *_completing(surgery, standing, of, knowledge))
        for place in (*wanted, *_questions(asks, knowledge)):
            places.setdefault(place.test.id, place)
        if urgency is not Urgency.SELF_CARE and not any(place.test.kind in SEEN for place in places.values()):
            places |= {place.test.id: place for place in _examinations(asks, standing, knowledge)}
    in_order = _enough(sorted(places.values(), key=lambda place: (place.rank, place.step)), knowledge)
    graded = next((place for place in in_order if place.test.kind == "strength"), None)  # the scale is told once
    told = [order(place.test, place.reason, of, knowledge, scale=place is graded) for place in in_order]
    first = _safety(standing, urgency, knowledge)
    return (*first, *told), not_yet(frozenset(place.test.id for place in in_order), likely, standing, of, knowledge)


def _called(asks: tuple[NextTest, ...], standing: Standing, of: Person, knowledge: Knowledge) -> Iterator[_Place]:
    """What is called for; strength and root tests only where they test a root that is likely."""
    tests, after = tests_by_id(knowledge), comes_after(knowledge)
    strength = _strength(standing, of, knowledge)
    by_test = {ask.test: ask for ask in asks}
    for test_id, call in standing.called.items():
        test = tests[test_id]
        if not standing.is_open(test_id) or not (call.by_danger or _fits(test, strength, of, knowledge)):
            continue
        first = [
            standing.called[other].row.step + LATER for other in after.get(test_id, ()) if other in standing.called
        ]
        reason = Reason(call=call, ask=by_test.get(test_id))
        yield _Place(test, call.rank, max([float(call.row.step), *first]), reason)


def _fits(test: TestRow, strength: frozenset[str], of: Person, knowledge: Knowledge) -> bool:
    """Whether a bedside test of roots tests a likely one; every one does while no root is."""
    if test.kind == "strength":
        return test.id in strength or test.id == "repeat_strength"
    tested = frozenset[str]().union(*(roots_tested(knowledge).get(finding, frozenset()) for finding in test.findings))
    return not of.place.roots or not tested or bool(tested & of.place.names)


def _strength(standing: Standing, of: Person, knowledge: Knowledge) -> frozenset[str]:
    """The strength tests with most muscles of the likely roots."""
    tests = tests_by_id(knowledge)
    called = [test for test in standing.called if tests[test].kind == "strength"]
    muscles = {test: len(main_muscles(of.place, tests[test].findings, knowledge)) for test in called}
    most = sorted((test for test in called if muscles[test]), key=lambda test: -muscles[test])
    return frozenset(most[: int(knowledge.choices["most_strength_tests_of_a_plan"])])


def _questions(asks: tuple[NextTest, ...], knowledge: Knowledge) -> Iterator[_Place]:
    """The questions to the person that may change urgency or plan."""
    tests = tests_by_id(knowledge)
    asked = [ask for ask in asks if tests[ask.test].kind == "question" and tests[ask.test].who == "person"]
    asked = [ask for ask in asked if ask.may_change != "ranking"]
    for ask in asked[: int(knowledge.choices["most_questions_of_a_plan"])]:
        yield _Place(tests[ask.test], Urgency.ROUTINE.rank, QUESTIONS, Reason(ask=ask))


def _examinations(asks: tuple[NextTest, ...], standing: Standing, knowledge: Knowledge) -> Iterator[_Place]:
    """The examinations that may change urgency or plan, where nothing calls for any."""
    tests = tests_by_id(knowledge)
    worth = [ask for ask in asks if ask.may_change != "ranking" and standing.is_open(ask.test)]
    seen = [ask for ask in worth if tests[ask.test].kind in SEEN]
    for ask in seen[: int(knowledge.choices["most_examinations_of_a_plan"])]:
        yield _Place(tests[ask.test], Urgency.ROUTINE.rank, EXAMINATIONS, Reason(ask=ask))


def _enough(places: list[_Place], knowledge: Knowledge) -> list[_Place]:
    """As many tests as somebody does; what a danger calls for is never cut."""
    most = int(knowledge.choices["most_orders_of_a_plan"])
    calls = [place.reason.call for place in places]
    return [places[at] for at, call in enumerate(calls) if at < most or (call and call.by_danger)]


def _confirming(likely: dict[str, float], standing: Standing, of: Person, knowledge: Knowledge) -> Iterator[_Place]:
    """What would confirm a likely cause, where a gate lets it through; a picture never without one."""
    tests = tests_by_id(knowledge)
    for (test_id, cause), aim in aims_by_pair(knowledge).items():
        test = tests[test_id]
        allowed = test_id in standing.let or test.kind not in ("imaging", "procedure")
        if not aim.confirms or cause not in likely or not allowed or not standing.is_open(test_id):
            continue
        if test.kind in SENT_AWAY and not is_done(test, cause, of.known, knowledge):
            yield _Place(test, Urgency.ROUTINE.rank, CONFIRMING, Reason(gate=standing.let.get(test_id)))


def _completing(
    surgery: tuple[Candidacy, ...], standing: Standing, of: Person, knowledge: Knowledge
) -> Iterator[_Place]:
    """What would answer the criteria still missing of an operation that has enough of them met; no picture unasked."""
    tests = tests_by_id(knowledge)
    for operation in surgery[:1]:
        missing = [one for one in operation.criteria if one.standing == "missing"]
        met = sum(one.standing == "met" for one in operation.criteria)
        enough = met >= knowledge.choices["least_share_of_criteria_met"] * (met + len(missing))
        for criterion in missing if enough and not operation.emergency else ():
            test = tests[criterion.completes[0]] if criterion.completes else None
            if test is None or not standing.is_open(test.id) or is_done(test, None, of.known, knowledge):
                continue
            if test.kind not in SENT_AWAY or test.id in standing.let:
                reason = Reason(gate=standing.let.get(test.id), completes=criterion)
                yield _Place(test, Urgency.ROUTINE.rank, COMPLETING, reason)


def _safety(standing: Standing, urgency: Urgency, knowledge: Knowledge) -> tuple[Order, ...]:
    """The safety questions that are still open, as the first order; in an emergency they wait."""
    asked = standing.open_questions
    if not asked or urgency is Urgency.EMERGENCY:
        return ()
    questions = list(dict.fromkeys(knowledge.findings[finding].question for finding in asked))
    text = " ".join(questions[:3])
    return (
        Order(
            id="ask_first",
            text=text,
            why=f"{len(asked)} safety questions are open; they come before any picture and before any pill",
            status=OURS,
            audience="person",
            label="safety questions",
            plain_text=text,
            findings=asked,
            who="person",
            kind="question",
            may_change="urgency",
            minutes=float(len(asked)),
        ),
    )
