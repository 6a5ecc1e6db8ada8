"""How far an answer would change the urgency: what raises it, and what could spare an alarm."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import RedFlagRow, UrgencyThresholdRow
from multifidus.terms import Alarm, Floats, Known, Urgency, Values

Ints = npt.NDArray[np.int64]
CALMEST = Urgency.SELF_CARE.rank


def urgency_change(
    known: Known, alarms: tuple[Alarm, ...], urgency: Urgency, values: Values, knowledge: Knowledge
) -> tuple[Floats, Floats]:
    """(findings,) and (findings,): steps of urgency up to expect of each finding, and steps down, over both answers.

    What is too rare raises nothing. Nothing calms a red flag but an answer that its rule itself waits for.
    """
    choices = knowledge.choices
    held = min([alarm.urgency.rank for alarm in alarms], default=CALMEST)
    p = values.p_present
    if_present = np.minimum(
        _by_rule(known, values, knowledge), _by_probability(values.causes, values.if_present, knowledge)
    )
    if_absent = _by_probability(values.causes, values.if_absent, knowledge)
    p_raise = np.where(p >= choices["least_p_of_a_raise"], p, 0.0)
    up = p_raise * np.maximum(urgency.rank - if_present, 0)
    spared, share = _spared(alarms, known, values, held)
    calm_if_present = np.minimum(if_present, min(held, Urgency.ROUTINE.rank))
    calm_if_absent = np.minimum(if_absent, np.minimum(spared, Urgency.ROUTINE.rank))
    down = p * np.maximum(calm_if_present - urgency.rank, 0)
    down += (1.0 - p) * share * np.maximum(calm_if_absent - urgency.rank, 0)
    return np.asarray(up), np.asarray(down)


def _by_probability(causes: tuple[str, ...], probabilities: Floats, knowledge: Knowledge) -> Ints:
    """(findings,): rank of the urgency that these probabilities, (findings, causes), alone would call for."""
    cause, least, rank = _thresholds(knowledge, causes)
    called = np.where(probabilities[:, cause] >= least, rank, CALMEST)
    return np.asarray(called.min(1))


@lru_cache(maxsize=4)
def _thresholds(knowledge: Knowledge, causes: tuple[str, ...]) -> tuple[Ints, Floats, Ints]:
    rows = knowledge.rows(UrgencyThresholdRow)
    return (
        np.array([causes.index(row.cause) for row in rows], dtype=np.int64),
        np.array([row.p_at_least for row in rows]),
        np.array([Urgency(row.urgency).rank for row in rows], dtype=np.int64),
    )


def _by_rule(known: Known, values: Values, knowledge: Knowledge) -> Ints:
    """(findings,): rank of the most urgent red flag of which the finding is the last one missing."""
    present = {finding.id for finding in known.findings.all() if finding.present}
    by_finding: dict[str, int] = {}
    for findings, rank, alone in _rules(knowledge):
        missing = findings - present
        if len(missing) == 1 and (alone or known.concerns_back):
            (last,) = missing
            by_finding[last] = min(rank, by_finding.get(last, rank))
    return np.array([by_finding.get(finding, CALMEST) for finding in values.findings], dtype=np.int64)


@lru_cache(maxsize=4)
def _rules(knowledge: Knowledge) -> tuple[tuple[frozenset[str], int, bool], ...]:
    """Each rule's findings, the rank of its urgency, and whether it stands without a complaint of the back."""
    rows = knowledge.rows(RedFlagRow)
    return tuple((frozenset(row.finding), Urgency(row.urgency).rank, row.stands_alone) for row in rows)


def _spared(alarms: tuple[Alarm, ...], known: Known, values: Values, held: int) -> tuple[Ints, Floats]:
    """(findings,) and (findings,): rank that the red flags keep, were each finding denied, and its share in that.

    A rule that waits for several answers is spared by all of them together, so each of them counts in part.
    """
    rank = np.full(len(values.findings), held, dtype=np.int64)
    share = np.ones(len(values.findings))
    place = {finding: i for i, finding in enumerate(values.findings)}
    for alarm in alarms:
        open_answers = [finding for finding in alarm.until_denied if known.unknown(finding)]
        for finding in open_answers:
            others = [a.urgency.rank for a in alarms if finding not in a.until_denied]
            if finding in place:
                rank[place[finding]] = min(others, default=CALMEST)
                share[place[finding]] = 1.0 / len(open_answers)
    return rank, share
