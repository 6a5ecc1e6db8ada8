"""A lift that was worked out, as its page shows it: what it means first, then what helps, then each figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from multifidus.actions.lifting.withheld import not_for
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.shown.words import Cited, Words, capital
from multifidus.clinic.design.told import told
from multifidus.clinic.lifts.bench import SpineFailedError, Worked, bench
from multifidus.clinic.lifts.measures import System
from multifidus.clinic.lifts.shown.assumed import assumed
from multifidus.clinic.lifts.shown.changes import ShownChange, ShownPair, changes, pair
from multifidus.clinic.lifts.shown.discs import ShownDiscs, discs
from multifidus.clinic.lifts.shown.limits import ShownLimit, limits
from multifidus.clinic.lifts.shown.people import ShownPerson, people
from multifidus.clinic.lifts.shown.rule import ShownRule, rule
from multifidus.clinic.lifts.shown.verdict import ShownVerdict, verdict
from multifidus.findings.lifting.constants import Constants

Pairs = Iterator[tuple[str, str]]
NEXT = 3  # changes beside the best that are told unfolded


@dataclass(frozen=True, slots=True)
class ShownLift:
    """The whole page. `discs` is None where there is no model of the spine; `install` says what to, if it is that."""

    verdict: ShownVerdict
    limits: tuple[ShownLimit, ...]
    changes: tuple[ShownChange, ...]
    pair: ShownPair | None
    discs: ShownDiscs | None
    people: tuple[ShownPerson, ...]
    rule: ShownRule
    assumed: tuple[str, ...]
    install: str
    sources: tuple[Cited, ...]
    not_for: tuple[str, ...]
    rule_not_for: tuple[str, ...]

    @property
    def best(self) -> ShownChange | None:
        """The one change that helps most."""
        return self.changes[0] if self.changes else None

    @property
    def next(self) -> tuple[ShownChange, ...]:
        """The changes that help most after it."""
        return self.changes[1 : 1 + NEXT]

    @property
    def rest(self) -> tuple[ShownChange, ...]:
        """What helps less."""
        return self.changes[1 + NEXT :]


def shown(worked: Worked, system: System) -> ShownLift:
    """The page of an answer, in the units that were chosen."""
    held = limits(worked, bench().constants, system)
    return ShownLift(
        verdict=verdict(held),
        limits=held,
        changes=changes(worked, system),
        pair=pair(worked, system),
        discs=discs(worked, bench().constants),
        people=people(worked, bench().constants, system),
        rule=rule(worked, system),
        assumed=assumed(worked, bench().constants, system),
        install=_install(worked),
        sources=Words(engine()[0], "person").cited(_sources(worked, bench().constants)),
        not_for=_not_for("limits"),
        rule_not_for=_not_for("equation"),
    )


def _install(worked: Worked) -> str:
    missing = worked.reading.without
    return "" if missing is None or isinstance(missing, SpineFailedError) else missing.remedy


def _not_for(of: Literal["limits", "equation"]) -> tuple[str, ...]:
    return tuple(capital(told(label)) for label in not_for(engine()[0], of))


def _sources(worked: Worked, constants: Constants) -> Pairs:
    """Where the figures of this answer come from: limits, what helps, the model of the body."""
    equation = constants.row("niosh_li_goal")
    yield equation.source or "", equation.status
    for one in worked.reading.verdicts:
        yield one.limit.source or "", one.limit.status
    for change in worked.ranking.changes[:1]:
        yield change.row.source or "", change.row.status
    for quantity in ("segment_mass_fraction", "segment_length_fraction", "muscle_stress", "lift_speed"):
        for row in constants.rows(quantity):
            yield row.source or "", row.status
    yield "", "ours"  # what nobody measured, and how far it may be off
