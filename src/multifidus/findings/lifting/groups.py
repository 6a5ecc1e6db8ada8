"""The muscles of the torso in the groups that a clinic names, and how hard each group works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multifidus.findings.lifting.doubt import Spread, spread

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
    activation: Array, muscles: Sequence[str], peak_forces: Array, *, capacity_n_cm2: float
) -> tuple[Group, ...]:
    """The groups for activations (figure and draws x muscles, the figure first), each strand by its peak force."""
    told = []
    for name, prefixes in PREFIXES.items():
        strands = [n for n, muscle in enumerate(muscles) if muscle.startswith(prefixes)]
        shares = _share(activation, strands, peak_forces)
        side = {
            end: _share(activation[:1], [n for n in strands if muscles[n].endswith(end)], peak_forces)
            for end in ("_l", "_r")
        }
        told.append(
            Group(
                name=name,
                activation=spread(float(shares[0]), shares[1:]),
                left=float(side["_l"][0]),
                right=float(side["_r"][0]),
                stress_n_cm2=float(shares[0]) * capacity_n_cm2,
                capacity_n_cm2=capacity_n_cm2,
                at_limit=float((activation[0, strands] >= 1.0).mean()),
            )
        )
    return tuple(told)


def _share(activation: Array, strands: Sequence[int], peak_forces: Array) -> Array:
    """Of the force that some strands could give, what they give: of each row of activations."""
    mine = peak_forces[list(strands)]
    share: Array = activation[:, list(strands)] @ mine / mine.sum()
    return share
