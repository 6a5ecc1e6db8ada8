"""A day of lifting as one dose: the damage of LiFFT, by the moment of the load alone (Gallagher 2017, Zelik 2022).

One lift with the moment M of the load about L5/S1 takes exp(b M + c) / a of a spine's fatigue life, with a of the fit
to specimens, and lifts add up (Palmgren and Miner). M is the load's own, at its farthest from the disc; the weight of
who lifts is not in it. The dose orders jobs and days; when a living back that heals gives out it does not say, and the
paper's risk by dose could not be read and is not told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multifidus.errors import InputError
from multifidus.findings.lifting.constants import Constants


@dataclass(frozen=True, slots=True)
class Dose:
    """What a day takes, as a share of a fatigue life; `beyond` is whether a moment lay past where the tool cautions."""

    damage: float
    beyond: bool


def damage(constants: Constants, moment_nm: ArrayLike) -> NDArray[np.float64]:
    """What one lift takes, for moments of the load at L5/S1 in newton metres; nothing where nothing is held."""
    a = constants.value("fatigue_cycles_coefficient")
    b = constants.value("lifft_damage_exponent", condition="per Nm of the load's moment")
    c = constants.value("lifft_damage_exponent", condition="at no moment")
    moment = np.asarray(moment_nm, float)
    return np.asarray(np.where(moment > 0, np.exp(b * moment + c) / a, 0.0))


def dose(constants: Constants, loadings: Iterable[tuple[float, float]]) -> Dose:
    """The dose of a day: `loadings` are moments of the load in newton metres, each with how often."""
    told = list(loadings)
    if any(moment < 0 or times < 0 for moment, times in told):
        raise InputError(
            where="loadings", problem="a negative moment or count", remedy="newton metres, and how often a day"
        )
    moments = np.array([moment for moment, _ in told])
    times = np.array([count for _, count in told], float)
    taken = float((times * damage(constants, moments)).sum()) if told else 0.0
    return Dose(taken, bool((moments > constants.value("lifft_caution_moment")).any()))
