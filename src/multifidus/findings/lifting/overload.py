"""Lifts of a case -> findings in the vocabulary's own words, each of them from a "lift".

A lift says what its person said of it: that the pain began with it, or that it is done at work on most days. Which
finding that is, and when, are rows of lift_findings.csv. A lift within all limits makes nothing absent: what nobody
asked stays unknown. No relation to a cause is made here; those of the findings stand in the tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from multifidus.errors import InputError
from multifidus.findings.lifting.body import segments
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.reading.answer import LiftReading
from multifidus.findings.lifting.reading.asked import ends
from multifidus.findings.lifting.reading.reading import Reader
from multifidus.findings.lifting.told import NAMES, NUMBERS, Told, read_told
from multifidus.foreign import fit
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import LiftFindingRow, LiftingChangeRow
from multifidus.terms import Finding, Findings

SOURCE = "lift"
OCCASIONS = ("began", "at_work")
WITHOUT = "without"
MOST_LIFTS = 20  # of one case; more are a job for a table


@dataclass(frozen=True, slots=True)
class ToldLift:
    """A lift with its occasion: whether the pain began with it, whether it is done at work on most days.

    None is what nobody told. `without` names changes that this person cannot make (lifting_changes.csv).
    """

    told: Told
    began: bool | None = None
    at_work: bool | None = None
    without: tuple[str, ...] = ()


def read_lifts(content: Any, findings: Findings, knowledge: Knowledge, *, name: str) -> tuple[ToldLift, ...]:
    """The lifts of a case: one mapping with the names of `multifidus lift`, or a list of them.

    Age and sex are those of the findings. Raises InputError, naming the place and
    the remedy, for what is no lift, or one that nobody of this size can do.
    """
    several = [content] if isinstance(content, Mapping) else content
    if not isinstance(several, Sequence) or isinstance(several, str) or not 0 < len(several) <= MOST_LIFTS:
        raise InputError(
            where=name,
            problem=f"neither a lift nor a list of 1 to {MOST_LIFTS} of them",
            remedy='write {"load_kg": 20, "reach_m": 0.4, "hands_m": 0.3, "travel_m": 0.7, "began": true}',
        )
    constants = Constants(knowledge)
    changes = {name for row in knowledge.rows(LiftingChangeRow) for name in (row.id, row.needs) if name}
    places = [name] if isinstance(content, Mapping) else [f"{name} {n}" for n in range(1, len(several) + 1)]
    return tuple(_lift(one, findings, constants, changes, where) for one, where in zip(several, places, strict=True))


def findings_of(lifts: Sequence[ToldLift], knowledge: Knowledge) -> Findings:
    """What lifts say about their person; of several loads with which the pain began, the heaviest."""
    found: dict[str, Finding] = {}
    reader = Reader(Constants(knowledge), draws=0)
    rows = knowledge.rows(LiftFindingRow)
    for lift in lifts:
        for row in rows:
            if getattr(lift, row.told_by) is not True:
                continue
            if row.when == "over_limits" and not _over(reader, lift):
                continue
            value = True if row.value == "present" else lift.told.asked.lift.load_kg
            if row.finding not in found or value > found[row.finding].value:
                found[row.finding] = Finding(row.finding, value, source=SOURCE)
    return Findings(found.values())


def _over(reader: Reader, lift: ToldLift) -> bool:
    """Whether a lift is over a limit; False as well for a child, for whom there are none."""
    (reading,) = reader.try_all([lift.told.asked])
    return isinstance(reading, LiftReading) and too_much(reading, reader.constants)


def too_much(reading: LiftReading, constants: Constants) -> bool:
    """Whether anything is over its limit: lifting index, mass, compression (by hand without the torso), shear."""
    over = any(one.over for one in reading.verdicts)
    return over or reading.niosh.lifting_index > constants.value("niosh_li_goal")


def _lift(content: Any, findings: Findings, constants: Constants, changes: set[str], where: str) -> ToldLift:
    if not isinstance(content, Mapping):
        raise InputError(where=where, problem="no lift", remedy="write its load_kg, reach_m, hands_m and travel_m")
    unknown = sorted(fit(key) for key in set(content) - {*NAMES, *OCCASIONS, WITHOUT})
    if unknown:
        raise InputError(
            where=where, problem=f"unknown key {', '.join(unknown)}", remedy=f"a lift has {', '.join(NUMBERS)}, ..."
        )
    values = {key: value for key, value in content.items() if key in NAMES}
    try:
        told = read_told(_with_person(values, findings), constants)
        ends(told.asked, segments(told.asked.body, constants), constants)
    except InputError as refused:
        raise InputError(where=f"{where}, {refused.where}", problem=refused.problem, remedy=refused.remedy) from None
    return ToldLift(
        told=told,
        began=_yes_or_no(content.get("began"), f"{where}, began"),
        at_work=_yes_or_no(content.get("at_work"), f"{where}, at_work"),
        without=_names(content.get(WITHOUT, ()), changes, f"{where}, {WITHOUT}"),
    )


def _with_person(values: Mapping[str, Any], findings: Findings) -> dict[str, Any]:
    """The values with age and sex as the case has them. Raises InputError where the lift tells those of another."""
    found: dict[str, Any] = {}
    if "age" in findings:
        found["age"] = findings["age"].value
    for sex in ("male", "female"):
        if sex in findings and findings[sex].present:
            found["sex"] = sex
    for name, value in found.items():
        told = values.get(name)
        if told is not None and told != "" and not _same(told, value):
            problem = (
                f"{fit(told)} here, but the findings tell {value:g}" if name == "age" else "not that of the findings"
            )
            raise InputError(where=name, problem=problem, remedy="a case is of one person: keep one of the two")
    return {**values, **found}


def _same(told: Any, found: Any) -> bool:
    """Whether a lift and the findings tell the same; a word that is no number is left to who reads the lift."""
    if isinstance(found, str):
        return str(told).strip().lower() == found
    try:
        return bool(float(told) == found)
    except (TypeError, ValueError):
        return False


def _yes_or_no(value: Any, where: str) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise InputError(where=where, problem=f"{str(value)[:40]!r} is neither yes nor no", remedy="write true or false")


def _names(value: Any, changes: set[str], where: str) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, Sequence) or not all(isinstance(one, str) and one in changes for one in names):
        raise InputError(
            where=where,
            problem="no list of changes that cannot be made",
            remedy=f"write names of lifting_changes.csv or what they need: {', '.join(sorted(changes))}",
        )
    return tuple(names)
