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
    mass_for_this_lift,
    reference_mass,
    shear_limit,
)
from multifidus.findings.lifting.reading.asked import Asked
from multifidus.findings.lifting.reading.doubt import Spread, spread

Array = NDArray[np.float64]
Standing = Literal["over", "at", "bending", "maybe", "within"]
"""Over a limit; at it, as near as the model knows; over it by bending and not by the load; in some draws; within it."""
MINUTES = 60
Kind = Literal["compression", "shear", "mass"]
LOWEST = "L5/S1"  # the disc for which the action and the maximum limit stand


@dataclass(frozen=True, slots=True)
class Verdict:
    """A load against its limit. `p_over` is the share of the draws that are over it; `at` says which disc and when.

    `empty` is what the same posture does with empty hands, where that is known. `most` is the value up to which it is
    not called too much: the limit, a little more for what a model gets wrong, or what bending alone does.
    """

    limit: Limit
    load: Spread
    p_over: float
    standing: Standing
    most: float
    of: Kind = "compression"
    at: str | None = None
    empty: float | None = None

    @property
    def share(self) -> float:
        """Load over limit."""
        return self.load.value / self.limit.value

    @property
    def over(self) -> bool:
        """Whether the load makes it too much."""
        return self.standing == "over"

    @property
    def over_by(self) -> float:
        """How much more than the limit, in its unit; nought where it is not."""
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
    empty: Mapping[Kind, Array] | None = None,
    load_kg: float | None = None,
) -> tuple[Verdict, ...]:
    """Compression and forward shear of the worst disc at the worst moment, against the limits that hold.

    `forces`: "compression" and "shear", or one of them, places x (figure and draws); `places` names the disc and the
    moment of each. The action and the maximum limit are those of the lowest disc. `known` are age and sex, for the
    limit that goes by them. `empty` are the same figures with empty hands, and `load_kg` is what they hold otherwise: a
    light load, or one that adds little, is not too much where bending alone is.
    """
    action, most = compression_limits(constants)
    limits: list[tuple[Kind, Limit, str]] = [("compression", action, LOWEST), ("compression", most, LOWEST)]
    if known and is_grown(constants, known[0]):
        age, sex = known
        limits.append(("compression", dortmund_limit(constants, age=age, sex=sex), ""))
    limits.append(("shear", shear_limit(constants, loadings_a_day=loadings_a_day), ""))
    judge = _Judge(constants, light=load_kg is not None and load_kg < constants.value("light_load"))
    verdicts = []
    for kind, limit, level in limits:
        if kind in forces:
            held = [n for n, place in enumerate(places) if place.startswith(level)]
            without = np.maximum(empty[kind][held], 0.0) if empty else None
            named = [places[n] for n in held]
            verdicts.append(judge.force(kind, limit, np.maximum(forces[kind][held], 0.0), named, without))
    return tuple(verdicts)


def mass_verdicts(
    constants: Constants, loads_kg: Array, *, known: tuple[float, Sex] | None, multipliers: float | None = None
) -> Iterator[Verdict]:
    """The load against the reference mass of age and sex, where both are known; `loads_kg`: the figure and draws.

    That mass holds at best; `multipliers` is what a lift that is known leaves of it (their product).
    """
    if known:
        age, sex = known
        best = reference_mass(constants, age=age, sex=sex)
        yield _mass(constants, best, loads_kg)
        if multipliers is not None and (left := mass_for_this_lift(best, multipliers)):
            yield _mass(constants, left, loads_kg)


class _Judge:
    """What is called too much, and what is not."""

    def __init__(self, constants: Constants, *, light: bool) -> None:
        self.light = light
        self._wide, self._often, self._added = _rows(constants)

    def force(self, kind: Kind, limit: Limit, loads: Array, places: Sequence[str], without: Array | None) -> Verdict:
        """The worst of places x (figure and draws)."""
        worst = int(loads[:, 0].argmax())
        drawn = loads[:, 1:].max(axis=0)  # whichever disc is the worst in each draw
        value, empty = float(loads[worst, 0]), None if without is None else float(without[worst])
        bending = np.inf if self.light else 0.0 if empty is None else empty + self._added * limit.value
        bar = max(limit.value, bending)
        most = max(bar, (1 + self._wide) * limit.value)
        p_over = _share_over(value, drawn, bar)
        standing = self._standing(value, limit.value, bar=bar, most=most, p_over=p_over)
        return Verdict(limit, spread(value, drawn), p_over, standing, most, kind, places[worst], empty)

    def _standing(self, value: float, limit: float, *, bar: float, most: float, p_over: float) -> Standing:
        if value > most:
            return "over"
        if value > bar:
            return "at"
        if value > limit:
            return "bending"
        return "maybe" if p_over >= self._often else "within"


def _mass(constants: Constants, limit: Limit, loads_kg: Array) -> Verdict:
    value, drawn = float(loads_kg[0]), loads_kg[1:]
    p_over = _share_over(value, drawn, limit.value)
    _, often, _ = _rows(constants)
    standing: Standing = "over" if value > limit.value else "maybe" if p_over >= often else "within"
    return Verdict(limit, spread(value, drawn), p_over, standing, limit.value, "mass")


def _share_over(value: float, drawn: Array, bar: float) -> float:
    return float((drawn > bar).mean() if drawn.size else value > bar)


def _rows(constants: Constants) -> tuple[float, float, float]:
    return (
        constants.value("lift_verdict", condition="over a limit by so much of it is still at it"),
        constants.value("lift_verdict", condition="share of the draws from which on it may be over"),
        constants.value("lift_verdict", condition="share of a limit that the load has to add"),
    )
