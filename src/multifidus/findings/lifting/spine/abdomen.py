"""The pressure in the belly: it pushes the chest up from the pelvis and so spares the muscles of the back.

Who lifts upright with both hands has p = a M + b, with M the moment at L4/L5 (Mairiaux 1984). The pressure acts on the
area of the diaphragm, before the discs: a force along the spine and a moment that extends it (Daggfeldt 1997).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from multifidus.findings.lifting.constants import Constants

Array = NDArray[np.float64]
PASCAL = 1e3  # in a kilopascal


class Abdomen:
    """The belly of somebody whose lengths are `scale` times those of the torso model."""

    def __init__(self, constants: Constants, scale: float) -> None:
        value = constants.value
        self._rise = value("intra_abdominal_pressure", condition="rise with the moment at L4/L5")
        self._at_none = value("intra_abdominal_pressure", condition="at no moment")
        self._most = value("intra_abdominal_pressure", condition="largest of maximal lifts")
        self._area = value("intra_abdominal_area") * scale**2
        self._lever = value("intra_abdominal_lever") * scale

    def pressure_kpa(self, moment_nm: Array) -> Array:
        """The pressure at moments that the back has to hold at L4/L5, in kilopascals: none for small ones."""
        told: Array = np.clip(self._rise * moment_nm + self._at_none, 0.0, self._most)
        return told

    def push(self, pressure_kpa: Array) -> tuple[Array, Array]:
        """What a pressure takes off the spine: newtons of compression, and newton metres of the moment."""
        force = pressure_kpa * PASCAL * self._area
        return force, force * self._lever
