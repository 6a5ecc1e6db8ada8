"""Each disc of the low back at the worse end of a lift: a bar, its doubt, and the limits as lines across all bars."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from multifidus.clinic.lifts.bench import Worked
from multifidus.clinic.lifts.shown.discnames import disc_name
from multifidus.clinic.lifts.shown.limits import kind_of
from multifidus.clinic.lifts.shown.numbers import between, exact_newtons, newtons, number, percent
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.reading.answer import Disc
from multifidus.findings.lifting.reading.doubt import Spread
from multifidus.findings.lifting.reading.verdicts import Verdict
from multifidus.findings.lifting.spine.groups import Group

WIDTH = 1000  # units of the drawing
MOST_MUSCLES = 4
ROOM = 1.04  # beyond the longest


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A limit across the bars."""

    at: int
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ShownDisc:
    """One disc, lengths in units of the drawing."""

    name: str
    value: str
    between: str
    shear: str
    pressure: str
    is_over: bool
    length: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ShownMuscle:
    """One group of muscles, and what it gives of what it can."""

    name: str
    share: str
    between: str


@dataclass(frozen=True, slots=True)
class ShownDiscs:
    """The discs from the highest to the lowest, as they lie in the back. `when` says at which end of the lift."""

    when: str
    rows: tuple[ShownDisc, ...]
    lines: tuple[ShownLine, ...]
    muscles: tuple[ShownMuscle, ...]
    unmet: bool


def discs(worked: Worked, constants: Constants) -> ShownDiscs | None:
    """The discs at the worse end; None where the model of the spine is missing."""
    reading = worked.reading
    if reading.without:
        return None
    worst = reading.worst
    held = [one for one in reading.verdicts if kind_of(one) in ("compression", "maximum", "own")]
    most = ROOM * max(*(one.limit.value for one in held), *(disc.compression_n.high for disc in worst.discs))
    least = min(one.limit.value for one in held)
    bearable = constants.row("disc_moment_given").high or 0.0
    return ShownDiscs(
        when=_("when you pick it up") if worst.end == "pick-up" else _("when you put it down"),
        rows=tuple(_disc(disc, most, least) for disc in reversed(worst.discs)),
        lines=tuple(sorted((_line(one, most) for one in held), key=lambda line: line.at)),
        muscles=tuple(_muscle(one) for one in _busiest(worst.muscles)),
        unmet=worst.unmet_nm > bearable,
    )


def _disc(disc: Disc, most: float, least: float) -> ShownDisc:
    force = disc.compression_n
    return ShownDisc(
        name=disc_name(disc.level),
        value=newtons(force.value),
        between=between(force),
        shear=newtons(disc.shear_n.value),
        pressure=_("%(n)s MPa") % {"n": number(disc.pressure_mpa.value, 1)},
        is_over=force.value > least,
        length=_x(force.value, most),
        start=_x(force.low, most),
        end=_x(force.high, most),
    )


def _line(one: Verdict, most: float) -> ShownLine:
    names = {
        "compression": _("limit for work"),
        "maximum": _("upper limit"),
        "own": _("limit for your age and sex"),
    }
    return ShownLine(_x(one.limit.value, most), names[kind_of(one)], exact_newtons(one.limit.value))


def _x(force: float, most: float) -> int:
    return round(WIDTH * max(force, 0.0) / most)


def _busiest(muscles: tuple[Group, ...]) -> list[Group]:
    return sorted(muscles, key=lambda one: -one.activation.value)[:MOST_MUSCLES]


def _muscle(one: Group) -> ShownMuscle:
    names = {
        "multifidus": _("Deep back muscle (multifidus)"),
        "longissimus": _("Long back muscle (longissimus)"),
        "iliocostalis": _("Outer back muscle (iliocostalis)"),
        "quadratus lumborum": _("Flank muscle (quadratus lumborum)"),
        "psoas": _("Hip bender (psoas)"),
        "rectus abdominis": _("Straight belly muscle (rectus abdominis)"),
        "external oblique": _("Outer slanting belly muscle (external oblique)"),
        "internal oblique": _("Inner slanting belly muscle (internal oblique)"),
    }
    return ShownMuscle(names[one.name], percent(one.activation.value), _shares(one.activation))


def _shares(share: Spread) -> str:
    if share.low == share.high:
        return ""
    return _("%(low)s to %(high)s") % {"low": percent(share.low), "high": percent(share.high)}
