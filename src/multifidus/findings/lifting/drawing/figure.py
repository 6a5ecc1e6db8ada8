"""The person at the worst moment of a lift, the lumbar spine enlarged, and each disc against the limits, as SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from multifidus.findings.lifting.body import segments
from multifidus.findings.lifting.drawing.silhouette import Silhouette, silhouette
from multifidus.findings.lifting.drawing.svg import Drawing, Point
from multifidus.findings.lifting.equations.limits import Limit, compression_limits
from multifidus.findings.lifting.lift import Lift
from multifidus.findings.lifting.reading.answer import Disc, LiftReading, Moment
from multifidus.findings.lifting.reading.reading import Reader

Array = NDArray[np.float64]

WIDTH, HEIGHT = 980.0, 600.0
PERSON = 242.0  # pixels of a metre
FLOOR: Point = (138.0, 530.0)  # under the ankles
BARS = (662.0, 936.0)  # from no load to the end of the scale
ROWS = (152.0, 61.0)  # the uppermost disc, and from one to the next
MIDDLE: Point = (505.0, ROWS[0] + 2 * ROWS[1])  # of the lumbar spine, enlarged
DEEP = 0.95  # of a vertebra, by the distance of two discs; a disc is a little less
DISC_DEEP, DISC_HIGH, WAIST = 0.86, 0.17, 0.08
BOX_M = (0.38, 0.28)  # how deep and high a load is drawn of which that was not told
STEPS = (1.0, 0.5, 0.0, -0.5, -1.0)
SACRUM = "S1"
VERTEBRAE = (SACRUM, "L5", "L4", "L3", "L2", "L1")
HALF = 0.5  # of the action limit, where the second colour begins
CLASSES = ("little", "much", "over", "most")
NOTE = "Lines on the bars hold 95 of 100 of what the load may be. A model, not a measurement."
SIGNS = {"little": "", "much": "", "over": " !", "most": " !!"}


def draw_lift(reading: LiftReading, reader: Reader) -> str:
    """The SVG of the worst moment. Raises MissingExtraError where the torso model is not installed."""
    worst, asked = reading.worst, reading.asked
    spine = reader.spine(asked.body)
    places = spine.places([worst.posture])[0]
    figure = silhouette(worst, segments(asked.body, reader.constants), places, reader.constants)
    limits = compression_limits(reader.constants)
    drawing = Drawing(WIDTH, HEIGHT, title=_title(reading), description=_description(worst, limits))
    drawing.text((32, 44), _title(reading), size=20, bold=True)
    drawing.text((32, 68), _verdict(worst, limits), "soft", size=15)
    _person(drawing, figure, worst, asked.lift, limits)
    _spine(drawing, figure, worst, limits)
    _bars(drawing, worst, limits)
    _legend(drawing, worst, limits)
    return str(drawing)


def class_of(newtons: float, limits: Sequence[Limit]) -> str:
    """The colour of a compression: under half of the action limit, up to it, over it, over the maximum."""
    action, most = (limit.value for limit in limits)
    return CLASSES[int(np.searchsorted([HALF * action, action, most], newtons, side="left"))]


def _title(reading: LiftReading) -> str:
    asked = reading.asked
    way = asked.technique.replace("_", " ")
    return f"{asked.lift.load_kg:g} kg at the {reading.worst.end}, {way}, {asked.speed} speed"


def _verdict(worst: Moment, limits: Sequence[Limit]) -> str:
    disc = worst.worst
    newtons = disc.compression_n.value
    passed = [limit for limit in limits if newtons > limit.value]
    told = f"over the {passed[-1].name} of {passed[-1].value:,.0f} N" if passed else "under both limits"
    return f"{disc.level} bears most: {newtons:,.0f} N, {told}"


def _description(worst: Moment, limits: Sequence[Limit]) -> str:
    posture = worst.posture
    discs = "; ".join(f"{disc.level} {disc.compression_n.value:,.0f} newtons" for disc in worst.discs)
    return (
        f"From the side: the trunk leans {posture.inclination:.0f} degrees, the lumbar spine is bent "
        f"{posture.lumbar:.0f} and the knees {posture.knees:.0f} degrees. Compression of the discs: {discs}. "
        f"Action limit {limits[0].value:,.0f}, maximum limit {limits[1].value:,.0f} newtons."
    )


def _at(place: Point | Array) -> Point:
    return FLOOR[0] + PERSON * float(place[0]), FLOOR[1] - PERSON * float(place[1])


def _person(drawing: Drawing, figure: Silhouette, worst: Moment, lift: Lift, limits: Sequence[Limit]) -> None:
    drawing.line([(32, FLOOR[1]), (400, FLOOR[1])], "line", width=2)
    drawing.shape([_at(point) for point in figure.foot], "skin")
    for limb in (*figure.legs, figure.neck):
        drawing.limb(_at(limb.start), _at(limb.end), (PERSON * limb.thick, PERSON * limb.thin), "skin")
    for centre, radius in ((figure.head, figure.head_radius), (figure.hip, figure.hip_radius)):
        drawing.circle(_at(centre), PERSON * radius, "skin")
    drawing.shape([_at(point) for point in figure.trunk], "skin", smooth=True)
    if lift.load_kg:
        _load(drawing, figure, lift)
    for limb in figure.arms:
        drawing.limb(_at(limb.start), _at(limb.end), (PERSON * limb.thick, PERSON * limb.thin), "near")
    drawing.circle(_at(figure.hands), PERSON * 0.034, "near")
    line = [_at(place) for place in figure.discs]
    drawing.line([*line, _at(figure.top)], "line", width=2)
    for place, disc in zip(figure.discs, worst.discs, strict=True):
        drawing.circle(_at(place), 5.5, f"{class_of(disc.compression_n.value, limits)} rim")


def _load(drawing: Drawing, figure: Silhouette, lift: Lift) -> None:
    wide, high = lift.depth_m or BOX_M[0], BOX_M[1]
    x, y = figure.hands
    low = max(y - 0.6 * high, 0.0)
    left, top = _at((x - wide / 2, low + high))
    drawing.box((left, top), PERSON * wide, PERSON * high, "box", round_=4)
    drawing.text(
        (left + PERSON * wide / 2, top + PERSON * high - 9), f"{lift.load_kg:g} kg", "label", anchor="middle", bold=True
    )


def _spine(drawing: Drawing, figure: Silhouette, worst: Moment, limits: Sequence[Limit]) -> None:
    """The lumbar spine enlarged and turned upright, a leader from each disc to its row."""
    drawing.text((MIDDLE[0], ROWS[0] + 5.5 * ROWS[1]), "lumbar spine, turned upright", "soft", size=12, anchor="middle")
    upright = figure.discs[-1] - figure.discs[0]
    turn = np.arctan2(upright[0], upright[1])
    cos, sin = np.cos(turn), np.sin(turn)
    turned = (figure.discs - figure.discs.mean(axis=0)) @ np.array([[cos, sin], [-sin, cos]])
    larger = 4 * ROWS[1] / float(np.hypot(*upright))
    joints = np.array(MIDDLE) + larger * turned * np.array([1.0, -1.0])
    up = np.gradient(joints, axis=0)
    up /= np.linalg.norm(up, axis=1, keepdims=True)
    apart = ROWS[1]
    ends = np.vstack([joints[0] - up[0] * apart * 0.8, joints, joints[-1] + up[-1] * apart])
    bodies = list(zip(VERTEBRAE, pairwise(ends), strict=True))
    for name, (below, above) in bodies:
        if name != SACRUM:
            _process(drawing, (below + above) / 2, above - below)
    for name, (below, above) in bodies:
        x, y = _pair((below + above) / 2)
        _slab(drawing, (below + above) / 2, above - below, (1 - DISC_HIGH - 0.06, DEEP, -WAIST), "bone")
        drawing.text((x, y + 5), name, "label", size=13, anchor="middle")
    for n, disc in enumerate(worst.discs):
        drawing.line([(joints[n][0] + DISC_DEEP * apart / 2, joints[n][1]), (602, _row(n))], "line", dashes="2 3")
        kind = class_of(disc.compression_n.value, limits)
        _slab(drawing, joints[n], up[n] * apart, (DISC_HIGH, DISC_DEEP, WAIST), f"{kind} rim")


def _slab(drawing: Drawing, centre: Array, axis: Array, size: tuple[float, float, float], kind: str) -> None:
    """A vertebra or disc across an axis: how high, deep and bulging, as shares of the usual distance of two discs."""
    along = axis / np.hypot(*axis)
    ahead = np.array([-along[1], along[0]])
    high = along * size[0] * float(np.hypot(*axis)) / 2
    deep = ahead * size[1] * ROWS[1] / 2
    sides = [
        centre + side * (deep * (1 + size[2] * (1 - step**2))) + step * high
        for side, steps in ((1, STEPS), (-1, STEPS[::-1]))
        for step in steps
    ]
    drawing.shape([_pair(corner) for corner in sides], kind, rim=1.3)


def _process(drawing: Drawing, centre: Array, axis: Array) -> None:
    """The spinous process behind a vertebra, which a hand feels."""
    along = axis / np.hypot(*axis)
    back = np.array([along[1], -along[0]])
    root, tip = centre + back * 0.4 * ROWS[1], centre + back * 1.02 * ROWS[1] - along * 0.24 * ROWS[1]
    wide = along * 0.15 * ROWS[1]
    drawing.shape([_pair(one) for one in (root + wide, tip + wide, tip - wide * 0.9, root - wide)], "bone", rim=1.3)


def _pair(place: Array) -> Point:
    return float(place[0]), float(place[1])


def _row(disc: int) -> float:
    """The height of a disc's row: L5/S1 lowest."""
    return ROWS[0] + ROWS[1] * (4 - disc)


