"""Each limit that a lift is held against, in words: what it is, how far the lift goes, and whether that is too much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isinf
from typing import Literal

from django.utils.translation import gettext as _

from multifidus.clinic.lifts.bench import Worked
from multifidus.clinic.lifts.doubted import index_of
from multifidus.clinic.lifts.measures import System
from multifidus.clinic.lifts.shown.discnames import disc_name
from multifidus.clinic.lifts.shown.numbers import as_weight, between, exact_newtons, mass, newtons, percent
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.equations.limits import FOR_THIS_LIFT
from multifidus.findings.lifting.reading.verdicts import Standing as CoreStanding
from multifidus.findings.lifting.reading.verdicts import Verdict

Kind = Literal["rule", "compression", "maximum", "own", "shear", "mass", "mass_here", "estimate"]
Standing = Literal["over", "near", "bent", "under"]
STARTS: tuple[tuple[str, Kind], ...] = (
    ("action", "compression"),
    ("maximum", "maximum"),
    ("Dortmund", "own"),
    ("shear", "shear"),
    ("ISO", "mass"),
)
"""How the names of the core's limits begin, and what each is."""
STANDINGS: Mapping[CoreStanding, Standing] = {
    "over": "over",
    "at": "near",
    "maybe": "near",
    "bending": "bent",
    "within": "under",
}


@dataclass(frozen=True, slots=True)
class ShownLimit:
    """One limit. `near`: the figure is at it, or its doubt reaches beyond; `bent`: by bending alone."""

    kind: Kind
    standing: Standing
    share: float
    name: str
    told: str
    doubt: str = ""


def limits(worked: Worked, constants: Constants, system: System) -> tuple[ShownLimit, ...]:
    """All limits, the worst first: too much, near, by bending, under, and then by the share that is used."""
    order = {"over": 0, "near": 1, "bent": 2, "under": 3}
    found = [_rule(worked, constants, system), *_spine(worked, system)]
    return tuple(sorted(found, key=lambda one: (order[one.standing], -one.share)))


def kind_of(verdict: Verdict) -> Kind:
    """Which limit it is."""
    if verdict.limit.name.endswith(FOR_THIS_LIFT):
        return "mass_here"
    return next(kind for start, kind in STARTS if verdict.limit.name.startswith(start))


def _standing(value: float, high: float, limit: float) -> Standing:
    return "over" if value > limit else "near" if high > limit else "under"


def _rule(worked: Worked, constants: Constants, system: System) -> ShownLimit:
    """The equation of NIOSH."""
    told, goal = worked.reading.niosh, constants.value("niosh_li_goal")
    index = told.lifting_index
    name = _("The weight, by the rule for work (NIOSH)")
    if isinf(index):
        words = _("The rule gives no weight at all for such a lift: it is too far from you, too high or too often.")
        return ShownLimit("rule", "over", index, name, words)
    standing = _standing(index, index_of(worked.reading, constants).high, goal)
    words = _("For such a lift the rule allows %(most)s. Yours is %(share)s of that.") % {
        "most": mass(told.rwl_kg, system),
        "share": percent(index / goal),
    }
    return ShownLimit("rule", standing, index / goal, name, words, " ".join(_of_the_rule(worked, constants)))


def _of_the_rule(worked: Worked, constants: Constants) -> Iterator[str]:
    if worked.reading.niosh.lifting_index > constants.value("niosh_li_high"):
        yield _("At three times the weight of the rule or more, nearly everybody who does it is at risk.")
    if worked.asked.speed == "quick":
        yield _("The rule was not made for lifts in a hurry: for them it allows too much.")


def _spine(worked: Worked, system: System) -> Iterator[ShownLimit]:
    for one in worked.reading.verdicts:
        kind = kind_of(one)
        if worked.reading.without and kind == "compression":
            kind = "estimate"  # by hand
        yield ShownLimit(
            kind=kind,
            standing=STANDINGS[one.standing],
            share=one.share,
            name=_names(kind),
            told=_told(kind, one, system),
            doubt=_doubt(one),
        )


def _names(kind: Kind) -> str:
    return {
        "compression": _("What presses on a disc"),
        "maximum": _("What presses on a disc, and the upper limit"),
        "own": _("What presses on a disc, for your age and sex"),
        "shear": _("What pushes a disc forward"),
        "mass": _("The weight, for your age and sex"),
        "mass_here": _("The weight, for your age and sex and this lift"),
        "estimate": _("What presses on a disc"),
    }[kind]


def _told(kind: Kind, one: Verdict, system: System) -> str:
    if kind == "mass":
        words = _("Even close to the body and at the best height, %(limit)s is the most for your age and sex.")
        return words % {"limit": mass(one.limit.value, system)}
    if kind == "mass_here":
        words = _("As far from you, as high and as often as you lift it, %(limit)s is the most for your age and sex.")
        return words % {"limit": mass(one.limit.value, system)}
    gaps = {
        "disc": disc_name((one.at or "").partition(",")[0]),
        "load": newtons(one.load.value),
        "weight": as_weight(one.load.value, system),
        "limit": exact_newtons(one.limit.value),
    }
    words = {
        "compression": _(
            "%(disc)s is pressed with about %(load)s, as if %(weight)s stood on it. Work should stay under %(limit)s."
        ),
        "maximum": _("Beyond %(limit)s a lift is a hazard to all but the healthiest. Yours is about %(load)s."),
        "own": _("For your age and sex the limit is %(limit)s. Yours is about %(load)s."),
        "estimate": _(
            "By a rough calculation by hand, your lowest disc is pressed with about %(load)s, as if %(weight)s stood "
            "on it. Work should stay under %(limit)s."
        ),
        "shear": _("%(disc)s is pushed forward with about %(load)s. The limit is %(limit)s."),
    }[kind]
    return words % gaps


def _doubt(one: Verdict) -> str:
    if one.standing == "bending":
        empty = newtons(one.empty) if one.empty is not None else ""
        return _("Bending so far does nearly all of that: with empty hands it is %(empty)s.") % {"empty": empty}
    told = between(one.load) if one.limit.unit == "N" else ""
    return _("It may be anything from %(between)s.") % {"between": told} if told else ""
