"""A day of lifting as one dose: the share of a disc's fatigue life that it uses up (Gallagher 2017).

Cycles to failure at a load of S percent of ultimate strength are N(S) = a exp(-b S); one cycle takes 1 / N of the life,
and cycles add up (Palmgren and Miner). The fit holds from 20 to 70 %; outside it is carried on, and says so. How the
tool of the paper (LiFFT) gets from the moment of the load to compression is printed nowhere: the compression comes from
our model of the spine here, so a dose of ours is no LiFFT score, and the paper's risk by dose is not told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multifidus.errors import InputError
from multifidus.findings.lifting.constants import Constants

FITTED_PERCENT = (20.0, 70.0)


@dataclass(frozen=True, slots=True)
class Dose:
    """What a day takes: the share of the fatigue life, and whether every load lay where the curve was measured."""

    damage: float
    within_fit: bool


def cycles_to_failure(constants: Constants, percent_of_strength: ArrayLike) -> NDArray[np.float64]:
    """How many loadings of so many percent of ultimate strength a motion segment bears on average."""
    a = constants.value("fatigue_cycles_coefficient")
    b = constants.value("fatigue_cycles_exponent")
    return a * np.exp(-b * np.asarray(percent_of_strength, float))


def dose(constants: Constants, loadings: Iterable[tuple[float, float]], *, strength_n: float | None = None) -> Dose:
    """The dose of a day: `loadings` are compressions in newtons, each with how often; the average spine unless told."""
    strength = strength_n or constants.value("fatigue_average_strength", unit="kN") * 1000
    told = list(loadings)
    if any(load < 0 or times < 0 for load, times in told):
        raise InputError(where="loadings", problem="a negative load or count", remedy="newtons, and how often a day")
    percent = np.array([100 * load / strength for load, _ in told])
    times = np.array([count for _, count in told], float)
    damage = float((times / cycles_to_failure(constants, percent)).sum()) if told else 0.0
    least, most = FITTED_PERCENT
    return Dose(damage, bool(((percent >= least) & (percent <= most)).all()))
