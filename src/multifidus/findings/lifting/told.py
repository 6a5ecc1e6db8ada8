"""A lift and its person from named values, as a command, a row of a table or a form tells them, in either units."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from multifidus.errors import InputError
from multifidus.findings.lifting.body import HEIGHTS_M, Body
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.equations.limits import Sex, refuse_child
from multifidus.findings.lifting.equations.niosh import CM, INCH, POUND, System
from multifidus.findings.lifting.lift import Grip, Hands, Lift, refuse_often
from multifidus.findings.lifting.person import person
from multifidus.findings.lifting.posture import Technique
from multifidus.findings.lifting.reading.asked import AS_PEOPLE_DO, OLDEST, Asked, Speed
from multifidus.findings.lifting.reading.verdicts import MINUTES

METRES_AN_INCH = INCH / CM
NEEDED = ("load_kg", "reach_m", "hands_m", "travel_m")
NUMBERS: Mapping[str, str] = {
    "load_kg": "what is lifted weighs so many kilograms",
    "reach_m": "how far the middle of the hands is before the ankles when it is picked up, in metres",
    "hands_m": "how high the hands are above the floor when it is picked up, in metres",
    "travel_m": "how far it goes up, or up or down where it is told where it is put, in metres",
    "twist_deg": "how far the load lies to the right when it is picked up, in degrees",
    "per_minute": "so many lifts a minute",
    "hours": "for so many hours of the day, at most eight",
    "end_reach_m": "how far before the ankles it is put down, where that takes care",
    "end_m": "how high the hands are when it is put down, where that takes care",
    "end_twist_deg": "how far to the right it is put down, where that takes care",
    "depth_m": "how deep the load is from front to back, in metres; tells how close it can come",
    "height_m": "how tall the person is, in metres",
    "weight_kg": "what the person weighs, in kilograms",
    "age": "in years",
}
WORDS = ("grip", "sex", "technique", "speed", "weighed")
OTHER_UNITS: Mapping[str, tuple[str, float]] = {
    "height_cm": ("height_m", 1 / CM),
    "load_lb": ("load_kg", POUND),
    "weight_lb": ("weight_kg", POUND),
    **{
        name.removesuffix("_m") + "_in": (name, METRES_AN_INCH)
        for name in ("reach_m", "hands_m", "travel_m", "end_reach_m", "end_m", "depth_m", "height_m")
    },
}
NAMES = (*NUMBERS, *OTHER_UNITS, *WORDS)
AT_THE_END = {"set_down reach_m": "end_reach_m", "set_down hands_m": "end_m", "set_down twist_deg": "end_twist_deg"}
TRUE, FALSE = ("yes", "true", "1"), ("no", "false", "0", "")


@dataclass(frozen=True, slots=True)
class Told:
    """A question with what was assumed in it, and whether how often it is lifted was told."""

    asked: Asked
    assumed: tuple[str, ...]
    often: bool
    system: System


def read_told(values: Mapping[str, Any], constants: Constants) -> Told:
    """The question that named values ask: numbers or their text, metric or US, None or "" for what is not told.

    Raises InputError, with the name of the value, for what is no number, told twice, missing, or impossible.
    """
    try:
        return _read(values, constants)
    except InputError as refused:
        raise as_told(refused, values) from None


def as_told(refused: InputError, values: Mapping[str, Any]) -> InputError:
    """The same by the name under which it was told: in another unit, or at the other end of the lift."""
    told = {name: value for name, value in values.items() if value is not None and value != ""}
    name = AT_THE_END.get(refused.where, refused.where)
    if name == "travel_m" and not {"travel_m", "travel_in"} & told.keys():
        name = "end_m"  # the way was worked out from where it is put
    other = next((one for one, (ours, _) in OTHER_UNITS.items() if ours == name and one in told), None)
    if other is None or name in told:
        return InputError(where=name, problem=refused.problem, remedy=refused.remedy)
    ours, factor = OTHER_UNITS[other]
    units = [one.rpartition("_")[2] for one in (other, ours)]
    number = _number(other, told[other])
    problem = f"{number:g} {units[0]} are {factor * number:.3g} {units[1]}: {refused.problem}"
    return InputError(where=other, problem=problem, remedy=refused.remedy)


def _read(values: Mapping[str, Any], constants: Constants) -> Told:
    told = {name: value for name, value in values.items() if value is not None and value != ""}
    numbers = _numbers(told)
    if "end_m" in numbers and "hands_m" in numbers:
        numbers.setdefault("travel_m", abs(numbers["end_m"] - numbers["hands_m"]))
    for name in NEEDED:
        if name not in numbers:
            raise InputError(where=name, problem="not told", remedy=NUMBERS[name])
    words = {name: str(told[name]).strip().lower() for name in WORDS if name in told}
    who = person(
        constants,
        height_m=numbers.get("height_m"),
        weight_kg=numbers.get("weight_kg"),
        sex=cast("Sex | None", words.get("sex")),
    )
    asked = Asked(
        lift=_lift(numbers, cast("Grip", words.get("grip", "good"))),
        body=who.body,
        technique=cast("Technique", words.get("technique", AS_PEOPLE_DO).replace(" ", "_")),
        age=numbers.get("age"),
        speed=cast("Speed", words.get("speed", "normal")),
        weighed=_truth("weighed", words.get("weighed", "")),
        build_told=who.build_told,
        sex_told=who.sex_told,
    )
    us = any(name in OTHER_UNITS and name != "height_cm" for name in told)
    often = "per_minute" in numbers and "hours" in numbers
    return Told(asked, (*who.assumed, *_assumed(numbers, words)), often, "us" if us else "metric")


@dataclass(frozen=True, slots=True)
class Who:
    """Who carries what in a recorded lift; `known` are age and sex where both were told."""

    body: Body
    load_kg: float
    weighed: bool
    times_a_day: float
    known: tuple[float, Sex] | None
    assumed: tuple[str, ...]


def read_who(values: Mapping[str, Any], constants: Constants, *, tall_m: float) -> Who:
    """Who is recorded and what they hold: as read_told, but where and how is seen. `tall_m` by the landmarks.

    Raises InputError as read_told; the load is always asked, as no landmark shows it.
    """
    told = {name: value for name, value in values.items() if value is not None and value != ""}
    numbers = _numbers(told)
    if "load_kg" not in numbers:
        raise InputError(where="load_kg", problem="not told", remedy="no landmark shows it: " + NUMBERS["load_kg"])
    least, most = HEIGHTS_M
    seen = numbers.get("height_m") is None
    if seen and not least <= tall_m <= most:
        problem = f"the landmarks make a person of {tall_m:.2f} m, for whom this is not made"
        raise InputError(where="height_m", problem=problem, remedy="look at the unit of the file, or tell the height")
    who = person(
        constants,
        height_m=tall_m if seen else numbers.get("height_m"),
        weight_kg=numbers.get("weight_kg"),
        sex=cast("Sex | None", str(told["sex"]).strip().lower() if "sex" in told else None),
    )
    age, weighed = numbers.get("age"), _truth("weighed", str(told.get("weighed", "")).lower())
    if age is not None and not 0 < age <= OLDEST:
        raise InputError(where="age", problem=f"{age:g} is no age", remedy=f"years, between 1 and {OLDEST}")
    refuse_child(constants, age)
    refuse_often(numbers.get("per_minute", 0.0), numbers.get("hours", 0.0))
    often = "per_minute" in numbers and "hours" in numbers
    assumed = [*who.assumed]
    if seen:
        assumed.append(f"height: not told; {tall_m:.2f} m by the landmarks")
    if not weighed:
        assumed.append("load: nobody said that it was on a scale; it may be off as guesses are")
    if not often:
        assumed.append("how often: not told; seldom, which matters for the limit of shear")
    return Who(
        body=who.body,
        load_kg=numbers["load_kg"],
        weighed=weighed,
        times_a_day=numbers["per_minute"] * numbers["hours"] * MINUTES if often else 1.0,
        known=(age, who.body.sex) if age is not None and who.sex_told else None,
        assumed=tuple(assumed),
    )


def _numbers(told: Mapping[str, Any]) -> dict[str, float]:
    """Every number in metres and kilograms."""
    numbers: dict[str, float] = {}
    for name, value in told.items():
        if name not in NUMBERS and name not in OTHER_UNITS:
            continue
        ours, factor = OTHER_UNITS.get(name, (name, 1.0))
        if ours in numbers:
            raise InputError(where=name, problem="told twice", remedy=f"it is {ours} in another unit: tell one of them")
        numbers[ours] = factor * _number(name, value)
    return numbers


def _number(name: str, value: Any) -> float:
    try:
        number = math.nan if isinstance(value, bool) or "_" in str(value) else float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        remedy = "digits, with a point where there are decimals"
        raise InputError(where=name, problem=f"{str(value)[:40]!r} is no number", remedy=remedy)
    return number


def _truth(name: str, word: str) -> bool:
    if word not in (*TRUE, *FALSE):
        raise InputError(where=name, problem=f"{word[:40]!r} is neither yes nor no", remedy="yes or no")
    return word in TRUE


def _lift(numbers: Mapping[str, float], grip: Grip) -> Lift:
    lift: dict[str, Any] = {
        name: numbers[name] for name in (*NEEDED, "twist_deg", "per_minute", "hours", "depth_m") if name in numbers
    }
    ends = [name for name in ("end_reach_m", "end_m", "end_twist_deg") if name in numbers]
    if ends:
        lift["set_down"] = Hands(
            reach_m=numbers.get("end_reach_m", numbers["reach_m"]),
            height_m=numbers.get("end_m", numbers["hands_m"] + numbers["travel_m"]),
            twist_deg=numbers.get("end_twist_deg", numbers.get("twist_deg", 0.0)),
        )
        lift["travel_m"] = abs(lift["set_down"].height_m - numbers["hands_m"])
        if abs(lift["travel_m"] - numbers["travel_m"]) > METRES_AN_INCH:
            raise InputError(
                where="travel_m",
                problem=f"{numbers['travel_m']:g} m do not lead from {numbers['hands_m']:g} m "
                f"to {lift['set_down'].height_m:g} m",
                remedy="leave one of travel_m and end_m out",
            )
    return Lift(grip=grip, **lift)


def _assumed(numbers: Mapping[str, float], words: Mapping[str, str]) -> Iterator[str]:
    if "technique" not in words:
        yield "technique: not told; bending down with nearly straight legs, as most people do it"
    if "speed" not in words:
        yield "speed: not told; the normal one of Greenland2013"
    if not _truth("weighed", words.get("weighed", "")):
        yield "load: nobody said that it was on a scale; it may be off as guesses are"
    if "per_minute" not in numbers or "hours" not in numbers:
        yield "how often: not told; seldom, for an hour at most, and no dose of the day"
    if "twist_deg" not in numbers:
        yield "twist: not told; straight before the person"
    if "grip" not in words:
        yield "grip: not told; good"
    if not {"end_m", "end_reach_m", "end_twist_deg"} & numbers.keys():
        yield "where it is put: not told; straight up, as far away and to the side as before"
