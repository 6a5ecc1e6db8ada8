"""At which times of day spasms come: six bands of four hours, by the clock of where the person was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import atan2, cos, exp, hypot, pi, sin

import numpy as np

from multifidus.findings.diary.density import BY_CHANCE, HIGH, LOW, of_logit
from multifidus.knowledge import Knowledge

BANDS = 6
HOURS = 24 // BANDS
PRIOR = 0.5  # of a spasm in each band, as Jeffreys has it


@dataclass(frozen=True, slots=True)
class Band:
    """Four hours of the day, and the share of spasms that begin in them with its 95 % interval."""

    start_hour: int
    end_hour: int
    spasms: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Times:
    """The bands of the day, and what stands out of them, where anything does."""

    bands: tuple[Band, ...]
    most: Band | None  # surely more than its share of the day, beyond what the best of six is by chance
    around_hour: float | None  # the middle of all spasms on the circle of the day, where they gather at all
    told: bool  # whether there are enough spasms to speak of times at all


def times_of(began: Iterable[datetime], knowledge: Knowledge) -> Times:
    """At which times of day spasms began; each keeps the clock of its own time zone."""
    hours = [one.hour + one.minute / 60 for one in began]
    counts = np.bincount([int(hour // HOURS) for hour in hours], minlength=BANDS)
    bands = tuple(_band(at, int(count), len(hours)) for at, count in enumerate(counts))
    enough = len(hours) >= knowledge.choices["times_least_spasms"]
    # A twentieth is shared out among the six, as one of them is always the highest.
    surely = [band for band in bands if _share(band.spasms, len(hours), BY_CHANCE / BANDS) > 1 / BANDS]
    return Times(
        bands=bands,
        most=max(surely, key=lambda band: band.spasms) if enough and surely else None,
        around_hour=_around(hours) if enough else None,
        told=enough,
    )


def _band(at: int, count: int, all_of_them: int) -> Band:
    low, high = (_share(count, all_of_them, share) for share in (LOW, HIGH))
    share = count / all_of_them if all_of_them else 1 / BANDS
    return Band(at * HOURS, (at + 1) * HOURS, count, share, low if count else 0.0, high)


def _share(count: int, all_of_them: int, share: float) -> float:
    believed = of_logit(count + PRIOR, all_of_them - count + PRIOR * (BANDS - 1))
    return 1 / (1 + exp(-believed.quantile(share)))


def _around(hours: list[float]) -> float | None:
    """The mean hour on the circle; None where spasms gather no more than chance would have it (Rayleigh's test)."""
    east = sum(cos(2 * pi * hour / 24) for hour in hours)
    north = sum(sin(2 * pi * hour / 24) for hour in hours)
    many, length = len(hours), hypot(east, north)
    # Zar's approximation of the chance of so long a mean, good from some ten events on.
    by_chance = exp((1 + 4 * many + 4 * (many**2 - length**2)) ** 0.5 - (1 + 2 * many))
    return (atan2(north, east) * 24 / (2 * pi)) % 24 if by_chance < BY_CHANCE else None
