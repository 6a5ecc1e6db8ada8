"""The conditional odds ratio of one trigger: what the diary alone says, and what it adds to what is published.

The conditional likelihood of logistic regression for matched sets has, for one trigger that is there or not, a closed
form: each set that differs within itself is a coin whose ln odds are ln OR plus the offset of its kind. The number of
sets in which the trigger came before the spasm is all that counts of them, and its distribution is exact.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import erf, exp, inf, lgamma, log, sqrt

import numpy as np

from multifidus.findings.diary.density import HIGH, LOW, MIDDLE, Density, Floats
from multifidus.findings.diary.matched import Counts, offset
from multifidus.terms import Figure

STEPS = 60  # halvings of an interval of ln odds; far below what is ever printed
WIDEST = 20.0  # ln odds beyond which nothing is told apart
Z = 1.959964  # standard deviations from the middle of a normal density to the end of its 95 %
SPREAD = 10.0  # standard deviations of the prior that the grid reaches to either side


@dataclass(frozen=True, slots=True)
class Odds:
    """An odds ratio with its 95 % interval; `inf` where the diary sets no bound."""

    ratio: float
    low: float
    high: float
    p_above_1: float  # how sure it is that the ratio is above 1; of the diary alone, 1 less the one-sided mid-p


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known of the ln odds ratio of one person before the diary: a normal density."""

    mean: float
    sd: float

    @classmethod
    def of(cls, figure: Figure, *, between_people: float) -> Prior:
        """From a published odds ratio with its interval, widened by how far people differ (sd of ln OR).

        Raises ValueError where no interval was published: a number without doubt is no prior.
        """
        if not figure.low or not figure.high:
            raise ValueError(f"an odds ratio of {figure.value:g} without an interval")
        sd = (log(figure.high) - log(figure.low)) / (2 * Z)
        return cls(log(figure.value), sqrt(sd**2 + between_people**2))

    def odds(self) -> Odds:
        """The prior as an odds ratio with its interval."""
        wide = Z * self.sd
        at = self.mean / self.sd
        return Odds(exp(self.mean), exp(self.mean - wide), exp(self.mean + wide), normal_below(at))


def conditional(counts: Counts) -> Odds | None:
    """What the diary alone says: the conditional maximum likelihood with its exact mid-p interval.

    None where no set tells anything. Where all of them point one way the ratio is 0 or without end, and its interval
    bounded on the other side alone.
    """
    many, hit = counts.informative, counts.for_it
    if not many:
        return None
    exact = _Exact.of(counts)
    ratio = 0.0 if not hit else inf if hit == many else exp(_solve(lambda ln: exact.mean(ln) - hit))
    low = exp(_solve(lambda ln: exact.at_least(ln) - LOW)) if hit else 0.0
    high = exp(_solve(lambda ln: exact.at_least(ln) - HIGH)) if hit < many else inf
    return Odds(ratio, low, high, 1 - exact.at_least(0.0))


def posterior(counts: Counts, prior: Prior) -> Odds:
    """What is believed of the odds ratio once the diary is read: prior times conditional likelihood, by quadrature."""

    def log_density(ln: Floats) -> Floats:
        found = -0.5 * ((ln - prior.mean) / prior.sd) ** 2
        for kind, many in counts.telling.items():
            logit = ln + offset(kind)
            found = found + counts.exposed[kind] * logit - many * np.logaddexp(0.0, logit)
        return found

    reach = SPREAD * prior.sd
    believed = Density.of(log_density, prior.mean - reach, prior.mean + reach)
    low, middle, high = (exp(believed.quantile(share)) for share in (LOW, MIDDLE, HIGH))
    return Odds(middle, low, high, believed.above(0.0))


@dataclass(frozen=True, eq=False)
class _Exact:
    """The exact distribution of the number of sets in which the trigger came before the spasm, at any ln OR.

    It is of exponential form: worked out once at one ln OR, it is tilted to any other.
    """

    hit: int
    at: float
    log_chance: Floats  # of 0, 1, 2 ... sets, at ln OR `at`

    @classmethod
    def of(cls, counts: Counts) -> _Exact:
        """The distribution for as many sets of these kinds."""
        many, hit = counts.informative, counts.for_it
        at = log((hit + 0.5) / (many - hit + 0.5))
        chance = np.ones(1)
        for kind, sets in counts.telling.items():
            chance = np.convolve(chance, _binomial(sets, at + offset(kind)))
        with np.errstate(divide="ignore"):
            return cls(hit, at, np.log(chance))

    def _chances(self, ln: float) -> Floats:
        tilted = self.log_chance + (ln - self.at) * np.arange(len(self.log_chance))
        chances: Floats = np.exp(tilted - tilted.max())
        chances /= chances.sum()
        return chances

    def mean(self, ln: float) -> float:
        """How many sets are expected."""
        return float(self._chances(ln) @ np.arange(len(self.log_chance)))

    def at_least(self, ln: float) -> float:
        """The chance of more sets than were seen, and half of that of as many: the mid-p of the upper tail."""
        chances = self._chances(ln)
        return float(chances[self.hit + 1 :].sum() + chances[self.hit] / 2)


def _binomial(many: int, logit: float) -> Floats:
    hits = np.arange(many + 1)
    choose = np.array([lgamma(many + 1) - lgamma(hit + 1) - lgamma(many - hit + 1) for hit in hits])
    chances: Floats = np.exp(choose + hits * logit - many * np.logaddexp(0.0, logit))
    return chances


def _solve(rising: Callable[[float], float]) -> float:
    """Where a rising function of ln OR is 0."""
    low, high = -WIDEST, WIDEST
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if rising(middle) > 0 else (middle, high)
    return (low + high) / 2


def normal_below(at: float) -> float:
    """The share of the normal density below a number of standard deviations."""
    return 0.5 * (1 + erf(at / sqrt(2)))
