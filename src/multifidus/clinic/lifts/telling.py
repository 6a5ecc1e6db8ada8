"""From a filled form to the core's question, and from what the core refuses back to the field that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from multifidus.clinic.lifts.forms import LiftForm
from multifidus.clinic.lifts.words import AS_I_DO, SELDOM, WITHOUT, said
from multifidus.errors import InputError
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.person import person
from multifidus.findings.lifting.told import Told, read_told


def ways(form: LiftForm, told: Told) -> Iterator[Told]:
    """The question as it was told, and from the knees where nobody said how they bend: straight legs reach less far."""
    yield told
    if form.cleaned_data["way"] == AS_I_DO:
        yield replace(told, asked=replace(told.asked, technique="squat"))


def question(form: LiftForm, constants: Constants) -> Told:
    """The lift that a valid form tells. Raises InputError for what the core refuses."""
    given, exact = form.cleaned_data, form.metric
    sex = given["sex"] or None
    who = person(constants, height_m=exact("height"), weight_kg=exact("weight"), sex=sex)
    start = _or(exact("exact_start"), said("height")[given["start"]].value * who.body.height_m)
    end = _or(exact("exact_end"), said("height")[given["end"]].value * who.body.height_m)
    reach = _or(exact("exact_reach"), said("reach")[given["reach"]].value)
    told: dict[str, Any] = {
        "load_kg": exact("load"),
        "weighed": "yes" if given["weighed"] else "no",
        "reach_m": reach,
        "hands_m": start,
        "twist_deg": _or(exact("exact_turn"), said("turn")[given["turn"]].value),
        "grip": given["grip"],
        "speed": given["speed"],
        "height_m": exact("height"),
        "weight_kg": exact("weight"),
        "sex": sex,
        "age": exact("age"),
    }
    if given["way"] != AS_I_DO:
        told["technique"] = given["way"]
    if exact("exact_end_reach") is not None or end < start:  # lowered, or put down with care: the worse end counts
        told |= {"end_m": end, "end_reach_m": exact("exact_end_reach")}
    else:
        told["travel_m"] = end - start
    return read_told(told | _often(form), constants)


def without(form: LiftForm) -> list[str]:
    """The changes that this person cannot make."""
    return [need for name in form.cleaned_data["cannot"] for need in WITHOUT[name]]


def refuse(form: LiftForm, refused: InputError) -> None:
    """Says at its field what the core refuses; the core's own words are English."""
    at_end = refused.where == "travel_m" or refused.where.startswith(("end_", "set_down"))
    taps, exact = ("end", "exact_end") if at_end else ("reach", "exact_reach")
    if "out of reach" in refused.problem:
        told = _(
            "Nobody of this height can reach that, or keep their balance there with this weight. "
            "Choose a place that is nearer, or less high or low."
        )
        if at_end:
            told = _(
                "Nobody of this height can put it there, or keep their balance with this weight. "
                "Choose a place that is nearer, or less high or low."
            )
    else:
        told = _("This lift cannot be worked out. Look at the numbers again.")
    form.add_error(exact if form.cleaned_data.get(exact) is not None else taps, told)


def _often(form: LiftForm) -> dict[str, Any]:
    """How often and how long; nothing where it is now and then, for that is what the core takes then."""
    given = form.cleaned_data
    often, hours = form.metric("exact_often"), form.metric("exact_hours")
    if given["often"] == SELDOM and often is None and hours is None:
        return {}
    return {
        "per_minute": _or(often, said("often")[given["often"]].value),
        "hours": _or(hours, said("hours")[given["hours"]].value),
    }


def _or(exact: float | None, tapped: float) -> float:
    return tapped if exact is None else exact
