"""How strongly landmarks are smoothed: as little as their own noise allows, and accelerations more than places.

The worst moment of a recording is where noise is worst, and noise grows with the square of its frequency: with 5 mm of
it, an acceleration that is smoothed like the places would lift the largest load by a seventh.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.landmarks.moving import acceleration_noise, cutoff, long_enough, noise

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Smoothing:
    """Cut-offs of places and (`slow_hz`) of accelerations, the noise of the hands, and the runs that have both."""

    cutoff_hz: float
    slow_hz: float
    noise_m: float
    rate_hz: float
    quick: list[slice]

    def said(self, usable: int) -> tuple[str, ...]:
        """What the reader of a load has to know, of so many usable frames."""
        told, held = [], usable - sum(part.stop - part.start for part in self.quick)
        if self.quick:
            left = acceleration_noise(self.noise_m, self.rate_hz, self.slow_hz)
            told.append(
                f"places jump by {1000 * self.noise_m:.1f} mm: smoothed at {self.cutoff_hz:.1f} Hz, accelerations at "
                f"{self.slow_hz:.1f} Hz, of which noise still makes about {left:.1f} m/s2"
            )
        if held:
            few = "a second" if 0 < self.rate_hz <= 2 * self.cutoff_hz else "in a row"
            told.append(f"frames without acceleration, loaded as if held still (too few frames {few}): {held}")
        return tuple(told)


def chosen(hands: Array, parts: Sequence[slice], rate_hz: float, constants: Constants) -> Smoothing:
    """The smoothing for hands that were seen in these runs of frames (frames x 3), and for all else beside them."""
    weights = [part.stop - part.start for part in parts]
    shaken = float(np.average([noise(hands[part]) for part in parts], weights=weights))
    found = []
    for what in ("places", "accelerations"):
        row = constants.row("landmark_cutoff", condition=f"{what}, low-pass, zero lag")
        bounds = (row.low or 0.0, row.high or np.inf)
        most = constants.value("landmark_noise", condition=what)
        found.append(cutoff(shaken, rate_hz, bounds, most) if rate_hz else bounds[0])
    fast, slow = found
    quick = [part for part in parts if long_enough(part.stop - part.start, rate_hz, fast)]
    return Smoothing(fast, slow, shaken, rate_hz, quick)
