"""What may lie behind: figures, shifts and the probability of each cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from multifidus.terms.findings import Side

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A published number with the doubt its authors gave it, and where it was read."""

    name: str  # what the number is: sens, spec, lr_pos, odds_ratio ...
    value: float
    low: float | None  # 95 % interval; None when none was published
    high: float | None
    source: str  # key in sources.csv, or "ours"
    status: str  # checked, recalled, or ours
    comparison: str = ""  # what a trial held against what, where the number is its effect

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and not self.low <= self.value <= self.high:
            raise ValueError(f"{self.value} lies outside its own interval, {self.low} to {self.high}")


@dataclass(frozen=True, slots=True)
class Shift:
    """How far one finding moves one cause, in ln odds, told three ways; None where it was not computed."""

    finding: str
    alone: float  # from the prior, with nothing else known
    without: float  # leave-one-out: what the belief owes to it beside all the rest
    through: str | None  # the mechanism that carries it; None when it hangs on the cause or moves the prior
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Belief:
    """The probability of one cause, its 95 % interval, and what moved it."""

    cause: str
    probability: float
    low: float
    high: float
    why: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True)
class RootBelief:
    """The probability that one nerve root on one side is pressed or inflamed."""

    root: str  # L2 to S1
    side: Side
    probability: float


@dataclass(frozen=True, slots=True)
class Beliefs:
    """Every cause, the most probable first, with what no cause explains."""

    causes: tuple[Belief, ...]
    p_unexplained: float
    mechanisms: Mapping[str, float]
    level: tuple[RootBelief, ...]
    certificate: float  # no probability here is further than this from the exact one

    def probability(self, cause: str) -> float:
        """The probability of one cause; KeyError when there is no such cause."""
        for belief in self.causes:
            if belief.cause == cause:
                return belief.probability
        raise KeyError(cause)


@dataclass(frozen=True, slots=True)
class Values:
    """What each unknown finding could change, one position a finding; arrays as (findings,) and (findings, causes)."""

    findings: tuple[str, ...]
    causes: tuple[str, ...]
    p_present: Floats  # probability that the finding would be there
    gain_nats: Floats  # mutual information between the finding and the causes, each cause by itself, added up
    if_present: Floats  # probability of each cause, were the finding present
    if_absent: Floats
