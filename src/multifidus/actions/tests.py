"""What to ask, examine or measure next: whatever could change the urgency first, then what settles most for its cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import RedFlagRow, TestRow, UrgencyThresholdRow
from multifidus.terms import Alarm, Known, NextTest, Urgency, Values, most_urgent

ENOUGH = 12  # tests told; a longer list is no advice
LEAST_P = 0.01  # what is rarer than this among people like this one is left to the safety questions; ours
LEAST_GAIN_NATS = 0.002  # ours: below this nobody would notice the change
SENT_AWAY = ("lab", "imaging", "procedure")  # kinds of test that cost a journey, radiation or a needle


def next_tests(
    known: Known, alarms: tuple[Alarm, ...], urgency: Urgency, values: Values | None, knowledge: Knowledge
) -> tuple[NextTest, ...]:
    """The tests worth doing next, the best first; none when there was nothing to weigh.

    A test that could raise the urgency stands before one that only settles the ranking; among equals the gain for
    each step of cost and harm decides. A test that is sent away for is held back until something gives it a reason:
    a red flag, or a fair chance that it changes the urgency.
    """
    if values is None:
        return ()
    position = {finding: i for i, finding in enumerate(values.findings)}
    raising = _raising(known, urgency, values, knowledge)
    found = []
    for test in knowledge.rows(TestRow):
        asked = [finding for finding in test.findings if finding in position and _askable(finding, known)]
        if not asked:
            continue
        best = max(asked, key=lambda finding: float(values.gain_nats[position[finding]]))
        gain = float(values.gain_nats[position[best]])
        changes = [finding for finding in asked if finding in raising]
        if not changes and gain < LEAST_GAIN_NATS:
            continue
        if test.kind in SENT_AWAY and not (alarms or changes):
            continue
        asked.sort(key=lambda finding: (finding not in raising, -float(values.gain_nats[position[finding]])))
        found.append((_worth(test, gain, changes), _told(test, asked, gain, changes)))
    found.sort(key=lambda pair: (-pair[0], pair[1].test))
    return tuple(test for _, test in found[:ENOUGH])


def _askable(finding: str, known: Known) -> bool:
    return known.unknown(finding)


def _worth(test: TestRow, gain: float, changes: list[str]) -> float:
    """Nats for each step of cost and harm; a change of urgency counts as one nat more."""
    return (gain + (1.0 if changes else 0.0)) / (1 + test.cost_class + test.invasiveness)


def _told(test: TestRow, asked: list[str], gain: float, changes: list[str]) -> NextTest:
    return NextTest(
        test=test.id,
        findings=tuple(asked),
        gain_nats=gain,
        may_change="urgency" if changes else "ranking",
        cost=test.cost_class,
    )


def _raising(known: Known, urgency: Urgency, values: Values, knowledge: Knowledge) -> set[str]:
    """The unknown findings that are likely enough and would make the case more urgent than it is."""
    likely = {
        finding: i
        for i, finding in enumerate(values.findings)
        if known.unknown(finding) and float(values.p_present[i]) >= LEAST_P
    }
    by_rule = {
        finding
        for finding, level in _completed_rules(known, knowledge)
        if finding in likely and level.rank < urgency.rank
    }
    by_probability = {
        finding
        for finding, i in likely.items()
        if _threshold(values.causes, values.if_present[i], knowledge).rank < urgency.rank
    }
    return by_rule | by_probability


def _completed_rules(known: Known, knowledge: Knowledge) -> Iterator[tuple[str, Urgency]]:
    """Each finding that is the last one missing of a red flag, with the urgency of that rule."""
    for rule in knowledge.rows(RedFlagRow):
        missing = [finding for finding in rule.finding if not known.present(finding)]
        if len(missing) == 1:
            yield missing[0], Urgency(rule.urgency)


def _threshold(causes: tuple[str, ...], probabilities: object, knowledge: Knowledge) -> Urgency:
    """The urgency that these probabilities alone would call for."""
    p: Mapping[str, float] = dict(zip(causes, probabilities, strict=True))  # type: ignore[call-overload]
    rows = knowledge.rows(UrgencyThresholdRow)
    return most_urgent(Urgency(row.urgency) for row in rows if p[row.cause] >= row.p_at_least)
