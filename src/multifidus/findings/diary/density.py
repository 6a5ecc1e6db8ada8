"""What is believed of one number: a density on a grid, and what is read off it. NumPy alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
POINTS = 4001
TAIL = 14.0  # nats by which a density has fallen where its grid ends
LOW, MIDDLE, HIGH = 0.025, 0.5, 0.975
BY_CHANCE = 0.05  # what comes no more often than this by chance alone is taken for more than chance


@dataclass(frozen=True, eq=False)
class Density:
    """A density over `at` (rising), as the share that lies below each point."""

    at: Floats
    below: Floats

    @classmethod
    def of(cls, log_density: Callable[[Floats], Floats], low: float, high: float) -> Density:
        """The density whose logarithm, up to a constant, is given; almost all of it lies between `low` and `high`."""
        at = np.linspace(low, high, POINTS)
        log = log_density(at)
        height = np.exp(log - log.max())
        below = np.concatenate([[0.0], np.cumsum((height[1:] + height[:-1]) / 2)])
        return cls(at, below / below[-1])

    def quantile(self, share: float) -> float:
        """The point below which this share lies."""
        return float(np.interp(share, self.below, self.at))

    def above(self, point: float) -> float:
        """The share that lies above a point."""
        return 1.0 - float(np.interp(point, self.at, self.below))


def of_ln_rate(spasms: float, time: float) -> Density:
    """The ln of a rate with density Gamma(`spasms`, `time`): shape and rate, both above 0."""
    middle, sd = float(np.log(spasms / time)), spasms**-0.5
    return Density.of(
        lambda ln: spasms * (ln - middle) - spasms * np.exp(ln - middle),
        middle - TAIL / spasms - 9 * sd,
        middle + 3 + 9 * min(sd, 1.0),
    )


def of_logit(yes: float, no: float) -> Density:
    """The logit of a share with density Beta(`yes`, `no`), both above 0."""
    middle, sd = float(np.log(yes / no)), (1 / yes + 1 / no) ** 0.5
    return Density.of(
        lambda logit: yes * logit - (yes + no) * np.logaddexp(0.0, logit),
        middle - TAIL / yes - 9 * min(sd, 2.0),
        middle + TAIL / no + 9 * min(sd, 2.0),
    )
