"""Matched sets: the two hours before a spasm beside the same two hours one and two days earlier (case-crossover)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import log

from multifidus.findings.diary.episode import Episode, Ticked

Kind = tuple[int, int]  # of a set that differs within itself: how many of its times were exposed, of how many


@dataclass(frozen=True, slots=True)
class MatchedSet:
    """What was ticked before one spasm, and at one or two of the same times on the days before."""

    case: Ticked
    controls: tuple[Ticked, ...]


@dataclass(frozen=True)
class Counts:
    """Of one trigger: sets that tell something, by kind, and in how many of them the trigger came before the spasm.

    A set in which all times are alike says nothing of the trigger.
    """

    sets: int  # all of them
    before_spasm: int  # exposed in the two hours before a spasm, of all sets
    telling: Mapping[Kind, int]
    exposed: Mapping[Kind, int]

    @property
    def informative(self) -> int:
        """How many sets tell something."""
        return sum(self.telling.values())

    @property
    def for_it(self) -> int:
        """In how many of them the trigger came before the spasm."""
        return sum(self.exposed.values())


def matched_sets(episodes: Iterable[Episode], *, same_hours: float) -> tuple[MatchedSet, ...]:
    """The sets of a diary, in the order of time; a spasm of which nobody told what went before makes none.

    Spasms that began within `same_hours` of one before share its two hours: the first of them stands for all.
    """
    sets = []
    last = None
    for episode in sorted(episodes, key=lambda one: one.began):
        before = episode.before
        controls = tuple(one for one in (before.day_before, before.two_days_before) if one is not None)
        if before.here is None or not controls:
            continue
        if last is not None and episode.began - last < timedelta(hours=same_hours):
            continue
        last = episode.began
        sets.append(MatchedSet(before.here, controls))
    return tuple(sets)


def counts_of(trigger: str, sets: Iterable[MatchedSet]) -> Counts:
    """What the sets say of one trigger."""
    telling: Counter[Kind] = Counter()
    exposed: Counter[Kind] = Counter()
    all_of_them = before_spasm = 0
    for one in sets:
        case = trigger in one.case
        ticked = case + sum(trigger in control for control in one.controls)
        times = 1 + len(one.controls)
        all_of_them += 1
        before_spasm += case
        if 0 < ticked < times:
            telling[ticked, times] += 1
            exposed[ticked, times] += case
    return Counts(all_of_them, before_spasm, dict(telling), dict(exposed))


def offset(kind: Kind) -> float:
    """By how much the ln odds that the exposed time is the one before the spasm differ from the ln odds ratio.

    Of m times of which t were exposed, the one before the spasm is exposed with odds OR t / (m - t).
    """
    ticked, times = kind
    return log(ticked / (times - ticked))
