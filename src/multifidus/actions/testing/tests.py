"""What to ask, examine or measure next: whatever could change the urgency or the plan, for what it costs."""

from __future__ import annotations

from multifidus.actions.testing.calls import SENT_AWAY
from multifidus.actions.testing.gates import Standing
from multifidus.actions.testing.worth import Worth, priced
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import TestRow
from multifidus.terms import Alarm, Known, NextTest, Urgency, Values

ENOUGH = 16  # tests told; a longer list is no advice


def next_tests(
    known: Known,
    values: Values | None,
    standing: Standing,
    knowledge: Knowledge,
    *,
    alarms: tuple[Alarm, ...],
    urgency: Urgency,
) -> tuple[NextTest, ...]:
    """The tests worth doing next, the best first; none when there was nothing to weigh.

    What counts is the change to expect, of urgency first, then of the plan, then of the ranking, for what the test
    costs in money, harm, radiation and time, and for who can do it. A test that is sent away for, or intimate, is
    held back until something gives it a reason: a red flag, or a case that is more than routine. What a danger calls
    for is told however little is to be gained; in an emergency nothing else is but questions.
    """
    if values is None:
        return ()
    worth = Worth.of(known, alarms, urgency, values, knowledge)
    without_reason = not alarms and urgency.rank > Urgency.SOON.rank
    found = []
    for test, price in priced(knowledge):
        called = test.id in standing.called and standing.is_open(test.id)
        if not called and not _may_be_told(test, urgency, standing, without_reason, knowledge):
            continue
        told = worth.told(test)
        if told is not None:
            pressing = called and standing.called[test.id].by_danger
            found.append((pressing, told[0] / price, told[1]))
    found.sort(key=lambda one: (not one[0], -one[1], one[2].test))
    kept = sorted(found[:ENOUGH], key=lambda one: (-one[1], one[2].test))
    return tuple(test for _, _, test in kept)


def _may_be_told(
    test: TestRow, urgency: Urgency, standing: Standing, without_reason: bool, knowledge: Knowledge
) -> bool:
    if test.kind == "question":
        return True
    if urgency is Urgency.EMERGENCY or not standing.is_open(test.id):
        return False
    needs_reason = test.kind in SENT_AWAY or test.invasiveness >= knowledge.choices["invasiveness_with_reason"]
    return not (needs_reason and without_reason)
