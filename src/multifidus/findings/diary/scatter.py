"""Whether spasms come in clusters: how far the counts of single weeks scatter beyond what chance alone makes of them.

Spasms that bring each other on make an interval from independent ones too narrow. Where weeks scatter more than once in
twenty by chance (the dispersion test of Poisson counts), every count weighs less by the factor that they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from multifidus.findings.diary.watched import Watched

WEEK = timedelta(weeks=1)
NORMAL_95 = 1.644854  # what a normal deviate exceeds once in twenty


def scatter(times: Sequence[Watched]) -> float:
    """By how much weekly counts vary more than their mean, 1 or above; each time is held against its own mean."""
    squares, free = 0.0, 0
    for time in times:
        counts = _by_week(time)
        if len(counts) < 2 or not sum(counts):
            continue
        mean = sum(counts) / len(counts)
        squares += sum((count - mean) ** 2 for count in counts) / mean
        free += len(counts) - 1
    return squares / free if free and squares > _by_chance(free) else 1.0


def _by_week(time: Watched) -> list[int]:
    """How many spasms came in each whole week, back from the end."""
    weeks = int(time.weeks)
    ago = [int((time.end - one) / WEEK) for one in time.spasms]
    return [ago.count(week) for week in range(weeks)]


def _by_chance(free: int) -> float:
    """What the sum of squares exceeds once in twenty by chance: chi-squared, as Wilson and Hilferty have it."""
    part = 2 / (9 * free)
    return float(free * (1 - part + NORMAL_95 * part**0.5) ** 3)
