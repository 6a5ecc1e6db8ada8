"""What a bent spine holds without its muscles: ligaments, fascia, discs, and muscles that are stretched.

Silent back muscles bear 25 Nm in lordotic postures, and 120 Nm in men and 77 Nm in women who bend as far as they can
(Dolan 1994). Between, the rise is ours: with the square of the flexion, as most of it comes near the end. Who leans
back stretches what lies before the discs, and the back has to hold that too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.equations.limits import Sex

Array = NDArray[np.float64]
CM = 1e-2


class Passive:
    """The passive tissue of a man or a woman."""

    def __init__(self, constants: Constants, sex: Sex) -> None:
        value = constants.value
        self._range = value("lumbar_flexion_range")
        upright = value("passive_extensor_moment", condition="lordotic postures")
        self._more = value("passive_extensor_moment", condition=f"full flexion, {sex}") - upright
        self._extended = value("disc_stiffness_in_extension")
        self._disc_most = value("disc_moment_most")
        self._lever = value("extensor_moment_arm", condition="single equivalent back extensor, classic value") * CM

    def moment_nm(self, lumbar_deg: Array, needed_nm: Array, shares: Array) -> Array:
        """What it holds at lumbar flexions (frames), of the moments needed (frames x levels), never more than those.

        `shares` is how much of the flexion is each level's; what it asks for in extension is negative.
        """
        bent = np.clip(lumbar_deg / self._range, 0.0, 1.0)
        held = np.clip(needed_nm, 0.0, (self._more * bent**2)[:, None])
        return np.asarray(held + self._extended * np.minimum(lumbar_deg, 0.0)[:, None] * shares)

    def compression_n(self, moment_nm: Array) -> Array:
        """What its pull presses on the disc; before the discs it pulls as far from them as behind."""
        return np.abs(moment_nm) / self._lever

    def beyond_n(self, left_nm: Array) -> Array:
        """What presses on the disc where muscles at their limit leave a moment (frames x levels) that no disc bears.

        Whatever holds it then pulls behind the disc; so more load is never less compression.
        """
        return np.maximum(left_nm - self._disc_most, 0.0) / self._lever
