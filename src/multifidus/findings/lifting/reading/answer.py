"""What is told of a lift: the equation, each disc and muscle group at both ends, limits, and the dose of the day."""

from __future__ import annotations

from dataclasses import dataclass

from multifidus.errors import MissingExtraError
from multifidus.findings.lifting.equations.niosh import Recommended
from multifidus.findings.lifting.lift import Hands
from multifidus.findings.lifting.posture import Posture
from multifidus.findings.lifting.reading.asked import Asked, End
from multifidus.findings.lifting.reading.doubt import Spread
from multifidus.findings.lifting.reading.verdicts import Verdict
from multifidus.findings.lifting.spine.groups import Group


@dataclass(frozen=True, slots=True)
class Disc:
    """What one disc bears; shear is positive where the upper vertebra is pushed forward.

    `empty_n` is the compression of the same posture with empty hands.
    """

    level: str
    compression_n: Spread
    shear_n: Spread
    pressure_mpa: Spread
    empty_n: float = 0.0


@dataclass(frozen=True, slots=True)
class Moment:
    """One end of the lift. `estimate_n` is a hand calculation at L5/S1, held still; discs and muscles need the torso.

    `unmet_nm` is the largest moment about one joint that muscles and tissue left over.
    """

    end: End
    hands: Hands
    posture: Posture
    estimate_n: float
    discs: tuple[Disc, ...] = ()
    muscles: tuple[Group, ...] = ()
    unmet_nm: float = 0.0
    estimate_empty_n: float = 0.0  # the hand calculation with empty hands

    @property
    def empty_n(self) -> float:
        """What the worst disc bears with empty hands, or the hand calculation of it."""
        return self.worst.empty_n if self.discs else self.estimate_empty_n

    @property
    def worst(self) -> Disc:
        """The disc with the largest compression."""
        return max(self.discs, key=lambda disc: disc.compression_n.value)


@dataclass(frozen=True, slots=True)
class DayDose:
    """What a day of it takes, by LiFFT; `beyond`: the load's moment is past where the tool cautions."""

    times_a_day: float
    damage: Spread
    beyond: bool


@dataclass(frozen=True, slots=True)
class LiftReading:
    """The whole answer. `without` says why the spine is missing."""

    asked: Asked
    niosh: Recommended
    moments: tuple[Moment, ...]
    verdicts: tuple[Verdict, ...]
    dose: DayDose
    without: MissingExtraError | None = None

    @property
    def worst(self) -> Moment:
        """The end of the lift with the largest compression."""
        if self.without:
            return max(self.moments, key=lambda moment: moment.estimate_n)
        return max(self.moments, key=lambda moment: moment.worst.compression_n.value)

    @property
    def compression_n(self) -> float:
        """The largest compression of any disc at either end, or its hand calculation."""
        return self.worst.estimate_n if self.without else self.worst.worst.compression_n.value
