"""How much is too much: limits of compression and shear, the reference masses of ISO 11228-1, and who exceeds them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from multifidus.errors import InputError
from multifidus.findings.lifting.constants import Constants
from multifidus.knowledge.rows import LiftingRow

Sex = Literal["male", "female"]
STANDARD_GRAVITY = 9.80665  # m/s2, by definition
NEWTON: dict[str | None, float] = {"N": 1.0, "kN": 1000.0, "kgf": STANDARD_GRAVITY}
FREQUENT_SHEAR = 100  # loadings a day from which the lower limit holds (Gallagher 2012, recalled)
DORTMUND = ("dortmund_2001_limit", "dortmund_revised_limit")
AT_BEST, FOR_THIS_LIFT = ", at best", ", for this lift"
ISO_MIDDLE_YEARS = (18, 45)  # between these the full reference mass holds


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit with its row: what it is called, newtons or kilograms, where it stands."""

    name: str
    value: float
    unit: Literal["N", "kg"]
    source: str | None
    status: str


@dataclass(frozen=True, slots=True)
class Excess:
    """How a load stands to a limit: `share` of it, over from 1."""

    limit: Limit
    load: float

    @property
    def share(self) -> float:
        """Load over limit."""
        return self.load / self.limit.value

    @property
    def over(self) -> bool:
        """Whether it is too much."""
        return self.share > 1


def compression_limits(constants: Constants) -> tuple[Limit, Limit]:
    """The action limit (3,400 N) and the maximum (650 kgf = 6,374 N, usually printed 6,376) at L5/S1."""
    action = constants.row(
        "compression_limit", condition="NIOSH biomechanical criterion, L5/S1 (action limit)", unit="N"
    )
    most = constants.row(
        "compression_limit", condition="NIOSH 1981 hazardous to all but the healthiest, as printed", unit="kgf"
    )
    return _newtons("action limit", action), _newtons("maximum limit", most)


def shear_limit(constants: Constants, *, loadings_a_day: float) -> Limit:
    """The limit of shear for so many loadings a day (Gallagher 2012)."""
    often = "frequent loading" if loadings_a_day > FREQUENT_SHEAR else "occasional loading"
    return _newtons(f"shear, {often}", constants.row("shear_limit", condition=often))


def refuse_child(constants: Constants, age: float | None) -> None:
    """Raises InputError for an age at which no limit holds: all of them are those of grown people."""
    if age is not None and age < constants.value("lift_age", condition="youngest who is answered"):
        raise InputError(
            where="age",
            problem=f"{age:g} years: every limit of lifting is for grown people, and none is known for a growing back",
            remedy="let a grown person lift it; a doctor or physiotherapist knows what this child may carry",
        )


def is_grown(constants: Constants, age: float) -> bool:
    """Whether the limits of adults hold at that age."""
    return age >= constants.value("lift_age", condition="grown: the equation and the limits of compression hold")


def dortmund_limit(constants: Constants, *, age: float, sex: Sex) -> Limit:
    """The Dortmund limit of compression for an age in years and a sex: the lower of the first and the revised one.

    Between the ages of the tables it is interpolated; of the revised one they have 20 and 60 years alone.
    """
    if not 0 < age <= 120:
        raise InputError(where="age", problem=f"{age:g} is no age", remedy="years, between 1 and 120")
    found = [_by_age(constants, quantity, age=age, sex=sex) for quantity in DORTMUND]
    newtons, row = min(found, key=lambda one: one[0])
    return Limit(f"Dortmund, {sex}, {age:g} years", newtons, "N", row.source, row.status)


def _by_age(constants: Constants, quantity: str, *, age: float, sex: Sex) -> tuple[float, LiftingRow]:
    rows = [row for row in constants.rows(quantity) if (row.condition or "").split()[0] == sex and row.value]
    if not rows:
        raise InputError(where="sex", problem=f"{sex!r} is no sex of the table", remedy="male or female")
    ages = [float((row.condition or "").split()[1]) for row in rows]
    order = np.argsort(ages)
    values = np.array([(row.value or 0.0) * NEWTON[row.unit] for row in rows])[order]
    return float(np.interp(age, np.array(ages)[order], values)), rows[0]


def reference_mass(constants: Constants, *, age: float, sex: Sex) -> Limit:
    """The heaviest mass of ISO 11228-1 under ideal conditions, in kg."""
    who = "men" if sex == "male" else "women"
    youngest, oldest = ISO_MIDDLE_YEARS
    condition = (
        f"{who} {youngest}-{oldest} y" if youngest <= age <= oldest else f"{who} under {youngest} or over {oldest} y"
    )
    row = constants.row("iso_11228_1_reference_mass", condition=condition)
    return Limit(f"ISO 11228-1, {condition}{AT_BEST}", row.value or 0.0, "kg", row.source, row.status)


def mass_for_this_lift(best: Limit, multipliers: float) -> Limit | None:
    """What of a reference mass is left for a lift, by the multipliers that the standard shares with the equation.

    None where they leave nothing: then no load is recommended at all, which the index says.
    """
    left = best.value * multipliers
    return replace(best, name=f"{best.name.partition(',')[0]}{FOR_THIS_LIFT}", value=left) if left > 0 else None


def _newtons(name: str, row: LiftingRow) -> Limit:
    return Limit(name, (row.value or 0.0) * NEWTON[row.unit], "N", row.source, row.status)
