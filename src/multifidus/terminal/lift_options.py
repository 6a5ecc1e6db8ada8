"""Options of `multifidus lift`: as they are typed, and which of them go together."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from multifidus.errors import InputError

MOST_DRAWS = 4096
OF_A_DESCRIPTION = (
    "reach_m",
    "hands_m",
    "travel_m",
    "twist_deg",
    "end_reach_m",
    "end_m",
    "end_twist_deg",
    "grip",
    "technique",
    "speed",
    "depth_m",
)
NOT_RECORDED = ("case", "without", "units")
OF_A_RECORDING = ("carrying", "between_s", "standing_s", "rate_hz", "unit", "up", "exchange_sides")
NOT_OF_JOBS = ("figure", "case", "without", "format", *OF_A_RECORDING)


def leave_out(given: argparse.Namespace, names: Iterable[str], problem: str, remedy: str) -> None:
    """Refuses what was typed and would not be heard."""
    for name in names:
        told = getattr(given, name)
        if told is not None and told is not False and told != []:
            raise InputError(where=option(name), problem=problem, remedy=remedy)


def draws(given: argparse.Namespace, usual: int) -> int:
    """How many draws were asked for. Raises InputError for fewer than none and for too many."""
    if given.draws is None:
        return usual
    if not 0 <= given.draws <= MOST_DRAWS:
        raise InputError(where="--draws", problem=f"{given.draws} is not between 0 and {MOST_DRAWS}", remedy="try 128")
    return int(given.draws)


def option(name: str) -> str:
    """A name as it is typed."""
    return f"--{name.replace('_', '-')}"


def unit(name: str) -> str:
    """What stands for the value in the help."""
    *_, unit = name.split("_")
    return {"minute": "LIFTS", "hours": "H", "age": "YEARS"}.get(unit, unit.upper())
