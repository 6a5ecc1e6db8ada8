"""What of a lift is over which limit, by how much, and in how many of the draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.equations.limits import (
    Limit,
    Sex,
    compression_limits,
    dortmund_limit,
    is_grown,
    reference_mass,
    shear_limit,
)
from multifidus.findings.lifting.reading.asked import Asked
from multifidus.findings.lifting.reading.doubt import Spread, spread

Array = NDArray[np.float64]
MINUTES = 60
Kind = Literal["compression", "shear", "mass"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A load against its limit. `p_over` is the share of the draws that are over it; `at` says which disc and when."""

    limit: Limit
    load: Spread
    p_over: float
    at: str | None = None
    of: Kind = "compression"

    @property
    def share(self) -> float:
        """Load over limit."""
        return self.load.value / self.limit.value

    @property
    def over(self) -> bool:
        """Whether it is too much."""
        return self.share > 1

    @property
    def over_by(self) -> float:
        """How much too much, in the unit of the limit; nought where it is not."""
        return max(0.0, self.load.value - self.limit.value)


def times_a_day(asked: Asked) -> float:
    """How often it is lifted in a day."""
    return asked.lift.per_minute * asked.lift.hours * MINUTES


def spine_verdicts(
    constants: Constants,
    forces: Mapping[Kind, Array],
    places: Sequence[str],
    *,
    loadings_a_day: float,
    known: tuple[float, Sex] | None,
) -> tuple[Verdict, ...]:
    """Compression and forward shear of the worst disc at the worst moment, against the limits that hold.

    `forces`: "compression" and "shear", places x (figure and draws); `places` names the disc and the moment of each.
    `known` are age and sex, for the limit that goes by them.
    """
    action, most = compression_limits(constants)
    limits: dict[Kind, list[Limit]] = {
        "compression": [action, most],
        "shear": [shear_limit(constants, loadings_a_day=loadings_a_day)],
    }
    if known and is_grown(constants, known[0]):
        age, sex = known
        limits["compression"].append(dortmund_limit(constants, age=age, sex=sex))
    return tuple(
        _verdict(kind, limit, np.maximum(forces[kind], 0.0), places)
        for kind, listed in limits.items()
        if kind in forces
        for limit in listed
    )


def mass_verdicts(constants: Constants, loads_kg: Array, *, known: tuple[float, Sex] | None) -> Iterator[Verdict]:
    """The load against the reference mass of age and sex, where both are known; `loads_kg`: the figure and draws."""
    if known:
        age, sex = known
        yield _verdict("mass", reference_mass(constants, age=age, sex=sex), loads_kg[None], (None,))


def _verdict(kind: Kind, limit: Limit, loads: Array, places: Sequence[str | None]) -> Verdict:
    worst = int(loads[:, 0].argmax())
    drawn = loads[:, 1:].max(axis=0)  # whichever disc is the worst in each draw
    value = float(loads[worst, 0])
    over = (drawn > limit.value).mean() if drawn.size else float(value > limit.value)
    return Verdict(limit, spread(value, drawn), float(over), places[worst], kind)
