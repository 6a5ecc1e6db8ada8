"""How far off a reading may be: what nobody measured is drawn many times, the middle 95 % of the answers is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from multifidus.findings.lifting.body import HEIGHTS_M, WEIGHTS_KG, Body
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.posture import Posture, Technique, lumbar_of

Array = NDArray[np.float64]

DRAWS = 128  # of one lift: its bounds move by some percent with another seed
BODIES = 8  # among which the draws are shared out where height or weight was not told
SEED = 7
MIDDLE = (2.5, 97.5)  # percent
UNKNOWN = ("load", "forward", "up", "inclination", "rounder", "acceleration", "levers", "discs")
SEEN = ("hands_m", "inclination_deg", "acceleration")  # what landmarks tell better than words
UPRIGHT_DEG = 5.0  # who leans less is bent by too little to tell the share of the lumbar spine
FASTEST = 4.0  # times the usual acceleration; the tail of a draw ends here


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure and the bounds between which it lies in 95 of 100 draws; the bounds hold the figure."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """Draws of what is not known, each in standard deviations, draws x `UNKNOWN`, and how large those are."""

    z: Array
    load: float  # of it, as a share
    hands_m: float
    inclination_deg: float
    rounder: float  # lumbar share of the inclination
    acceleration: float  # of it, as a share
    levers: float  # of the force on a disc, as a share

    @property
    def factor(self) -> Array:
        """By which the forces on the discs differ among people of one height, draws."""
        return np.exp(self.levers * self._of("levers"))

    @property
    def tilts(self) -> Array:
        """How much more than usual the discs lean forward, draws, in standard deviations among people."""
        return self._of("discs")

    def loads_kg(self, load_kg: float) -> Array:
        """What the load may weigh, draws."""
        return load_kg * np.exp(self.load * self._of("load"))

    def postures(self, posture: Posture, technique: Technique, constants: Constants) -> list[Posture]:
        """The postures that one may be, draws: hands, inclination, how much of it is lumbar spine, and how fast."""
        leans = np.maximum(posture.inclination + self.inclination_deg * self._of("inclination"), 0.0)
        usual = np.array([lumbar_of(float(lean), technique, constants) for lean in leans])
        most = np.minimum(leans, constants.value("lumbar_flexion_range"))
        lumbar = np.clip(usual + self.rounder * self._of("rounder") * leans, 0.0, most)
        return self._drawn(posture, leans, lumbar)

    def around(self, posture: Posture, constants: Constants) -> list[Posture]:
        """The postures that one which was seen may be: as `postures`, but as round as it was seen."""
        leans = posture.inclination + self.inclination_deg * self._of("inclination")
        share = posture.lumbar / posture.inclination if posture.inclination >= UPRIGHT_DEG else 0.0
        most = max(posture.lumbar, constants.value("lumbar_flexion_range"))
        moved = posture.lumbar + share * (leans - posture.inclination)
        lumbar = np.minimum(moved + self.rounder * self._of("rounder") * np.abs(leans), most)
        return self._drawn(posture, leans, lumbar)

    def part(self, part: slice) -> Doubt:
        """Some of the draws."""
        return replace(self, z=self.z[part])

    def _drawn(self, posture: Posture, leans: Array, lumbar: Array) -> list[Posture]:
        forward, up, right = posture.hands
        moved = np.array([forward, up, 0.0]) + self.hands_m * np.stack(
            [self._of("forward"), self._of("up"), np.zeros(len(self.z))], axis=1
        )
        faster = np.minimum(np.exp(self.acceleration * self._of("acceleration")), FASTEST)
        return [
            replace(
                posture,
                pelvis=float(lean - bent),
                lumbar=float(bent),
                hands=(float(hands[0]), float(hands[1]), right),
                trunk_acceleration=_times(posture.trunk_acceleration, fast),
                hands_acceleration=_times(posture.hands_acceleration, fast),
            )
            for lean, bent, hands, fast in zip(leans, lumbar, moved, faster, strict=True)
        ]

    def _of(self, name: str) -> Array:
        column: Array = self.z[:, UNKNOWN.index(name)]
        return column


def doubt(constants: Constants, *, draws: int = DRAWS, weighed: bool = False, by_landmarks: bool = False) -> Doubt:
    """The doubt of a lift: smaller of a load that somebody weighed, and of a posture that landmarks show."""
    told = {name: f"{SIZES[name]}, by landmarks" if by_landmarks and name in SEEN else SIZES[name] for name in SIZES}
    size = {name: constants.value("lift_doubt", condition=condition) for name, condition in told.items()}
    return Doubt(
        z=drawn(draws, len(UNKNOWN)),
        load=0.0 if weighed else size["load"],
        hands_m=size["hands_m"],
        inclination_deg=size["inclination_deg"],
        rounder=size["rounder"],
        acceleration=size["acceleration"],
        levers=size["levers"],
    )


SIZES = {
    "load": "load that nobody weighed",
    "hands_m": "hands from the lowest disc",
    "inclination_deg": "inclination of the trunk",
    "rounder": "lumbar share of the inclination",
    "acceleration": "acceleration",
    "levers": "levers of the muscles, people of one height",
}


def builds(body: Body, constants: Constants) -> list[Body]:
    """People whom a body may stand for whose height and weight nobody told."""
    tall = constants.value("lift_doubt", condition="height that nobody told")
    heavy = constants.value("lift_doubt", condition="weight that nobody told")
    return [
        Body(
            height_m=float(np.clip(body.height_m + tall * z[0], *HEIGHTS_M)),
            weight_kg=float(np.clip(body.weight_kg * np.exp(heavy * z[1]), *WEIGHTS_KG)),
            sex=body.sex,
        )
        for z in drawn(BODIES, 2)
    ]


@lru_cache(maxsize=8)
def drawn(draws: int, unknowns: int) -> Array:
    """Standard normal draws x unknowns, the same at every call; each unknown is evenly spread (Latin hypercube)."""
    normal, shuffled = NormalDist(), np.random.default_rng(SEED)
    even = np.array([normal.inv_cdf((n + 0.5) / draws) for n in range(draws)])
    columns = [shuffled.permutation(even) for _ in range(unknowns)]
    told = np.stack(columns, axis=1) if draws else np.empty((0, unknowns))
    told.flags.writeable = False
    return told


def spread(value: float, draws: Array) -> Spread:
    """A figure with the bounds of its draws; the figure alone where nothing was drawn."""
    if not len(draws):
        return Spread(value, value, value)
    low, high = np.percentile(draws, MIDDLE)
    return Spread(value, min(value, float(low)), max(value, float(high)))


def _times(vector: tuple[float, float, float], factor: float) -> tuple[float, float, float]:
    x, y, z = vector
    return (float(x * factor), float(y * factor), float(z * factor))