def _bars(drawing: Drawing, worst: Moment, limits: Sequence[Limit]) -> None:
    most = max(limits[1].value * 1.08, max(disc.compression_n.high for disc in worst.discs) * 1.04)

    def x(newtons: float) -> float:
        return BARS[0] + (BARS[1] - BARS[0]) * max(newtons, 0.0) / most

    top, bottom = ROWS[0] - 34, _row(0) + 30
    for limit in limits:
        drawing.line([(x(limit.value), top), (x(limit.value), bottom)], "limit", width=1.4, dashes="5 4")
        drawing.text((x(limit.value), bottom + 16), limit.name, "ink", size=12, anchor="middle")
        drawing.text((x(limit.value), bottom + 31), f"{limit.value:,.0f} N", "soft", size=12, anchor="middle")
    for n, disc in enumerate(worst.discs):
        _bar(drawing, disc, _row(n), x, limits)


def _bar(drawing: Drawing, disc: Disc, y: float, x: Callable[[float], float], limits: Sequence[Limit]) -> None:
    figure = disc.compression_n
    kind = class_of(figure.value, limits)
    drawing.text((608, y + 5), disc.level, size=14, bold=True)
    drawing.box((x(0), y - 9), x(figure.value) - x(0), 18, kind, round_=2)
    if figure.high > figure.low:
        drawing.line([(x(figure.low), y), (x(figure.high), y)], "limit", width=1.6)
        for end in (figure.low, figure.high):
            drawing.line([(x(end), y - 5), (x(end), y + 5)], "limit", width=1.6)
    drawing.text((x(0), y - 14), f"{figure.value:,.0f} N{SIGNS[kind]}", size=14, bold=True)
    if figure.high > figure.low:
        drawing.text((x(0) + 84, y - 14), f"{figure.low:,.0f} to {figure.high:,.0f}", "soft", size=13)


def _legend(drawing: Drawing, worst: Moment, limits: Sequence[Limit]) -> None:
    action, most = (f"{limit.value:,.0f} N" for limit in limits)
    half = f"{HALF * limits[0].value:,.0f} N"
    words = (f"up to {half}", f"up to {action}", f"! over {action}", f"!! over {most}")
    x = 432.0
    for kind, told in zip(CLASSES, words, strict=True):
        drawing.box((x, 520), 14, 14, kind, round_=2)
        drawing.text((x + 20, 532), told, size=12)
        x += 134
    busy = sorted(worst.muscles, key=lambda one: -one.activation.value)[:3]
    muscles = ", ".join(f"{one.name} {one.activation.value:.0%}" for one in busy)
    drawing.text((32, 566), f"Muscles, of what they can do: {muscles}.", "soft", size=12)
    drawing.text((32, 584), NOTE, "soft", size=12)
