"""A person seen from the side, drawn as SVG: joints from angles, limbs from joints.

Lengths are in units of the drawing, about one to a centimetre; x grows to the right, y upwards from the floor.
An angle says where a limb points from its upper end: 0 is right, 90 up. Shares of body height: Drillis and Contini.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import acos, atan2, cos, degrees, hypot, radians, sin

Point = tuple[float, float]
TRUNK, NECK, HEAD = 46.0, 20.0, 10.5  # hip to shoulder, shoulder to middle of the head, radius of the head
UPPER_ARM, FOREARM, THIGH, SHIN, FOOT = 27.0, 25.0, 37.0, 37.0, 15.0
LIMB, BODY = 7.5, 12.0  # widths of the strokes
WIDTH, HEIGHT, FLOOR = 240, 176, 164  # of the picture, and where the floor is in it


@dataclass(frozen=True)
class At:
    """Where a hand or an ankle is; `bend` 1 or -1 is the side to which elbow or knee points, `toe` the foot's angle."""

    x: float
    y: float
    bend: int = 1
    toe: float = 0.0


Limb = tuple[float, ...] | At


@dataclass(frozen=True)
class Pose:
    """How the body is held: the hip's place, and an angle or a place for each part; `hollow` curves the back in."""

    hip: Point
    trunk: float
    head: float
    arm: Limb
    leg: Limb
    far_arm: Limb | None = None
    far_leg: Limb | None = None
    hollow: float = 0.0  # height of the curve of the back, to the left of the way from hip to shoulder

    @property
    def shoulder(self) -> Point:
        """The upper end of the trunk."""
        return step(self.hip, self.trunk, TRUNK)

    @property
    def skull(self) -> Point:
        """The middle of the head."""
        return step(self.shoulder, self.head, NECK)


def step(start: Point, angle: float, length: float) -> Point:
    """The point that lies `length` from `start` in the direction of `angle`."""
    return start[0] + length * cos(radians(angle)), start[1] + length * sin(radians(angle))


def joints(start: Point, limb: Limb, upper: float, lower: float, foot: float = 0.0) -> list[Point]:
    """The points of an arm or a leg from its upper end on."""
    if isinstance(limb, At):
        end = (limb.x, limb.y)
        reach = min(hypot(end[0] - start[0], end[1] - start[1]), upper + lower - 0.01)
        turn = degrees(acos((upper**2 + reach**2 - lower**2) / (2 * upper * reach)))
        straight = degrees(atan2(end[1] - start[1], end[0] - start[0]))
        middle = step(start, straight + limb.bend * turn, upper)
        points = [start, middle, step(start, straight, reach)]
        return [*points, step(points[-1], limb.toe, foot)] if foot else points
    points = [start]
    for angle, length in zip(limb, (upper, lower, foot), strict=False):
        points.append(step(points[-1], angle, length))
    return points


def body(pose: Pose) -> str:
    """The figure as SVG: what is far first and fainter, then the trunk, the head and what is near."""
    parts = []
    if pose.far_arm or pose.far_leg:
        far = [line(joints(pose.shoulder, pose.far_arm, UPPER_ARM, FOREARM))] if pose.far_arm else []
        far += [line(joints(pose.hip, pose.far_leg, THIGH, SHIN, FOOT))] if pose.far_leg else []
        parts.append(f'<g opacity=".5">{"".join(far)}</g>')
    parts.append(spine(pose))
    x, y = paper(pose.skull)
    parts.append(f'<circle cx="{x}" cy="{y}" r="{HEAD:g}" fill="currentColor" stroke="none"/>')
    parts.append(line(joints(pose.hip, pose.leg, THIGH, SHIN, FOOT)))
    parts.append(line(joints(pose.shoulder, pose.arm, UPPER_ARM, FOREARM)))
    return "".join(parts)


def spine(pose: Pose) -> str:
    """The trunk, curved as the back is."""
    middle = step(pose.hip, pose.trunk, TRUNK / 2)
    x, y = paper(step(middle, pose.trunk + 90, 2 * pose.hollow))
    (hx, hy), (sx, sy) = paper(pose.hip), paper(pose.shoulder)
    neck = line([pose.shoulder, pose.skull])
    return f'<path d="M{hx} {hy}Q{x} {y} {sx} {sy}" stroke-width="{BODY:g}"/>{neck}'


def line(points: list[Point]) -> str:
    """A line through points."""
    return f'<path d="M{"L".join(f"{x} {y}" for x, y in map(paper, points))}"/>'


def paper(point: Point) -> tuple[str, str]:
    """A point as the picture has it, y downwards."""
    return f"{point[0]:.4g}", f"{FLOOR - point[1]:.4g}"


def arrow(start: Point, by: Point, end: Point) -> str:
    """A bent arrow that shows a movement: from, by way of, to."""
    (sx, sy), (bx, by_), (ex, ey) = paper(start), paper(by), paper(end)
    angle = degrees(atan2(end[1] - by[1], end[0] - by[0]))
    barbs = [paper(step(end, angle + side, 8.5)) for side in (152, -152)]
    return (
        f'<path d="M{sx} {sy}Q{bx} {by_} {ex} {ey}"/>'
        f'<path d="M{barbs[0][0]} {barbs[0][1]}L{ex} {ey}L{barbs[1][0]} {barbs[1][1]}"/>'
    )
