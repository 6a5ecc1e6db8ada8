"""`multifidus lift`: one described lift, or a table of them, to what it does to the low back."""

from __future__ import annotations

import argparse
import json
from typing import Any

from multifidus.errors import InputError
from multifidus.knowledge import shipped
from multifidus.terminal.command import add_command, add_formats, write_out

EXAMPLE = (
    "multifidus lift --load-kg 20 --reach-m 0.40 --hands-m 0.30 --travel-m 0.70 --per-minute 1 --hours 1 --grip good\n"
    "  multifidus lift --load-lb 44 --reach-in 16 --hands-in 12 --travel-in 28 --sex female --age 58"
)


def add(commands: Any) -> None:
    """The command."""
    from multifidus.findings.lifting.asked import SPEEDS
    from multifidus.findings.lifting.lift import GRIPS
    from multifidus.findings.lifting.posture import TECHNIQUES
    from multifidus.findings.lifting.told import NUMBERS, OTHER_UNITS

    lift = add_command(commands, "lift", "what a lift does to the low back, and what would help most", _lift, EXAMPLE)
    add_formats(lift, "table", "json")
    for name, told in NUMBERS.items():
        lift.add_argument(_option(name), metavar=_unit(name), help=told)
    other = lift.add_argument_group("in other units")
    for name, (ours, _) in OTHER_UNITS.items():
        other.add_argument(_option(name), metavar=_unit(name), help=f"instead of {_option(ours)}")
    lift.add_argument("--grip", metavar="|".join(GRIPS), help="how well hands hold it; default: good")
    lift.add_argument("--sex", metavar="female|male")
    lift.add_argument("--technique", metavar="|".join(TECHNIQUES), help="default: as most people do, stoop")
    lift.add_argument("--speed", metavar="|".join(SPEEDS), help="default: normal")
    lift.add_argument("--weighed", action="store_const", const="yes", help="the load was on a scale")
    lift.add_argument("--without", action="append", default=[], metavar="CHANGE", help="a change that cannot be made")
    lift.add_argument("--figure", metavar="OUT.svg", help="draw the person and the discs there")
    lift.add_argument("--units", choices=("metric", "us"), help="of the answer and of the equation")


def _lift(given: argparse.Namespace) -> int:
    from multifidus.doors.lifting.contract import lift_data
    from multifidus.doors.lifting.text import speak_lift
    from multifidus.doors.lifting.whole import whole_answer
    from multifidus.findings.lifting.constants import Constants
    from multifidus.findings.lifting.figure import draw_lift
    from multifidus.findings.lifting.reading import Reader
    from multifidus.findings.lifting.told import NAMES, read_told

    knowledge = shipped()
    try:
        told = read_told({name: getattr(given, name) for name in NAMES}, Constants(knowledge))
        whole = whole_answer(told, knowledge, without=given.without, system=given.units)
    except InputError as refused:
        where = _option(refused.where) if refused.where in (*NAMES, "without") else refused.where
        raise InputError(where=where, problem=refused.problem, remedy=refused.remedy) from None
    if given.figure:
        write_out(given.figure, draw_lift(whole.reading, Reader(Constants(knowledge), draws=0)).encode())
    if given.format == "json":
        print(json.dumps(lift_data(whole), ensure_ascii=False, indent=2))
    else:
        print(speak_lift(whole), end="")
    return 0


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _unit(name: str) -> str:
    *_, unit = name.split("_")
    return {"minute": "LIFTS", "hours": "H", "age": "YEARS"}.get(unit, unit.upper())
