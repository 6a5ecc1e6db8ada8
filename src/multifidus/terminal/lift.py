"""`multifidus lift`: a described lift, or a recorded one, to what it does to the low back."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from multifidus.errors import InputError
from multifidus.knowledge import Knowledge, shipped
from multifidus.terminal.command import add_command, add_formats, apart, write_out
from multifidus.terminal.lift_jobs import answer_table
from multifidus.terminal.lift_options import (
    NOT_RECORDED,
    OF_A_DESCRIPTION,
    OF_A_RECORDING,
    draws,
    leave_out,
    option,
    unit,
)

EXAMPLE = (
    "multifidus lift --load-kg 20 --reach-m 0.40 --hands-m 0.30 --travel-m 0.70 --per-minute 1 --hours 1 --grip good\n"
    "  multifidus lift --load-lb 44 --reach-in 16 --hands-in 12 --travel-in 28 --sex female --age 58\n"
    "  multifidus lift landmarks.trc --load-kg 15 --height-cm 178 --weight-kg 80 --sex male --figure lift.svg\n"
    "  multifidus lift --jobs jobs.csv -o answers.csv"
)
ONE_HAND = "neither the equation nor this model of a described lift holds for one hand: both would tell too little"


def add(commands: Any) -> None:
    """The command."""
    from multifidus.findings.lifting.lift import GRIPS
    from multifidus.findings.lifting.posture import TECHNIQUES
    from multifidus.findings.lifting.reading.asked import SPEEDS
    from multifidus.findings.lifting.told import NUMBERS, OTHER_UNITS

    lift = add_command(commands, "lift", "what a lift does to the low back, and what would help most", _lift, EXAMPLE)
    add_formats(lift, "table", "json")
    lift.set_defaults(format=None)  # which of the two was typed matters for many lifts
    lift.add_argument("file", nargs="?", metavar="LANDMARKS", help="a recorded lift: .trc, .csv or .json")
    for name, told in NUMBERS.items():
        lift.add_argument(option(name), metavar=unit(name), help=told)
    other = lift.add_argument_group("in other units")
    for name, (ours, _) in OTHER_UNITS.items():
        other.add_argument(option(name), metavar=unit(name), help=f"instead of {option(ours)}")
    lift.add_argument("--grip", metavar="|".join(GRIPS), help="how well hands hold it; default: good")
    lift.add_argument("--sex", metavar="female|male")
    lift.add_argument("--technique", metavar="|".join(TECHNIQUES), help="default: as most people do, stoop")
    lift.add_argument("--speed", metavar="|".join(SPEEDS), help="default: normal")
    lift.add_argument("--weighed", action="store_const", const="yes", help="the load was on a scale")
    lift.add_argument("--without", action="append", default=[], metavar="CHANGE", help="a change that cannot be made")
    lift.add_argument("--figure", metavar="OUT.svg", help="draw the person and the discs there")
    lift.add_argument("--units", choices=("metric", "us"), help="of the answer and of the equation")
    lift.add_argument(
        "--draws", type=int, metavar="N", help="of what is not known, for the bounds; default: 128, jobs: 0"
    )
    whose = lift.add_argument_group("for the assessment of the person who lifts")
    whose.add_argument(
        "--case", metavar="OUT.json", help="write the lift there as a case that `multifidus assess` reads"
    )
    whose.add_argument("--began", action="store_true", default=None, help="the pain began with this lift")
    whose.add_argument("--at-work", action="store_true", default=None, help="it is done at work on most days")
    many = lift.add_argument_group("for many lifts")
    many.add_argument("--jobs", metavar="JOBS.csv", help="a lift a row; columns are called as the options: load_kg")
    many.add_argument("-o", "--output", metavar="OUT", help="a .csv or .parquet file for the answers to the jobs")
    recorded = lift.add_argument_group("for a recorded lift")
    recorded.add_argument("--carrying", choices=("both", "left", "right"), help="which hand holds it; default: both")
    recorded.add_argument("--standing-s", type=float, metavar="S", help="a moment at which the person stands upright")
    recorded.add_argument("--between-s", nargs=2, type=float, metavar="S", help="when it is held; default: always")
    recorded.add_argument("--rate-hz", type=float, metavar="HZ", help="frames a second, where the file has no times")
    recorded.add_argument("--unit", choices=("m", "cm", "mm"), help="of the file, where it does not tell")
    recorded.add_argument("--up", metavar="AXIS", help="x, y or z of the file; one that leads down: --up=-y")
    recorded.add_argument("--exchange-sides", action="store_true", help="the file calls left what is right")


def _lift(given: argparse.Namespace) -> int:
    from multifidus.findings.lifting.told import NAMES, as_told

    try:
        if (given.began or given.at_work) and not given.case:
            raise InputError(
                where="--began", problem="needs --case as well", remedy="name the case to write: --case me.json"
            )
        outputs = {"--case": given.case, "--figure": given.figure, "-o": given.output}
        apart(outputs, [given.file, given.jobs])
        if given.jobs or given.output:
            return answer_table(given, shipped())
        return _recorded(given, shipped()) if given.file else _described(given, shipped())
    except InputError as refused:
        if refused.where not in (*NAMES, "without", "between_s", "standing_s", "carrying", "rate_hz"):
            raise
        told = as_told(refused, {name: getattr(given, name) for name in NAMES})
        raise InputError(where=option(told.where), problem=told.problem, remedy=told.remedy) from None


def _described(given: argparse.Namespace, knowledge: Knowledge) -> int:
    from multifidus.doors.lifting.contract import lift_data
    from multifidus.doors.lifting.text import speak_lift
    from multifidus.doors.lifting.whole import whole_answer
    from multifidus.findings.lifting.constants import Constants
    from multifidus.findings.lifting.drawing.figure import draw_lift
    from multifidus.findings.lifting.reading.doubt import DRAWS
    from multifidus.findings.lifting.reading.reading import Reader
    from multifidus.findings.lifting.told import NAMES, read_told

    remedy = "leave it out, or name a file of landmarks"
    leave_out(given, ["carrying"], "only a recorded lift tells that", f"{remedy}; {ONE_HAND}")
    leave_out(given, OF_A_RECORDING, "only a recorded lift tells that", remedy)
    told = read_told({name: getattr(given, name) for name in NAMES}, Constants(knowledge))
    whole = whole_answer(told, knowledge, without=given.without, system=given.units, draws=draws(given, DRAWS))
    if given.case:
        write_out(given.case, _case(given, knowledge).encode())
    if given.figure:
        write_out(given.figure, draw_lift(whole.reading, Reader(Constants(knowledge), draws=0)).encode())
    if given.format == "json":
        print(json.dumps(lift_data(whole), ensure_ascii=False, indent=2))
    else:
        print(speak_lift(whole), end="")
    return 0


def _case(given: argparse.Namespace, knowledge: Knowledge) -> str:
    """A case with the lift as it was told and nothing that was not; it is read once, so that it can be read again."""
    from multifidus.findings.case_file import read_case
    from multifidus.findings.lifting.overload import OCCASIONS
    from multifidus.findings.lifting.told import NAMES, NUMBERS, OTHER_UNITS

    told = {name: value for name in (*NAMES, *OCCASIONS) if (value := getattr(given, name)) is not None}
    told |= {name: float(value) for name, value in told.items() if name in NUMBERS or name in OTHER_UNITS}
    findings = {name: told.pop(name) for name in ("age", "sex") if name in told}
    if given.without:
        told["without"] = given.without
    text = json.dumps({"id": Path(given.case).stem, "findings": findings, "lift": told}, indent=2) + "\n"
    read_case(text, "json", name=given.case, knowledge=knowledge)
    return text


def _recorded(given: argparse.Namespace, knowledge: Knowledge) -> int:
    from multifidus.doors.lifting.course_data import course_data
    from multifidus.doors.lifting.course_text import speak_course
    from multifidus.doors.lifting.meant import for_whom, growing
    from multifidus.findings.lifting.constants import Constants
    from multifidus.findings.lifting.drawing.chart import draw_course
    from multifidus.findings.lifting.landmarks.recording import read_landmarks
    from multifidus.findings.lifting.reading.course import read_course
    from multifidus.findings.lifting.reading.doubt import DRAWS
    from multifidus.findings.lifting.spine.spine import Spine
    from multifidus.findings.lifting.told import NAMES, read_who

    name, constants = Path(given.file).name, Constants(knowledge)
    leave_out(given, OF_A_DESCRIPTION, "the landmarks of the file tell that", "leave it out, or leave the file out")
    leave_out(given, NOT_RECORDED, "only for a described lift", "leave it out, or leave the file out")
    recording = read_landmarks(
        given.file,
        knowledge,
        rate_hz=given.rate_hz,
        unit=given.unit,
        up=given.up,
        exchange_sides=given.exchange_sides,
    )
    who = read_who({one: getattr(given, one) for one in NAMES}, constants, tall_m=recording.tall_m)
    course = read_course(
        recording,
        Spine(who.body, constants),
        who.load_kg,
        between_s=tuple(given.between_s) if given.between_s else None,
        carrying=given.carrying or "both",
        standing_s=given.standing_s,
        weighed=who.weighed,
        loadings_a_day=who.times_a_day,
        known=who.known,
        draws=draws(given, DRAWS),
    )
    meant = "; ".join((for_whom(knowledge), *growing(constants, float(given.age) if given.age else None)))
    if given.figure:
        write_out(given.figure, draw_course(course, constants, name=name).encode())
    if given.format == "json":
        told = {"file": given.file, "load_kg": who.load_kg, "assumptions": list(who.assumed)}
        print(json.dumps(told | course_data(course, edition=knowledge.edition, meant=meant), ensure_ascii=False))
    else:
        print(speak_course(course, name=name, load_kg=who.load_kg, meant=meant, assumed=who.assumed), end="")
    return 0
