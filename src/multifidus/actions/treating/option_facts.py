"""What the tables hold of each option of treatment, put in order once for each edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from multifidus.actions.effects import effect_figure
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import ContraindicationRow, EffectRow, OptionRow, PositionRow, TreatmentRow
from multifidus.terms import Figure, Position

Pair = tuple[str, str]  # option, cause
GRAVEST_FIRST = ("avoid", "ask", "caution")


@dataclass(frozen=True, slots=True)
class OptionFacts:
    """The rows about treatment by what they speak of."""

    options: Mapping[str, OptionRow]
    lines: Mapping[str, tuple[TreatmentRow, ...]]  # by cause
    positions: Mapping[Pair, tuple[PositionRow, ...]]
    effects: Mapping[Pair, tuple[EffectRow, ...]]
    checks: Mapping[str, tuple[ContraindicationRow, ...]]  # by class of treatment, what forbids it first


@lru_cache(maxsize=4)
def facts_of(knowledge: Knowledge) -> OptionFacts:
    """The facts on every option of these tables."""
    lines: dict[str, list[TreatmentRow]] = defaultdict(list)
    for line in knowledge.rows(TreatmentRow):
        lines[line.cause].append(line)
    positions: dict[Pair, list[PositionRow]] = defaultdict(list)
    for said in knowledge.rows(PositionRow):
        for cause in said.causes:
            positions[said.option, cause].append(said)
    effects: dict[Pair, list[EffectRow]] = defaultdict(list)
    for found in knowledge.rows(EffectRow):
        for cause in found.causes:
            effects[found.option, cause].append(found)
    checks: dict[str, list[ContraindicationRow]] = defaultdict(list)
    for check in sorted(knowledge.rows(ContraindicationRow), key=lambda row: GRAVEST_FIRST.index(row.action)):
        checks[check.treatment_class].append(check)
    return OptionFacts(
        options={row.id: row for row in knowledge.rows(OptionRow)},
        lines={cause: tuple(rows) for cause, rows in lines.items()},
        positions={pair: tuple(rows) for pair, rows in positions.items()},
        effects={pair: tuple(rows) for pair, rows in effects.items()},
        checks={of: tuple(rows) for of, rows in checks.items()},
    )


def said_on(option: str, cause: str, facts: OptionFacts, phase: str | None) -> tuple[PositionRow, ...]:
    """What guidelines say of an option for a cause, of the phase where it is known."""
    rows = facts.positions.get((option, cause), ())
    return tuple(row for row in rows if phase is None or row.phase in (None, phase))


def positions_of(said: Iterable[PositionRow]) -> tuple[Position, ...]:
    """Each position once, those that are for it and those that are against."""
    positions = (Position(row.guideline, row.recommendation, row.source, row.status) for row in said)
    return tuple({(one.guideline, one.recommendation): one for one in positions}.values())


def effects_on(option: str, cause: str, facts: OptionFacts, phase: str | None) -> tuple[EffectRow, ...]:
    """What trials found of an option for a cause, of the phase where it is known."""
    rows = facts.effects.get((option, cause), ())
    return tuple(row for row in rows if phase is None or row.phase in (None, phase))


def figures_of(effects: Iterable[EffectRow]) -> tuple[Figure, ...]:
    """The numbers among what trials found, each with what was compared."""
    return tuple(figure for row in effects if (figure := effect_figure(row)))
