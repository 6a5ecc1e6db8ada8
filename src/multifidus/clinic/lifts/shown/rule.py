"""The equation of NIOSH for whoever knows it: index, recommended weight, and what each multiplier leaves."""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf

from django.utils.translation import gettext as _

from multifidus.clinic.lifts.bench import Worked
from multifidus.clinic.lifts.measures import System
from multifidus.clinic.lifts.shown.numbers import length, mass, number


@dataclass(frozen=True, slots=True)
class ShownRule:
    """`parts`: name and value of each multiplier, 1 where it takes nothing off; `figures`: what went into it."""

    index: str
    most: str
    end: str
    parts: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str], ...]
    times: str


def rule(worked: Worked, system: System) -> ShownRule:
    """The equation of this lift."""
    told, asked = worked.reading.niosh, worked.asked
    lift, put = asked.lift, asked.put_down
    names = {
        "hm": _("How far (HM)"),
        "vm": _("How high (VM)"),
        "dm": _("The way up or down (DM)"),
        "am": _("Turned (AM)"),
        "fm": _("How often (FM)"),
        "cm": _("Grip (CM)"),
    }
    return ShownRule(
        index=_("none") if isinf(told.lifting_index) else number(told.lifting_index, 1),
        most=mass(told.rwl_kg, system),
        end=_("where you put it down") if told.governs == "set_down" else _("where you pick it up"),
        parts=tuple((names[name], number(value, 2)) for name, value in told.multipliers.as_dict().items()),
        figures=(
            (_("Weight"), mass(lift.load_kg, system)),
            (_("Hands when you take it"), _height(lift.hands_m, lift.reach_m, system)),
            (_("Hands when you put it down"), _height(put.height_m, put.reach_m, system)),
            (_("To the side"), _("%(n)s degrees") % {"n": number(lift.twist_deg)}),
            (
                _("Your height and weight"),
                f"{length(asked.body.height_m, system)}, {mass(asked.body.weight_kg, system)}",
            ),
        ),
        times=_("%(n)s times a day") % {"n": number(worked.reading.dose.times_a_day)} if worked.told.often else "",
    )


def _height(height_m: float, reach_m: float, system: System) -> str:
    gaps = {"high": length(height_m, system), "far": length(reach_m, system)}
    return _("%(high)s high, %(far)s before your ankles") % gaps
