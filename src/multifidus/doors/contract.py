"""An assessment as the JSON object that every other system reads."""

from __future__ import annotations

from typing import Any

from multifidus.doors.plan_contract import figure_data, plan_data, prognosis_data
from multifidus.doors.scores_contract import questionnaire_data
from multifidus.terms import Alarm, Assessment, Belief, Beliefs, Finding, Shift

NERVE_MECHANISM = "nerve_root"


def contract(assessment: Assessment, *, file: str, labels: dict[str, str]) -> dict[str, Any]:
    """The object for one file. `labels` are the words for the causes.

    Probabilities are proportions, weights are ln odds, gains are nats.
    """
    beliefs, plan = assessment.beliefs, assessment.plan
    told = {
        "file": file,
        "edition": assessment.edition,
        "in_scope": assessment.known.in_scope,
        "out_of_scope": list(assessment.known.out_of_scope),
        "urgency": str(plan.urgency),
        "urgency_reasons": list(plan.reasons),
        "red_flags": [_red_flag(alarm) for alarm in assessment.alarms],
        "ask_first": list(assessment.ask_first),
        "causes": [_cause(belief, labels) for belief in beliefs.causes] if beliefs else [],
        "p_unexplained": beliefs.p_unexplained if beliefs else None,
        "pain_types": pain_types(beliefs),
        "level": [{"root": root.root, "side": root.side, "probability": root.probability} for root in beliefs.level]
        if beliefs
        else [],
        "findings": [finding_data(finding) for finding in assessment.known.findings.all() if _said(finding)],
        "contradictions": [contradiction.told for contradiction in assessment.known.contradictions],
        "unread": [one.told for one in assessment.known.unread],
        "next_tests": [
            {
                "test": test.test,
                "findings": list(test.findings),
                "gain_nats": test.gain_nats,
                "may_change": test.may_change,
                "cost": test.cost,
            }
            for test in assessment.next_tests
        ],
        "plan": plan_data(plan),
        "prognosis": prognosis_data(plan.prognosis),
        "certificate": beliefs.certificate if beliefs else None,
        "troubles": list(assessment.troubles),
    }
    if assessment.questionnaires:
        told["questionnaires"] = [questionnaire_data(one) for one in assessment.questionnaires]
    return told


def cause_of(assessment: Assessment, cause: str, labels: dict[str, str]) -> dict[str, Any]:
    """The object for one cause of one file; without a ranking it says why instead of a probability."""
    if assessment.beliefs is None:
        return {"id": cause, "label": labels[cause], "out_of_scope": list(assessment.known.out_of_scope)}
    belief = next(belief for belief in assessment.beliefs.causes if belief.cause == cause)
    return {"edition": assessment.edition, **_cause(belief, labels)}


def pain_types(beliefs: Beliefs | None) -> dict[str, float | None]:
    """The probability of each kind of pain.

    Neuropathic is the chance that a nerve root is pressed; what is neither that nor unexplained is nociceptive. No
    compiled finding bears on nociplastic pain yet, so it is None: unknown, not zero.
    """
    if beliefs is None:
        return {"nociceptive": None, "neuropathic": None, "nociplastic": None}
    neuropathic = beliefs.mechanisms[NERVE_MECHANISM]
    rest = max(0.0, 1.0 - neuropathic - beliefs.p_unexplained)
    return {"nociceptive": rest, "neuropathic": neuropathic, "nociplastic": None}


def _said(finding: Finding) -> bool:
    return not finding.source.startswith("follows from")


def _red_flag(alarm: Alarm) -> dict[str, Any]:
    return {
        "cause": None if alarm.feared else alarm.cause,
        "feared": alarm.feared,
        "urgency": str(alarm.urgency),
        "findings": list(alarm.findings),
        "action": alarm.action,
        "source": alarm.source,
        "status": alarm.status,
    }


def _cause(belief: Belief, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "id": belief.cause,
        "label": labels[belief.cause],
        "probability": belief.probability,
        "low": belief.low,
        "high": belief.high,
        "why": [_shift(shift) for shift in belief.why],
    }


def _shift(shift: Shift) -> dict[str, Any]:
    return {
        "finding": shift.finding,
        "alone": shift.alone,
        "without": shift.without,
        "through": shift.through,
        "figures": [figure_data(figure) for figure in shift.figures],
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    """The object for one finding, with the words that it was read from where there are any."""
    told = {"id": finding.id, "value": finding.value, "side": finding.side, "source": finding.source}
    if finding.quote is not None:
        told |= {"quote": finding.quote, "start": finding.start, "end": finding.end}
    return told
