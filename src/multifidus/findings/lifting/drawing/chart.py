"""The load on each disc over the time of a recording, against the limits, as SVG."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.drawing.svg import Drawing
from multifidus.findings.lifting.equations.limits import Limit, compression_limits
from multifidus.findings.lifting.reading.course import Course, stretches
from multifidus.findings.lifting.spine.torso import LEVELS
from multifidus.foreign import fit

Array = NDArray[np.float64]
Place = Callable[[float], float]

WIDTH, HEIGHT = 980.0, 600.0
LEFT, RIGHT = 92.0, 815.0
TOP, STRIP, APART = 96.0, 72.0, 14.0  # the first strip, how high each is, and between two
POINTS = 720  # of a line at most: no screen shows more
LONGEST = 60  # signs of a name, above the strips
TICKS = 6  # on the axis of time, at most
ROOM_ABOVE, LIMIT_SEEN = 1.08, 1.15  # of a strip over its highest line, and over the action limit, so that it is seen


def draw_course(course: Course, constants: Constants, *, name: str = "") -> str:
    """The SVG of a recording: a strip for each disc, what is over a limit marked in it, and the worst moment."""
    limits = compression_limits(constants)
    title = f"Load on the lumbar discs{f', {fit(name, LONGEST)}' if name else ''}"
    drawing = Drawing(WIDTH, HEIGHT, title=title, description=_description(course, limits))
    drawing.text((32, 40), title, size=20, bold=True)
    worst = f"worst moment: {course.worst_s:.2f} s, {course.worst_level} bears {course.worst_n.value:,.0f} N"
    drawing.text((32, 64), worst, "soft", size=15)
    times = course.over_time.times_s
    first, last = float(times[0]), float(max(times[-1], times[0] + 1e-9))

    def x(second: float) -> float:
        return LEFT + (RIGHT - LEFT) * (second - first) / (last - first)

    most = ROOM_ABOVE * max(limits[0].value * LIMIT_SEEN, float(course.over_time.compression_n.max()))
    for n, level in enumerate(LEVELS):
        _strip(drawing, course, n, _bottom(level), x=x, most=most, limits=limits)
    _axis(drawing, first, last, x)
    shown = [limit for limit in limits if limit.value < most]
    for limit in shown:
        height = _bottom(LEVELS[-1]) - STRIP * limit.value / most
        drawing.text((RIGHT, height - 4), f"{limit.name}, {limit.value:,.0f} N", "soft", size=11, anchor="end")
    for one in course.over_time.motion.left_out:
        middle = x((max(one.from_s, first) + min(one.to_s, last)) / 2)
        drawing.text((middle, _bottom(LEVELS[-1]) - 8), "not seen", "soft", size=12, anchor="middle")
    at = x(course.worst_s)
    drawing.line([(at, TOP - 8), (at, _bottom(LEVELS[0]) + 6)], "limit", width=1.4, dashes="2 3")
    _legend(drawing, limits)
    return str(drawing)


def _bottom(level: str) -> float:
    """The base line of a disc's strip: L5/S1 lowest."""
    return TOP + (len(LEVELS) - LEVELS.index(level)) * STRIP + (len(LEVELS) - 1 - LEVELS.index(level)) * APART


def _strip(
    drawing: Drawing, course: Course, disc: int, base: float, *, x: Place, most: float, limits: Sequence[Limit]
) -> None:
    """One disc: its load as areas up to each limit and over it, and its largest load in figures."""

    def y(newtons: float) -> float:
        return base - STRIP * max(newtons, 0.0) / most

    times, pressed = course.over_time.times_s, course.over_time.compression_n[:, disc]
    bands = (
        (0.0, limits[0].value, "much"),
        (limits[0].value, limits[1].value, "over"),
        (limits[1].value, np.inf, "most"),
    )
    for part in stretches(times):
        seen, newtons = _thinned(times[part], pressed[part])
        for low, high, kind in bands:
            if newtons.max() > low:
                upper = [(x(s), y(min(max(v, low), high))) for s, v in zip(seen, newtons, strict=True)]
                drawing.shape([(x(seen[0]), y(low)), *upper, (x(seen[-1]), y(low))], kind)
        drawing.line([(x(s), y(v)) for s, v in zip(seen, newtons, strict=True)], "limit", width=1.4)
    for limit in limits:
        if limit.value < most:
            drawing.line([(LEFT, y(limit.value)), (RIGHT, y(limit.value))], "limit", width=1, dashes="5 4")
    drawing.line([(LEFT, base), (RIGHT, base)], "line", width=1)
    told = course.discs[disc]
    sign = " !!" if told.most_n > limits[1].value else " !" if told.most_n > limits[0].value else ""
    drawing.text((LEFT - 14, base - STRIP / 2 + 5), told.level, size=15, anchor="end", bold=True)
    drawing.text((RIGHT + 14, base - STRIP / 2 - 2), f"{told.most_n:,.0f} N{sign}", size=15, bold=True)
    drawing.text((RIGHT + 14, base - STRIP / 2 + 15), f"most, at {told.at_s:.2f} s", "soft", size=12)
    if told.over_s:
        drawing.text((RIGHT + 14, base - STRIP / 2 + 31), f"{told.over_s:.2f} s over the limit", "soft", size=12)


def _thinned(times: Array, pressed: Array) -> tuple[Array, Array]:
    """At most `POINTS` of a line, the largest of each part kept."""
    if len(times) <= POINTS:
        return times, pressed
    kept = np.array([int(part[0] + pressed[part].argmax()) for part in np.array_split(np.arange(len(times)), POINTS)])
    return times[kept], pressed[kept]


def _axis(drawing: Drawing, first: float, last: float, x: Place) -> None:
    base = _bottom(LEVELS[0])
    step = _step((last - first) / TICKS)
    for n in range(int(np.ceil(first / step - 1e-9)), int(np.floor(last / step + 1e-9)) + 1):
        at = x(n * step)
        drawing.line([(at, base), (at, base + 5)], "line", width=1)
        drawing.text((at, base + 20), f"{n * step:g} s", "soft", size=12, anchor="middle")


def _step(about: float) -> float:
    """A round step of at least so much."""
    power = 10.0 ** np.floor(np.log10(max(about, 1e-6)))
    return float(next(power * step for step in (1, 2, 5, 10) if power * step >= about * (1 - 1e-9)))


def _legend(drawing: Drawing, limits: Sequence[Limit]) -> None:
    action, most = (f"{limit.value:,.0f} N" for limit in limits)
    told = (
        ("much", f"up to {action}"),
        ("over", f"! over {action}, the action limit"),
        ("most", f"!! over {most}, the maximum"),
    )
    x = LEFT
    for kind, words in told:
        drawing.box((x, HEIGHT - 44), 14, 14, kind, round_=2)
        drawing.text((x + 20, HEIGHT - 32), words, size=12)
        x += 60 + 7 * len(words)
    drawing.text((LEFT, HEIGHT - 12), "Compression. A model, not a measurement.", "soft", size=12)


def _description(course: Course, limits: Sequence[Limit]) -> str:
    discs = "; ".join(
        f"{disc.level} at most {disc.most_n:,.0f} newtons at {disc.at_s:.2f} seconds" for disc in course.discs
    )
    return (
        f"Compression of the lumbar discs over {course.over_time.times_s[-1] - course.over_time.times_s[0]:.1f} "
        f"seconds: {discs}. Action limit {limits[0].value:,.0f}, maximum limit {limits[1].value:,.0f} newtons."
    )
