"""The revised NIOSH lifting equation, one task: RWL = LC x HM x VM x DM x AM x FM x CM (Waters 1994).

    HM = 25 / H        VM = 1 - 0.003 |V - 75|        DM = 0.82 + 4.5 / D        AM = 1 - 0.0032 A

with H, V and D in centimetres and A in degrees; FM and CM are tables. The printed manual has the same in inches and
pounds, with constants of its own that were rounded: `Equation` holds either set. What the manual leaves open is ours:
between two frequencies of its table the multiplier is interpolated, and beyond the last one that is not nought it is
nought, as no lift there is recommended.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multifidus.errors import KnowledgeError
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.lift import Grip, Hands, Lift

Array = NDArray[np.float64]
System = Literal["metric", "us"]
LENGTH: dict[System, str] = {"metric": "cm", "us": "in"}
WEIGHT: dict[System, str] = {"metric": "kg", "us": "lb"}
CM = 100.0  # in a metre
INCH = 2.54  # centimetres, by definition
POUND = 0.45359237  # kilograms, by definition
LOW, HIGH = 0, 1  # hands below, or at and above, the height where the tables part
FREQUENCY_CELL = re.compile(r"F=([\d.]+) lifts/min; (.+) V(<|>=)30in")
GRIP_CELL = re.compile(r"(good|fair|poor); V(<|>=)75cm")
DURATIONS: dict[str, float] = {"duration<=1h": 1.0, "1h<duration<=2h": 2.0, "2h<duration<=8h": 8.0}


@dataclass(frozen=True, slots=True)
class Multipliers:
    """What each aspect of a lift leaves of the load constant, each between 0 and 1."""

    hm: float
    vm: float
    dm: float
    am: float
    fm: float
    cm: float

    @property
    def product(self) -> float:
        """All of them together."""
        return self.hm * self.vm * self.dm * self.am * self.fm * self.cm

    @property
    def without_frequency(self) -> float:
        """All but how often: the frequency-independent part."""
        return self.hm * self.vm * self.dm * self.am * self.cm

    def as_dict(self) -> dict[str, float]:
        """By the names that the manual gives them."""
        return {"hm": self.hm, "vm": self.vm, "dm": self.dm, "am": self.am, "fm": self.fm, "cm": self.cm}


@dataclass(frozen=True, slots=True)
class Recommended:
    """The recommended weight limit of a lift in kg, its index (load over limit; infinite over none), and why.

    `governs` is the end of the lift whose limit is the lower one.
    """

    rwl_kg: float
    lifting_index: float
    multipliers: Multipliers
    governs: Literal["taken_up", "set_down"] = "taken_up"
    firwl_kg: float = 0.0  # the limit if it were lifted once


class Equation:
    """The equation with the constants of one system of units. Its methods take arrays as well as numbers."""

    def __init__(self, constants: Constants, system: System = "metric") -> None:
        length = LENGTH[system]
        self.system: System = system
        self.constants = constants
        self.load_constant = constants.value("niosh_lc", unit=WEIGHT[system])
        self._h = constants.value("niosh_hm_numerator", unit=length)
        self._h_least, self._h_most = (constants.value(f"niosh_h_{end}", unit=length) for end in ("min", "max"))
        self._v_slope = constants.value("niosh_vm_slope", unit=f"1/{length}")
        self._v_best = constants.value("niosh_vm_optimum", unit=length)
        self._v_most = constants.value("niosh_v_max", unit=length)
        self._d_constant = constants.value("niosh_dm_constant")
        self._d = constants.value("niosh_dm_numerator", unit=length)
        self._d_least, self._d_most = (constants.value(f"niosh_d_{end}", unit=length) for end in ("min", "max"))
        self._a_slope = constants.value("niosh_am_slope")
        self._a_most = constants.value("niosh_a_max")
        self._f_least = constants.value("niosh_f_min")

    def horizontal(self, h: ArrayLike) -> Array:
        """HM for a reach in this system's unit; 0 beyond arm's length."""
        reach = np.asarray(h, float)
        return np.where(reach > self._h_most, 0.0, self._h / np.maximum(reach, self._h_least))

    def vertical(self, v: ArrayLike) -> Array:
        """VM for a height of the hands; 0 above the limit."""
        height = np.asarray(v, float)
        return np.where(height > self._v_most, 0.0, 1 - self._v_slope * np.abs(height - self._v_best))

    def distance(self, d: ArrayLike) -> Array:
        """DM for a vertical travel; 0 above the limit."""
        travel = np.asarray(d, float)
        return np.where(travel > self._d_most, 0.0, self._d_constant + self._d / np.maximum(travel, self._d_least))

    def asymmetry(self, a: ArrayLike) -> Array:
        """AM for a twist in degrees to either side; 0 beyond the limit."""
        twist = np.abs(np.asarray(a, float))
        return np.where(twist > self._a_most, 0.0, 1 - self._a_slope * twist)

    def frequency(self, per_minute: ArrayLike, hours: ArrayLike, v: ArrayLike) -> Array:
        """FM for lifts a minute, hours of lifting and the height of the hands."""
        f, span, height = np.broadcast_arrays(*(np.asarray(one, float) for one in (per_minute, hours, v)))
        found = np.zeros(f.shape)
        rarely = np.maximum(f, self._f_least)
        ends = list(DURATIONS.values())
        column = np.searchsorted(ends, span.ravel(), side="left").reshape(span.shape)
        high = height >= self._v_best
        for (duration, level), (frequencies, values) in self._frequency_cells.items():
            mine = (column == duration) & (high == bool(level))
            found[mine] = _until_nought(rarely[mine], frequencies, values)
        return found

    def coupling(self, grip: Grip, v: ArrayLike) -> Array:
        """CM for a grip and the height of the hands."""
        cells = self._grip_cells
        return np.where(np.asarray(v, float) >= self._v_best, cells[grip, HIGH], cells[grip, LOW])

    def multipliers(self, lift: Lift, hands: Hands | None = None) -> Multipliers:
        """The six of a lift at one of its ends, the beginning unless told."""
        end = hands or lift.taken_up
        height = self.length(end.height_m)
        return Multipliers(
            hm=float(self.horizontal(self.length(end.reach_m))),
            vm=float(self.vertical(height)),
            dm=float(self.distance(self.length(lift.travel_m))),
            am=float(self.asymmetry(end.twist_deg)),
            fm=float(self.frequency(lift.per_minute, lift.hours, height)),
            cm=float(self.coupling(lift.grip, height)),
        )

    def recommended(self, lift: Lift) -> Recommended:
        """The limit of a lift: that of its worse end where it is set down with care."""
        ends = {"taken_up": lift.taken_up} | ({"set_down": lift.set_down} if lift.set_down else {})
        told = {name: self.multipliers(lift, hands) for name, hands in ends.items()}
        governs = min(told, key=lambda name: told[name].product)
        kilograms = self.load_constant * (1.0 if self.system == "metric" else POUND)
        limit = kilograms * told[governs].product
        return Recommended(
            rwl_kg=limit,
            lifting_index=lift.load_kg / limit if limit else (np.inf if lift.load_kg else 0.0),
            multipliers=told[governs],
            governs="set_down" if governs == "set_down" else "taken_up",
            firwl_kg=kilograms * told[governs].without_frequency,
        )

    def length(self, metres: ArrayLike) -> Array:
        """Metres in the unit of this system: centimetres or inches."""
        return np.asarray(metres, float) * (CM if self.system == "metric" else CM / INCH)

    @cached_property
    def _frequency_cells(self) -> Mapping[tuple[int, int], tuple[Array, Array]]:
        cells: dict[tuple[int, int], dict[float, float]] = {}
        for row in self.constants.rows("niosh_fm"):
            found = FREQUENCY_CELL.fullmatch(row.condition or "")
            if found is None or found[2] not in DURATIONS or row.value is None:
                raise KnowledgeError(
                    where=f"lifting.csv line {row.line}",
                    problem="no cell of the frequency table",
                    remedy="see its like",
                )
            duration = list(DURATIONS).index(found[2])
            cells.setdefault((duration, int(found[3] == ">=")), {})[float(found[1])] = row.value
        return MappingProxyType(
            {
                which: (np.array(sorted(column)), np.array([column[f] for f in sorted(column)]))
                for which, column in cells.items()
            }
        )

    @cached_property
    def _grip_cells(self) -> Mapping[tuple[str, int], float]:
        cells = {}
        for row in self.constants.rows("niosh_cm"):
            found = GRIP_CELL.match(row.condition or "")
            if found is None or row.value is None:
                raise KnowledgeError(
                    where=f"lifting.csv line {row.line}", problem="no cell of the coupling table", remedy="see its like"
                )
            cells[found[1], int(found[2] == ">=")] = row.value
        return MappingProxyType(cells)


def _until_nought(f: Array, frequencies: Array, values: Array) -> Array:
    """Between two cells what lies between them; nought beyond the last cell that is not."""
    most = frequencies[np.flatnonzero(values)[-1]]
    return np.where(f > most, 0.0, np.interp(f, frequencies, values))
