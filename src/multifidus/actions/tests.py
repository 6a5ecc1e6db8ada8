"""What to ask, examine or measure next: whatever could change the urgency or settle the ranking, for its cost."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import RedFlagRow, TestRow, UrgencyThresholdRow
from multifidus.terms import (
    Action,
    Alarm,
    Beliefs,
    Floats,
    Known,
    NextTest,
    Order,
    Plan,
    Urgency,
    Values,
    most_urgent,
)

ENOUGH = 16  # tests told; a longer list is no advice
SENT_AWAY = ("lab", "imaging", "procedure")  # kinds of test that cost a journey, radiation or a needle


def next_tests(
    known: Known, alarms: tuple[Alarm, ...], urgency: Urgency, values: Values | None, knowledge: Knowledge
) -> tuple[NextTest, ...]:
    """The tests worth doing next, the best first; none when there was nothing to weigh.

    What counts is the change to expect, of urgency first and then of the ranking, for each step of cost and harm. A
    test that is sent away for, or intimate, is held back until something gives it a reason: a red flag, or a case
    that is more than routine. Guidelines want no imaging of plain back pain.
    """
    if values is None:
        return ()
    choices = knowledge.choices
    position = {finding: i for i, finding in enumerate(values.findings)}
    raising = _raising(known, urgency, values, knowledge)
    found = []
    for test in knowledge.rows(TestRow):
        asked = [finding for finding in test.findings if finding in position and _askable(finding, known)]
        if not asked:
            continue
        best = max(asked, key=lambda finding: float(values.gain_nats[position[finding]]))
        gain = float(values.gain_nats[position[best]])
        change = max((raising.get(finding, 0.0) for finding in asked), default=0.0)
        if change == 0.0 and gain < choices["least_gain_of_a_test_nats"]:
            continue
        needs_reason = test.kind in SENT_AWAY or test.invasiveness >= choices["invasiveness_with_reason"]
        if needs_reason and not alarms and urgency.rank > Urgency.SOON.rank:
            continue
        asked.sort(key=lambda finding: -raising.get(finding, 0.0) - float(values.gain_nats[position[finding]]))
        worth = (gain + change) / (1 + choices["worth_lost_per_step"] * (test.cost_class + test.invasiveness))
        found.append((worth, _told(test, asked, gain, may_change_urgency=change > 0.0)))
    found.sort(key=lambda pair: (-pair[0], pair[1].test))
    return tuple(test for _, test in found[:ENOUGH])


def _askable(finding: str, known: Known) -> bool:
    return known.unknown(finding)


def _told(test: TestRow, asked: list[str], gain: float, *, may_change_urgency: bool) -> NextTest:
    return NextTest(
        test=test.id,
        findings=tuple(asked),
        gain_nats=gain,
        may_change="urgency" if may_change_urgency else "ranking",
        cost=test.cost_class,
    )


def _raising(known: Known, urgency: Urgency, values: Values, knowledge: Knowledge) -> dict[str, float]:
    """The unknown findings that would make the case more urgent, with the steps of urgency to expect of each.

    A step that comes for certain counts as much as one nat; what is too rare is left out.
    """
    by_rule: dict[str, Urgency] = {}
    for finding, level in _completed_rules(known, knowledge):
        by_rule[finding] = most_urgent([level, by_rule.get(finding, level)])
    raising = {}
    for i, finding in enumerate(values.findings):
        p = float(values.p_present[i])
        if p < knowledge.choices["least_p_of_a_raise"] or not known.unknown(finding):
            continue
        by_probability = _threshold(values.causes, values.if_present[i], knowledge)
        level = most_urgent([by_probability, by_rule.get(finding, by_probability)])
        if level.rank < urgency.rank:
            raising[finding] = p * (urgency.rank - level.rank)
    return raising


def _completed_rules(known: Known, knowledge: Knowledge) -> Iterator[tuple[str, Urgency]]:
    """Each finding that is the last one missing of a red flag, with the urgency of that rule."""
    for rule in knowledge.rows(RedFlagRow):
        missing = [finding for finding in rule.finding if not known.present(finding)]
        if len(missing) == 1:
            yield missing[0], Urgency(rule.urgency)


def _threshold(causes: tuple[str, ...], probabilities: Floats, knowledge: Knowledge) -> Urgency:
    """The urgency that these probabilities alone would call for."""
    p = dict(zip(causes, probabilities.tolist(), strict=True))
    rows = knowledge.rows(UrgencyThresholdRow)
    return most_urgent(Urgency(row.urgency) for row in rows if p[row.cause] >= row.p_at_least)


def orders(
    asks: tuple[NextTest, ...],
    known: Known,
    knowledge: Knowledge,
    *,
    alarms: tuple[Alarm, ...],
    beliefs: Beliefs | None,
    plan: Plan,
) -> tuple[tuple[Order, ...], tuple[Action, ...]]:
    """The tests as orders, what to look for and where; and the tests that are better left for now."""
    return (), ()
