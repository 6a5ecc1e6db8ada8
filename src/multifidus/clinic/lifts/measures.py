"""Numbers of a lift as they are typed, in either system of units, and in metric."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from multifidus.clinic.design.fields import MeasureField
from multifidus.findings.lifting.equations.niosh import CM, INCH, POUND

Kind = Literal["mass", "length"]
System = Literal["metric", "us"]
# What one unit is worth in kilograms or metres, and how it is written.
UNIT: dict[tuple[Kind, System], tuple[float, str]] = {
    ("mass", "metric"): (1.0, "kg"),
    ("mass", "us"): (POUND, "lb"),
    ("length", "metric"): (1 / CM, "cm"),
    ("length", "us"): (INCH / CM, "in"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that a form asks for, with the least and the most that is believed, in kilograms or metres."""

    kind: Kind
    least: float
    most: float

    def field(self, system: System, **more: Any) -> MeasureField:
        """The field that asks for it in a system of units."""
        worth, unit = UNIT[self.kind, system]
        return MeasureField(unit=unit, least=round(self.least / worth, 1), most=round(self.most / worth, 1), **more)

    def metric(self, typed: Decimal, system: System) -> float:
        """In kilograms or metres; never beyond the bounds, which were rounded for whoever types."""
        return min(max(float(typed) * UNIT[self.kind, system][0], self.least), self.most)


def in_units(value: float, kind: Kind, system: System) -> float:
    """Kilograms or metres in the units of a system."""
    return value / UNIT[kind, system][0]
