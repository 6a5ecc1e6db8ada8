"""The postures of one question, as it was told and as they may be, and what they bear once they were loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifidus.errors import InputError
from multifidus.findings.lifting.body import Body, segments
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.lift import Hands
from multifidus.findings.lifting.posture import Posture
from multifidus.findings.lifting.reading.asked import Asked, End, ends
from multifidus.findings.lifting.reading.doubt import BODIES, Doubt, builds

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stances:
    """Postures of one body with what their hands hold: all of the pick-up, then as many of the set-down.

    `factor` is what each posture's forces are multiplied by, `tilts` how the discs lean (`Spine.loads`).
    """

    body: Body
    postures: Sequence[Posture]
    loads_kg: Array
    factor: Array
    tilts: Array


@dataclass(frozen=True, slots=True)
class Borne:
    """What both ends bear, ends x stances x discs; activation is ends x stances x muscles, unmet_nm ends x stances.

    `muscles` and their `peak_forces` are of the torso that bore the first stance.
    """

    compression_n: Array
    shear_n: Array
    pressure_mpa: Array
    activation: Array
    unmet_nm: Array
    muscles: tuple[str, ...]
    peak_forces: Array

    @staticmethod
    def joined(parts: Sequence[Borne]) -> Borne:
        """The stances of several bodies, one after another."""
        return Borne(
            compression_n=np.concatenate([one.compression_n for one in parts], axis=1),
            shear_n=np.concatenate([one.shear_n for one in parts], axis=1),
            pressure_mpa=np.concatenate([one.pressure_mpa for one in parts], axis=1),
            activation=np.concatenate([one.activation for one in parts], axis=1),
            unmet_nm=np.concatenate([one.unmet_nm for one in parts], axis=1),
            muscles=parts[0].muscles,
            peak_forces=parts[0].peak_forces,
        )


def as_told(asked: Asked, there: dict[End, tuple[Hands, Posture]]) -> Stances:
    """The one stance at each end that was told."""
    return _stances(asked, there, asked.lift.load_kg)


def emptied(asked: Asked, there: dict[End, tuple[Hands, Posture]]) -> Stances:
    """The same with empty hands: what bending so far costs without a load."""
    return _stances(asked, there, 0.0)


def _stances(asked: Asked, there: dict[End, tuple[Hands, Posture]], load_kg: float) -> Stances:
    ends_of = len(there)
    postures = [posture for _, posture in there.values()]
    return Stances(asked.body, postures, np.full(ends_of, load_kg), np.ones(ends_of), np.zeros(ends_of))


def as_may_be(
    asked: Asked, there: dict[End, tuple[Hands, Posture]], doubt: Doubt, constants: Constants
) -> list[Stances]:
    """The stances drawn: of the person's own body, or shared out among people of a build that nobody told.

    Who is too short for the lift is left out.
    """
    if not len(doubt.z):
        return []
    if asked.build_told:
        return [_drawn(asked.body, asked, there, doubt, constants)]
    drawn = []
    for n, body in enumerate(builds(asked.body, constants)[: len(doubt.z)]):  # of few draws, fewer people
        try:
            own = ends(asked, segments(body, constants), constants)
        except InputError:
            continue
        drawn.append(_drawn(body, asked, own, doubt.part(slice(n, None, BODIES)), constants))
    return drawn


def _drawn(
    body: Body, asked: Asked, there: dict[End, tuple[Hands, Posture]], doubt: Doubt, constants: Constants
) -> Stances:
    postures = [one for _, posture in there.values() for one in doubt.postures(posture, asked.technique, constants)]
    held = np.tile(doubt.loads_kg(asked.lift.load_kg), len(there))
    return Stances(body, postures, held, *(np.tile(one, len(there)) for one in (doubt.factor, doubt.tilts)))
