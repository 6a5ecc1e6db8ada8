"""How soon somebody has to look: red flags first, then probabilities, then what nobody has asked yet."""

from __future__ import annotations

from collections.abc import Iterator

from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import MustAskRow, TestRow, UrgencyThresholdRow
from multifidus.terms import Alarm, Beliefs, Known, Urgency, most_urgent

CHILDBEARING_GATE = "could_be_pregnant"


def urgency(
    known: Known, alarms: tuple[Alarm, ...], beliefs: Beliefs | None, knowledge: Knowledge
) -> tuple[Urgency, tuple[str, ...]]:
    """The urgency, and why in words, the strongest reason first.

    A red flag and the probability of a dangerous cause can raise it, nothing can lower it. Unasked is not safe:
    while a question of must_ask.csv is open the answer is never `self_care`; nor is it without a ranking.
    """
    reasons = [*_by_alarm(alarms), *_by_probability(beliefs, knowledge)]
    open_questions = ask_first(known, knowledge)
    if open_questions:
        told = f"{len(open_questions)} safety questions are still open; unasked is not safe"
        reasons.append((Urgency.ROUTINE, told))
    if beliefs is None:
        reasons.append((Urgency.ROUTINE, "no ranking of causes was possible, so a clinician has to look"))
    reasons.sort(key=lambda reason: reason[0].rank)
    why = tuple(dict.fromkeys(told for _, told in reasons))
    return most_urgent(level for level, _ in reasons), why or ("every safety question was answered with no",)


def _by_alarm(alarms: tuple[Alarm, ...]) -> Iterator[tuple[Urgency, str]]:
    for alarm in alarms:
        yield alarm.urgency, f"red flag: {' + '.join(alarm.findings)}"


def _by_probability(beliefs: Beliefs | None, knowledge: Knowledge) -> Iterator[tuple[Urgency, str]]:
    for level, cause, p, at_least in _thresholds_reached(beliefs, knowledge):
        label = knowledge.causes[cause].label.split(",")[0]
        most = knowledge.choices["most_p_told"]
        likely = f"above {most:g}" if p > most else f"{p:.2g}"
        yield level, f"probability of {label} {likely}; from {at_least:g} on {level}"


def dangers(beliefs: Beliefs | None, knowledge: Knowledge) -> Iterator[tuple[Urgency, str, float]]:
    """Each urgency that a dangerous cause reaches by its probability alone, the cause, and that probability."""
    return ((level, cause, p) for level, cause, p, _ in _thresholds_reached(beliefs, knowledge))


def _thresholds_reached(beliefs: Beliefs | None, knowledge: Knowledge) -> Iterator[tuple[Urgency, str, float, float]]:
    if beliefs is None:
        return
    for row in knowledge.rows(UrgencyThresholdRow):
        p = beliefs.probability(row.cause)
        if p >= row.p_at_least:
            yield Urgency(row.urgency), row.cause, p, row.p_at_least


def ask_first(known: Known, knowledge: Knowledge) -> tuple[str, ...]:
    """The safety questions that are still open, in their order.

    A gate that was answered with yes opens the questions behind it: which kind of bladder trouble, which injury.
    """
    asked = sorted(knowledge.rows(MustAskRow), key=lambda row: row.question_order)
    by_person = {finding for test in knowledge.rows(TestRow) if test.who == "person" for finding in test.findings}
    open_questions = [row.finding for row in asked if known.unknown(row.finding) and _applies(row.finding, known)]
    behind = [
        row.id
        for gate in asked
        if known.present(gate.finding)
        for row in knowledge.findings.values()
        if gate.finding in row.implies
        and row.id in by_person
        and known.unknown(row.id)
        and not row.values.startswith("number:")
    ]
    return tuple(dict.fromkeys([*open_questions, *behind]))


def _applies(question: str, known: Known) -> bool:
    """Pregnancy is not asked of men, nor after the childbearing years."""
    return question != CHILDBEARING_GATE or not (known.present("male") or known.present("age_over_55"))
