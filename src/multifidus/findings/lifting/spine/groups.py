"""The muscles of the torso in the groups that a clinic names, and how hard each group works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from multifidus.findings.lifting.reading.doubt import Spread, spread

Array = NDArray[np.float64]

PREFIXES: Mapping[str, tuple[str, ...]] = {
    "multifidus": ("MF_",),
    "longissimus": ("LTp",),
    "iliocostalis": ("IL_",),
    "quadratus lumborum": ("QL_",),
    "psoas": ("Ps_",),
    "rectus abdominis": ("rect_abd",),
    "external oblique": ("EO",),
    "internal oblique": ("IO",),
}


@dataclass(frozen=True, slots=True)
class Group:
    """How hard a group of muscles works: the share of its capacity, and newtons on each square centimetre.

    `left` and `right` are the shares of either side; `at_limit` is the share of its strands that can do no more.
    """

    name: str
    activation: Spread
    left: float
    right: float
    stress_n_cm2: float
    capacity_n_cm2: float
    at_limit: float


def groups(
    activation: Array, muscles: tuple[str, ...], peak_forces: Array, *, capacity_n_cm2: float
) -> tuple[Group, ...]:
    """The groups for activations (figure and draws x muscles, the figure first), each strand by its peak force."""
    strands = _strands(muscles)
    both, left, right = (parts * peak_forces for parts in strands)
    shares = activation @ (both / both.sum(axis=1, keepdims=True)).T
    sides = [parts / parts.sum(axis=1, keepdims=True) @ activation[0] for parts in (left, right)]
    at_limit = strands[0] @ (activation[0] >= 1.0) / strands[0].sum(axis=1)
    return tuple(
        Group(
            name=name,
            activation=spread(float(shares[0, n]), shares[1:, n]),
            left=float(sides[0][n]),
            right=float(sides[1][n]),
            stress_n_cm2=float(shares[0, n]) * capacity_n_cm2,
            capacity_n_cm2=capacity_n_cm2,
            at_limit=float(at_limit[n]),
        )
        for n, name in enumerate(PREFIXES)
    )


@lru_cache(maxsize=4)
def _strands(muscles: tuple[str, ...]) -> tuple[Array, Array, Array]:
    """Which strands are of which group (groups x muscles, 1 or 0): both sides, the left and the right."""
    mine = np.array([[muscle.startswith(prefixes) for muscle in muscles] for prefixes in PREFIXES.values()], float)
    left, right = (np.array([muscle.endswith(end) for muscle in muscles], float) for end in ("_l", "_r"))
    return mine, mine * left, mine * right
