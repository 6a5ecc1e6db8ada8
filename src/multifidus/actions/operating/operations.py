"""The operations of the tables, each with its criteria, trials and positions: worked out once for each edition."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from multifidus.actions.effects import effect_figure
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import EffectRow, OperationRow, PositionRow, SurgeryCriterionRow
from multifidus.terms import OURS, Figure, Outcome, Position

WEAKEST_FIRST = ("recalled", "checked")  # what rests on one unread source is told as unread
# What parts one trial from another, the most trustworthy first: a figure of each kind is told before a second of one.
DESIGNS = ("sham", "intention to treat", "as treated", "crossed over", "open label")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation for one cause, with all that the tables hold of it."""

    row: OperationRow
    criteria: tuple[SurgeryCriterionRow, ...]
    figures: tuple[Figure, ...]
    positions: tuple[Position, ...]
    outcomes: tuple[Outcome, ...]
    sources: tuple[str, ...]
    status: str


@lru_cache(maxsize=4)
def operations_of(knowledge: Knowledge) -> tuple[Operation, ...]:
    """Every operation of operations.csv, in its order."""
    return tuple(_operation(row, knowledge) for row in knowledge.rows(OperationRow))


def _operation(row: OperationRow, knowledge: Knowledge) -> Operation:
    criteria = tuple(
        criterion
        for criterion in knowledge.rows(SurgeryCriterionRow)
        if criterion.operation == row.operation and row.cause in criterion.causes
    )
    effects = tuple(
        effect for effect in knowledge.rows(EffectRow) if effect.option in row.trials_of and row.cause in effect.causes
    )
    positions = tuple(
        Position(position.guideline, position.recommendation, position.source, position.status)
        for position in knowledge.rows(PositionRow)
        if position.option == row.operation and row.cause in position.causes
    )
    sourced: tuple[SurgeryCriterionRow | Position | EffectRow, ...] = (*criteria, *positions, *effects)
    named = [(one.source, one.status) for one in sourced if one.source]
    return Operation(
        row=row,
        criteria=criteria,
        figures=_by_design([figure for effect in effects if (figure := effect_figure(effect))]),
        positions=positions,
        outcomes=tuple(outcome for effect in effects for outcome in _outcome(effect, row.operation)),
        sources=tuple(dict.fromkeys(source for source, _ in named)),
        status=next((status for status in WEAKEST_FIRST if status in {of for _, of in named}), OURS),
    )


def _by_design(figures: list[Figure]) -> tuple[Figure, ...]:
    """The figures so that the first ones show how far trials of different designs lie apart."""
    first = [next((figure for figure in figures if design in figure.comparison), None) for design in DESIGNS]
    return tuple(dict.fromkeys((*(figure for figure in first if figure), *figures)))


def _outcome(effect: EffectRow, operation: str) -> tuple[Outcome, ...]:
    """The shares with the operation and without it, where a trial published both; not those of another operation."""
    if effect.option != operation:
        return ()
    if effect.p_with is None or effect.p_without is None or effect.outcome is None or effect.weeks is None:
        return ()
    return (
        Outcome(
            better=effect.outcome,
            weeks=effect.weeks,
            p_without=effect.p_without,
            p_with=effect.p_with,
            low=None,
            high=None,
            source=effect.source,
            status=effect.status,
        ),
    )
