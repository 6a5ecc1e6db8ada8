"""The person who lifts, drawn from the side with each disc coloured by its load: as it is, and with the best change.

The shapes are the core's. Its own drawing brings words and colours along, and a page has those of its reader.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as Tree

import numpy as np
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from multifidus.clinic.lifts.bench import Stood, Worked
from multifidus.clinic.lifts.measures import System
from multifidus.clinic.lifts.shown.limits import kind_of
from multifidus.clinic.lifts.shown.numbers import mass, newtons
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.drawing.figure import class_of
from multifidus.findings.lifting.drawing.silhouette import Silhouette
from multifidus.findings.lifting.drawing.svg import Drawing, Point
from multifidus.findings.lifting.equations.limits import Limit, compression_limits

METRE = 150.0  # units of the drawing
MARGIN = 12.0
BOX_M = (0.36, 0.27)
MARKS = ("path", "circle", "rect", "polyline")
RADIUS = {
    "little": 4.0,
    "much": 4.5,
    "over": 6.5,
    "most": 7.5,
}  # what is too much is larger, not only of another colour


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """A drawing, what stands under it, and what is told to who does not see it."""

    view_box: str
    marks: SafeString
    caption: str
    told: str


def people(worked: Worked, constants: Constants, system: System) -> tuple[ShownPerson, ...]:
    """Now and with the change that helps most, both in one scale; empty where the spine is missing."""
    stood = [one for one in (worked.now, worked.then) if one is not None]
    if not stood:
        return ()
    low, high = _corners([one.figure for one in stood])
    after = _("With both changes: %(load)s") if stood[-1].both else _("With the change: %(load)s")
    captions = (_("Now: %(load)s"), after)
    limits = _limits(worked, constants)
    return tuple(
        ShownPerson(
            view_box=f"0 0 {METRE * (high[0] - low[0]) + 2 * MARGIN:.0f} {METRE * high[1] + 2 * MARGIN:.0f}",
            marks=_drawn(one, low, high, limits),
            caption=caption % {"load": newtons(one.moment.worst.compression_n.value)},
            told=_told(one, system),
        )
        for one, caption in zip(stood, captions, strict=False)
    )


def _limits(worked: Worked, constants: Constants) -> tuple[Limit, Limit]:
    """The lowest limit that holds for this person, and the upper one."""
    held = [one.limit for one in worked.reading.verdicts if kind_of(one) in ("compression", "own")]
    return min(held, key=lambda limit: limit.value), compression_limits(constants)[1]


def _told(one: Stood, system: System) -> str:
    posture = one.moment.posture
    words = _(
        "A person from the side who holds %(mass)s, the trunk leaning %(lean)s degrees and the knees bent %(knees)s "
        "degrees. The five discs of the low back are marked."
    )
    gaps = {
        "mass": mass(one.load_kg, system),
        "lean": f"{posture.inclination:.0f}",
        "knees": f"{posture.knees:.0f}",
    }
    return words % gaps


def _corners(figures: Iterable[Silhouette]) -> tuple[Point, Point]:
    """The least and the most, forward and up, of all that is drawn, in metres; the floor is at the bottom."""
    wide, tall = BOX_M
    points = [
        point
        for one in figures
        for point in (
            *one.foot,
            *one.trunk,
            (one.head[0] - one.head_radius, one.head[1] + one.head_radius),
            (one.head[0] + one.head_radius, one.head[1]),
            (one.hip[0] - one.hip_radius, one.hip[1]),
            (one.hands[0] + wide / 2, one.hands[1] + tall),
            *((limb.end[0] + limb.thick, limb.end[1]) for limb in one.legs),
            *((limb.start[0] - limb.thick, limb.start[1]) for limb in one.legs),
        )
    ]
    least, most = np.min(points, axis=0), np.max(points, axis=0)
    return (float(least[0]), 0.0), (float(most[0]), float(most[1]))


def _drawn(one: Stood, low: Point, high: Point, limits: tuple[Limit, Limit]) -> SafeString:
    figure = one.figure

    def at(point: Iterable[float]) -> Point:
        x, y = point
        return MARGIN + METRE * (x - low[0]), MARGIN + METRE * (high[1] - y)

    drawing = Drawing(0, 0, title="", description="")
    drawing.line([at((low[0] - 0.05, 0)), at((high[0] + 0.05, 0))], "ground", width=2)
    drawing.shape([at(point) for point in figure.foot], "skin")
    for limb in (*figure.legs, figure.neck):
        drawing.limb(at(limb.start), at(limb.end), (METRE * limb.thick, METRE * limb.thin), "skin")
    for centre, radius in ((figure.head, figure.head_radius), (figure.hip, figure.hip_radius)):
        drawing.circle(at(centre), METRE * radius, "skin")
    drawing.shape([at(point) for point in figure.trunk], "skin", smooth=True)
    wide, tall = BOX_M
    x, y = figure.hands
    corner = at((x - wide / 2, max(y - 0.6 * tall, 0.0) + tall))
    drawing.box(corner, METRE * wide, METRE * tall, "box", round_=4)
    for limb in figure.arms:
        drawing.limb(at(limb.start), at(limb.end), (METRE * limb.thick, METRE * limb.thin), "near")
    drawing.line([at(place) for place in figure.discs], "spine", width=2)
    for place, disc in zip(figure.discs, one.moment.discs, strict=True):
        kind = class_of(disc.compression_n.value, limits)
        drawing.circle(at(place), RADIUS[kind], f"disc {kind}")
    marks = [mark for mark in drawing.root if mark.tag in MARKS][1:]  # the first is the paper
    return mark_safe("".join(Tree.tostring(mark, encoding="unicode") for mark in marks))
