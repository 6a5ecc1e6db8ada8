"""Operations: which of their criteria are met, missing or contradicted. Never that somebody has to have one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from multifidus.actions.conditions import holds
from multifidus.actions.operating.criteria import judge
from multifidus.actions.operating.operations import Operation, operations_of
from multifidus.actions.operating.person_told import person_told
from multifidus.actions.operating.surgery_told import plain_text, required, text
from multifidus.knowledge import Knowledge
from multifidus.terms import Alarm, Candidacy, Criterion, Known, RootBelief, Urgency


@dataclass(frozen=True, slots=True)
class Thought:
    """What is thought of the causes: how likely each is, and which red flags name it."""

    alarms: tuple[Alarm, ...]
    likely: Mapping[str, float]
    level: tuple[RootBelief, ...]  # what is believed of the root
    knowledge: Knowledge

    def of(self, cause: str) -> tuple[Alarm, ...]:
        """The red flags of a cause; what is feared instead of it has another surgeon."""
        return tuple(alarm for alarm in self.alarms if alarm.cause == cause and alarm.feared is None)

    def why(self, cause: str) -> str:
        """Why the cause is thought of: its probability, and the red flags that name it."""
        label = self.knowledge.causes[cause].label.split(",")[0]
        told = [f"{label} {self.likely[cause]:.2f}"] if cause in self.likely else []
        for alarm in self.of(cause):
            labels = (self.knowledge.findings[finding].label for finding in alarm.findings)
            told.append(f"red flag: {' and '.join(labels)}")
        return "; ".join(told)


def candidacies(
    known: Known,
    alarms: tuple[Alarm, ...],
    likely: Mapping[str, float],
    knowledge: Knowledge,
    *,
    level: tuple[RootBelief, ...] = (),
    urgency: Urgency = Urgency.ROUTINE,
) -> tuple[Candidacy, ...]:
    """The operations that come into question, the emergency ones first; `level` is what is believed of the root.

    Where something cannot wait, what can wait is left out: nothing routine stands beside an emergency. For whom no
    ranking can be given, nothing that can wait is spoken of either.
    """
    thought = Thought(alarms, likely, level, knowledge)
    judged = [
        (operation, tuple(judge(criterion, known) for criterion in operation.criteria))
        for operation in operations_of(knowledge)
        if _comes_up(operation, known, thought)
    ]
    found = [
        (operation, _candidacy(operation, criteria, known, thought))
        for operation, criteria in judged
        if len(required(criteria, "met")) >= operation.row.least_met
    ]
    pressing = urgency is Urgency.EMERGENCY or not known.in_scope or any(one.emergency for _, one in found)
    same_hour = any(one.emergency and operation.row.emergency for operation, one in found)
    shown = [
        one
        for operation, one in found
        if (one.emergency or not pressing) and (_stands(operation, one, likely) or (one.emergency and not same_hour))
    ]
    return tuple(_once(sorted(shown, key=lambda one: _place(one, likely))))


def _stands(operation: Operation, one: Candidacy, likely: Mapping[str, float]) -> bool:
    """Whether it may be spoken of for itself: not where a red flag alone brings it up for an unlikely cause."""
    complete = len(required(one.criteria, "met")) == sum(criterion.role == "required" for criterion in one.criteria)
    return operation.row.emergency or operation.row.cause in likely or not likely or complete


def _comes_up(operation: Operation, known: Known, thought: Thought) -> bool:
    """Whether the cause is likely enough or feared, and the operation makes sense for this person."""
    row, choices = operation.row, thought.knowledge.choices
    p = thought.likely.get(row.cause, 0.0)
    if row.p_without_sign is not None and p >= row.p_without_sign:
        return True
    least = 0.0 if row.emergency else choices["least_p_of_an_operation"]
    reason = (row.cause in thought.likely and p >= least) or bool(thought.of(row.cause))
    return reason and holds(row.when, known) is True


def _candidacy(operation: Operation, criteria: tuple[Criterion, ...], known: Known, thought: Thought) -> Candidacy:
    """How far the criteria of an operation are met, told of this person."""
    row = operation.row
    urgent = row.emergency or any(one.role == "urgent" and one.standing == "met" for one in criteria)
    bare = Candidacy(
        id=row.operation,
        text="",
        why=thought.why(row.cause),
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
    person = person_told(row.tells, known, thought.knowledge, thought.level)
    return replace(bare, text=text(bare, person), plain_text=plain_text(bare, row, person))


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
