"""Operations: which of their criteria are met, missing or contradicted. Never that somebody has to have one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from multifidus.actions.conditions import holds
from multifidus.actions.criteria import judge
from multifidus.actions.operations import Operation, operations_of
from multifidus.actions.person_told import Said, person_told
from multifidus.actions.surgery_told import plain_text, required, text
from multifidus.knowledge import Knowledge
from multifidus.terms import Alarm, Candidacy, Criterion, Known, RootBelief, Urgency


def candidacies(
    known: Known,
    alarms: tuple[Alarm, ...],
    likely: Mapping[str, float],
    knowledge: Knowledge,
    *,
    level: tuple[RootBelief, ...] = (),
) -> tuple[Candidacy, ...]:
    """The operations that come into question, the emergency ones first; `level` is what is believed of the root.

    Where something cannot wait, what can wait is left out: nothing routine stands beside an emergency.
    """
    judged = [
        (operation, tuple(judge(criterion, known) for criterion in operation.criteria))
        for operation in operations_of(knowledge)
        if _comes_up(operation, known, alarms, likely, knowledge)
    ]
    found = [
        _candidacy(
            operation,
            criteria,
            person_told(operation.row.tells, known, knowledge, level),
            "; ".join(_reasons(operation.row.cause, alarms, likely, knowledge)),
            knowledge,
        )
        for operation, criteria in judged
        if len(required(criteria, "met")) >= operation.row.least_met
    ]
    pressing = any(one.emergency for one in found) or any(alarm.urgency is Urgency.EMERGENCY for alarm in alarms)
    shown = [one for one in found if one.emergency or not pressing]
    return tuple(_once(sorted(shown, key=lambda one: _place(one, likely))))


def _comes_up(
    operation: Operation, known: Known, alarms: tuple[Alarm, ...], likely: Mapping[str, float], knowledge: Knowledge
) -> bool:
    """Whether the cause is likely enough or feared, and the operation makes sense for this person."""
    row = operation.row
    least = 0.0 if row.emergency else knowledge.choices["least_p_of_an_operation"]
    reason = likely.get(row.cause, -1.0) >= least or any(_raises(alarm, row.cause) for alarm in alarms)
    return reason and holds(row.when, known) is True


def _raises(alarm: Alarm, cause: str) -> bool:
    """Whether the red flag is one of this cause; what is feared instead of it has another surgeon."""
    return alarm.cause == cause and alarm.feared is None


def _candidacy(
    operation: Operation, criteria: tuple[Criterion, ...], person: tuple[Said, ...], why: str, knowledge: Knowledge
) -> Candidacy:
    """How far the criteria of an operation are met, told of this person."""
    row = operation.row
    urgent = row.emergency or any(one.role == "urgent" and one.standing == "met" for one in criteria)
    bare = Candidacy(
        id=row.operation,
        text="",
        why=why,
        status=operation.status,
        figures=operation.figures,
        sources=operation.sources,
        label=row.label,
        causes=(row.cause,),
        who=row.who,
        emergency=urgent and not required(criteria, "contradicted"),
        criteria=criteria,
        positions=operation.positions,
        outcomes=operation.outcomes,
    )
    return replace(bare, text=text(bare, person, knowledge), plain_text=plain_text(bare, row, person))


def _reasons(cause: str, alarms: tuple[Alarm, ...], likely: Mapping[str, float], knowledge: Knowledge) -> Iterator[str]:
    """Why the cause is thought of: its probability, and the red flags that name it."""
    if cause in likely:
        yield f"{knowledge.causes[cause].label.split(',')[0]} {likely[cause]:.2f}"
    for alarm in alarms:
        if _raises(alarm, cause):
            labels = (knowledge.findings[finding].label for finding in alarm.findings)
            yield f"red flag: {' and '.join(labels)}"


def _place(one: Candidacy, likely: Mapping[str, float]) -> tuple[bool, int, int, float]:
    """Emergencies first; then what is contradicted least, what misses least, and the likelier cause."""
    missing, contradicted = required(one.criteria, "missing"), required(one.criteria, "contradicted")
    return (not one.emergency, len(contradicted), len(missing), -likely.get(one.causes[0], 0.0))


def _once(ranked: Iterable[Candidacy]) -> Iterator[Candidacy]:
    """Each operation once, for the cause for which it stands best, naming the others that it would serve."""
    ranked = tuple(ranked)
    seen: set[str] = set()
    for one in ranked:
        if one.id not in seen:
            seen.add(one.id)
            others = (cause for other in ranked if other.id == one.id for cause in other.causes)
            yield replace(one, causes=tuple(dict.fromkeys(others)))
