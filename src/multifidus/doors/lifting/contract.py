"""A lift that was read as plain data: the keys that other programs rely on."""

from __future__ import annotations

from math import isinf
from typing import Any

from multifidus.actions.lifting.told import as_rows, plain_words
from multifidus.doors.lifting.whole import PAIR, Whole
from multifidus.errors import InputError
from multifidus.findings.lifting.equations.niosh import POUND
from multifidus.findings.lifting.lift import Hands
from multifidus.findings.lifting.reading.answer import Disc, LiftReading, Moment
from multifidus.findings.lifting.reading.asked import Asked
from multifidus.findings.lifting.reading.doubt import Spread
from multifidus.findings.lifting.reading.verdicts import Verdict
from multifidus.findings.lifting.spine.groups import Group
from multifidus.lift import task_of


def lift_data(whole: Whole) -> dict[str, Any]:
    """The whole answer; "spine" and "muscles" are of the worst moment, and left out where the torso is missing.

    An index over a limit of nothing is null. "dose" is left out where nobody told how often.
    """
    reading, told = whole.reading, whole.told
    data = {
        "lift": _lift(told.asked),
        "person": _person(told.asked),
        "niosh": _niosh(whole),
        "spine": {disc.level: _disc(disc) for disc in reading.worst.discs},
        "worst": _worst(reading),
        "intervals": {disc.level: _bounds(disc) for disc in reading.worst.discs},
        "muscles": [group_data(one) for one in reading.worst.muscles],
        "moments": [_moment(moment) for moment in reading.moments],
        "limits": [verdict_data(one) for one in reading.verdicts],
        "dose": _dose(reading),
        "techniques": [_way(name, way) for name, way in whole.ways.items()],
        "changes": _changes(whole),
        "pair": _pair(whole),
        "no_help": [{"id": one.row.id, "rises": dict(one.rises)} for one in whole.ranking.useless],
        "assumptions": list(told.assumed),
        "notices": [whole.meant, *whole.notices],
        "edition": whole.edition,
    }
    if reading.without:
        for name in ("spine", "intervals", "muscles"):
            del data[name]
    if not told.often:
        del data["dose"]
    return data


def _changes(whole: Whole) -> list[dict[str, Any]]:
    """What helps, the best first; "p_over" is null where it was not drawn."""
    rows = as_rows(whole.ranking, task_of(whole.told.asked), whole.system)
    return [row | {"p_over": whole.p_over.get(row["id"])} for row in rows]


def _pair(whole: Whole) -> dict[str, Any] | None:
    """The best two changes where no single one is enough."""
    pair, task = whole.ranking.pair, task_of(whole.told.asked)
    if pair is None:
        return None
    return {
        "changes": [
            {"id": one.row.id, "do": plain_words(one, task, whole.system), "setting": one.to} for one in pair.settings
        ],
        "within_limits": pair.under_limits,
        "p_over": whole.p_over.get(PAIR),
    }


def _lift(asked: Asked) -> dict[str, Any]:
    lift = asked.lift
    told = {
        name: getattr(lift, name)
        for name in ("load_kg", "reach_m", "hands_m", "travel_m", "twist_deg", "per_minute", "hours", "grip")
    }
    return told | {"technique": asked.technique, "speed": asked.speed, "weighed": asked.weighed}


def _person(asked: Asked) -> dict[str, Any]:
    body = asked.body
    return {
        "height_m": body.height_m,
        "weight_kg": body.weight_kg,
        "sex": body.sex if asked.sex_told else None,
        "age": asked.age,
        "build_told": asked.build_told,
    }


def _niosh(whole: Whole) -> dict[str, Any]:
    told = whole.reading.niosh
    rwl = {"rwl_lb": told.rwl_kg / POUND} if whole.system == "us" else {}
    index = None if isinf(told.lifting_index) else told.lifting_index
    return {
        "rwl_kg": told.rwl_kg,
        **rwl,
        "lifting_index": index,
        "multipliers": told.multipliers.as_dict(),
        "governs": told.governs,
        "units": whole.system,
    }


def _disc(disc: Disc) -> dict[str, float]:
    return {
        "compression_n": disc.compression_n.value,
        "shear_n": disc.shear_n.value,
        "pressure_mpa": disc.pressure_mpa.value,
        "empty_hands_n": disc.empty_n,
    }


def _bounds(disc: Disc) -> dict[str, list[float]]:
    return {
        "compression_n": _ends(disc.compression_n),
        "shear_n": _ends(disc.shear_n),
        "pressure_mpa": _ends(disc.pressure_mpa),
    }


def _ends(figure: Spread) -> list[float]:
    return [figure.low, figure.high]


def _worst(reading: LiftReading) -> dict[str, Any]:
    worst = reading.worst
    level = worst.worst.level if worst.discs else "L5/S1"
    by = "torso" if worst.discs else "hand calculation"
    return {"end": worst.end, "level": level, "compression_n": reading.compression_n, "by": by}


def group_data(group: Group) -> dict[str, Any]:
    """A group of muscles: shares of what it can do, 0 to 1."""
    return {
        "muscle": group.name,
        "activation": group.activation.value,
        "low": group.activation.low,
        "high": group.activation.high,
        "left": group.left,
        "right": group.right,
        "stress_n_cm2": group.stress_n_cm2,
        "capacity_n_cm2": group.capacity_n_cm2,
        "at_limit": group.at_limit,
    }


def _hands(hands: Hands) -> dict[str, float]:
    return {"reach_m": hands.reach_m, "height_m": hands.height_m, "twist_deg": hands.twist_deg}


def _moment(moment: Moment) -> dict[str, Any]:
    posture = moment.posture
    return {
        "end": moment.end,
        "hands": _hands(moment.hands),
        "posture": {
            "inclination_deg": posture.inclination,
            "lumbar_deg": posture.lumbar,
            "pelvis_deg": posture.pelvis,
            "knees_deg": posture.knees,
            "hands_from_l5s1_m": list(posture.hands),
            "hands_acceleration_m_s2": posture.hands_acceleration[1],
        },
        "estimate_n": moment.estimate_n,
        "unmet_nm": moment.unmet_nm,
        "spine": {disc.level: _disc(disc) for disc in moment.discs},
    }


def verdict_data(one: Verdict) -> dict[str, Any]:
    """A load against its limit."""
    return {
        "limit": one.limit.name,
        "value": one.limit.value,
        "unit": one.limit.unit,
        "source": one.limit.source,
        "status": one.limit.status,
        "load": one.load.value,
        "low": one.load.low,
        "high": one.load.high,
        "share": one.share,
        "over": one.over,
        "over_by": one.over_by,
        "p_over": one.p_over,
        "standing": one.standing,
        "empty_hands": one.empty,
        "at": one.at,
    }


def _dose(reading: LiftReading) -> dict[str, Any]:
    told = reading.dose
    return {
        "times_a_day": told.times_a_day,
        "damage": told.damage.value,
        "low": told.damage.low,
        "high": told.damage.high,
        "beyond_the_tool": told.beyond,
    }


def _way(name: str, way: LiftReading | InputError) -> dict[str, Any]:
    if isinstance(way, InputError):
        return {"technique": name, "error": str(way)}
    worst = way.worst
    told: dict[str, Any] = {"technique": name, "compression_n": way.compression_n, "end": worst.end}
    if worst.discs:
        figure = worst.worst.compression_n
        told |= {"low": figure.low, "high": figure.high, "level": worst.worst.level}
    return told
