"""From described lifts to whole answers."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from multifidus.errors import InputError, MissingExtraError
from multifidus.findings.lifting.body import Body, segments
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.equations.dose import damage
from multifidus.findings.lifting.equations.estimate import estimated_n
from multifidus.findings.lifting.equations.limits import STANDARD_GRAVITY, refuse_child
from multifidus.findings.lifting.equations.niosh import Equation, Recommended, System
from multifidus.findings.lifting.lift import Lift
from multifidus.findings.lifting.posture import Technique
from multifidus.findings.lifting.reading.answer import DayDose, Disc, LiftReading, Moment
from multifidus.findings.lifting.reading.asked import AS_PEOPLE_DO, Asked, Speed, ends
from multifidus.findings.lifting.reading.doubt import DRAWS, Spread, doubt, spread
from multifidus.findings.lifting.reading.stances import Borne, Stances, as_may_be, as_told, emptied
from multifidus.findings.lifting.reading.verdicts import (
    Kind,
    Verdict,
    mass_verdicts,
    spine_verdicts,
    times_a_day,
)
from multifidus.findings.lifting.spine.groups import groups
from multifidus.findings.lifting.spine.torso import LEVELS

if TYPE_CHECKING:
    from multifidus.findings.lifting.spine.spine import Spine

Array = NDArray[np.float64]
SPINES = 24  # kept ready, each some megabytes


def read_lift(
    lift: Lift,
    body: Body,
    technique: Technique = AS_PEOPLE_DO,
    *,
    constants: Constants,
    age: float | None = None,
    speed: Speed = "normal",
    draws: int = DRAWS,
) -> LiftReading:
    """What one lift does to the low back of one person; whoever reads many keeps a `Reader`. No bounds without draws.

    Raises InputError for what nobody can lift or reach. Without the torso model the spine is left out and told.
    """
    return Reader(constants, draws=draws).read(Asked(lift, body, technique, age=age, speed=speed))


class Reader:
    """Reads lifts, and keeps the spines of the last bodies ready. Not to be shared between threads."""

    def __init__(self, constants: Constants, *, draws: int = DRAWS, system: System = "metric") -> None:
        self.constants, self.draws = constants, draws
        self.equation = Equation(constants, system)
        self._spines: OrderedDict[Body, Spine] = OrderedDict()
        self._capacity = constants.value("muscle_stress", condition="trunk extensors, at their strongest")

    def read(self, asked: Asked) -> LiftReading:
        """The answer to one question."""
        return self.read_all([asked])[0]

    def read_all(self, asked: Sequence[Asked]) -> list[LiftReading]:
        """The answers to several, in their order. Raises InputError for the first that nobody can do."""
        answers = self.try_all(asked)
        for one in answers:
            if isinstance(one, InputError):
                raise one
        return [one for one in answers if isinstance(one, LiftReading)]

    def try_all(self, asked: Sequence[Asked]) -> list[LiftReading | InputError]:
        """The answers to several in their order, each body's spine loaded once; an error for what nobody can do."""
        told = [self._stood(one) for one in asked]
        stances = [one for stood in told if not isinstance(stood, InputError) for one in stood[1]]
        without, borne = None, dict[int, Borne]()
        try:
            borne = self._borne(stances)
        except MissingExtraError as missing:
            without = missing
        answers: list[LiftReading | InputError] = []
        for one, stood in zip(asked, told, strict=True):
            if isinstance(stood, InputError):
                answers.append(stood)
            elif without:
                moments, (_, *stances) = stood
                answers.append(self._estimated(one, moments, stances, without))
            else:
                moments, (bare, *stances) = stood
                held = Borne.joined([borne[id(part)] for part in stances])
                answers.append(self._answered(one, moments, stances, held, borne[id(bare)]))
        return answers

    def spine(self, body: Body) -> Spine:
        """The spine of a body. Raises MissingExtraError where the torso model is not installed."""
        from multifidus.findings.lifting.spine.spine import Spine

        if body not in self._spines:
            self._spines[body] = Spine(body, self.constants)
            if len(self._spines) > SPINES:
                self._spines.popitem(last=False)
        self._spines.move_to_end(body)
        return self._spines[body]

    def _stood(self, asked: Asked) -> tuple[list[Moment], list[Stances]] | InputError:
        """Both ends before anything was loaded, and all stances to be loaded: with empty hands, as told, as drawn."""
        constants = self.constants
        try:
            refuse_child(constants, asked.age)
            there = ends(asked, segments(asked.body, constants), constants)
        except InputError as refused:
            return refused
        moments = [
            Moment(
                end,
                hands,
                posture,
                estimate_n=estimated_n(posture, asked.lift.load_kg, asked.body, constants),
                estimate_empty_n=estimated_n(posture, 0.0, asked.body, constants),
            )
            for end, (hands, posture) in there.items()
        ]
        unsure = doubt(constants, draws=self.draws, weighed=asked.weighed)
        return moments, [emptied(asked, there), as_told(asked, there), *as_may_be(asked, there, unsure, constants)]

    def _borne(self, stances: Sequence[Stances]) -> dict[int, Borne]:
        by_body: dict[Body, list[Stances]] = {}
        for one in stances:
            by_body.setdefault(one.body, []).append(one)
        borne: dict[int, Borne] = {}
        for body, parts in by_body.items():
            postures = [posture for part in parts for posture in part.postures]
            spine = self.spine(body)
            held, tilts = (
                np.concatenate(told) for told in zip(*((one.loads_kg, one.tilts) for one in parts), strict=True)
            )
            loads = spine.loads(postures, held, tilts=tilts)
            at = 0
            for part in parts:
                mine = slice(at, at := at + len(part.postures))
                factor = part.factor[:, None]
                borne[id(part)] = Borne(
                    compression_n=_by_end(loads.compression_n[mine] * factor),
                    shear_n=_by_end(loads.shear_n[mine] * factor),
                    pressure_mpa=_by_end(loads.pressure_mpa[mine] * factor),
                    activation=_by_end(loads.activation[mine]),
                    unmet_nm=_by_end(np.abs(loads.left_nm[mine]).max(axis=1)),
                    muscles=spine.torso.muscles,
                    peak_forces=spine.torso.peak_forces,
                )
        return borne

    def _answered(
        self, asked: Asked, moments: Sequence[Moment], stances: Sequence[Stances], borne: Borne, empty: Borne
    ) -> LiftReading:
        told = []
        for n, moment in enumerate(moments):
            told.append(
                replace(
                    moment,
                    discs=_discs(borne, empty, n),
                    muscles=groups(
                        borne.activation[n], borne.muscles, borne.peak_forces, capacity_n_cm2=self._capacity
                    ),
                    unmet_nm=float(borne.unmet_nm[n, 0]),
                )
            )
        places = [f"{level}, {moment.end}" for moment in moments for level in LEVELS]
        forces: dict[Kind, Array] = {"compression": _by_place(borne.compression_n), "shear": _by_place(borne.shear_n)}
        without: dict[Kind, Array] = {
            "compression": _by_place(empty.compression_n)[:, 0],
            "shear": _by_place(empty.shear_n)[:, 0],
        }
        niosh = self.equation.recommended(asked.lift)
        return LiftReading(
            asked=asked,
            niosh=niosh,
            moments=tuple(told),
            verdicts=(*self._spine(asked, forces, places, without), *self._masses(asked, niosh)),
            dose=self._dose(asked, stances),
        )

    def _estimated(
        self, asked: Asked, moments: Sequence[Moment], stances: Sequence[Stances], missing: MissingExtraError
    ) -> LiftReading:
        by_hand = np.array([[moment.estimate_n] for moment in moments])
        without = np.array([moment.estimate_empty_n for moment in moments])
        places = [f"L5/S1, {moment.end}, by hand calculation" for moment in moments]
        verdicts = self._spine(asked, {"compression": by_hand}, places, {"compression": without})
        niosh = self.equation.recommended(asked.lift)
        return LiftReading(
            asked=asked,
            niosh=niosh,
            moments=tuple(moments),
            verdicts=(*verdicts, *self._masses(asked, niosh)),
            dose=self._dose(asked, stances),
            without=missing,
        )

    def _spine(
        self, asked: Asked, forces: Mapping[Kind, Array], places: Sequence[str], empty: Mapping[Kind, Array]
    ) -> tuple[Verdict, ...]:
        return spine_verdicts(
            self.constants,
            forces,
            places,
            loadings_a_day=times_a_day(asked),
            known=asked.known,
            empty=empty,
            load_kg=asked.lift.load_kg,
        )

    def _masses(self, asked: Asked, niosh: Recommended) -> tuple[Verdict, ...]:
        drawn = doubt(self.constants, draws=self.draws, weighed=asked.weighed).loads_kg(asked.lift.load_kg)
        loads, left = np.append(asked.lift.load_kg, drawn), niosh.multipliers.product
        return tuple(mass_verdicts(self.constants, loads, known=asked.known, multipliers=left))

    def _dose(self, asked: Asked, stances: Sequence[Stances]) -> DayDose:
        """The dose of the day by the moment of the load at the worse end: the figure first, then draws."""
        times = times_a_day(asked)
        moments = np.concatenate([_moments_nm(part) for part in stances])
        taken = times * damage(self.constants, moments)
        beyond = bool(moments[0] > self.constants.value("lifft_caution_moment"))
        return DayDose(times, spread(float(taken[0]), taken[1:]), beyond)


def _moments_nm(stances: Stances) -> Array:
    """The moment of the load about L5/S1 at its worse end, for each stance."""
    away = np.array([np.hypot(one.hands[0], one.hands[2]) for one in stances.postures])
    worst: Array = (STANDARD_GRAVITY * stances.loads_kg * away).reshape(2, -1).max(axis=0)
    return worst


def _discs(borne: Borne, empty: Borne, end: int) -> tuple[Disc, ...]:
    def told(forces: Array, n: int) -> Spread:
        return spread(float(forces[end, 0, n]), forces[end, 1:, n])

    return tuple(
        Disc(
            level,
            compression_n=told(borne.compression_n, n),
            shear_n=told(borne.shear_n, n),
            pressure_mpa=told(borne.pressure_mpa, n),
            empty_n=float(empty.compression_n[end, 0, n]),
        )
        for n, level in enumerate(LEVELS)
    )


def _by_end(frames: Array) -> Array:
    """Frames of the pick-up and then of the set-down, parted: ends x stances x what each has."""
    return frames.reshape(2, -1, *frames.shape[1:])


def _by_place(forces: Array) -> Array:
    """Ends x stances x discs as places x stances."""
    return forces.transpose(0, 2, 1).reshape(-1, forces.shape[1])
