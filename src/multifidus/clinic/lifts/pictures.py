"""Small drawings of what a person can tap: where a box is, how far away, on which side, and how one bends.

All stand on the line at 57 of a square of 60; a person of 50 stands at 17, and looks to the right.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin

from multifidus.clinic.lifts.words import said

FLOOR, TALL, BODY = 57.0, 50.0, 17.0
BOX = 13.0
FAR = 46.0  # units of a metre, before the ankles
GROUND = '<path class="ground" d="M3 57.5H57"/>'
UPRIGHT = (
    '<circle class="body" cx="17" cy="11.5" r="4.5"/><path class="limb trunk" d="M17 19V34"/>'
    '<path class="limb" d="M17 34V55.5H21"/>'
)
STOOPED = (
    '<circle class="body" cx="42" cy="31" r="4.5"/><path class="limb trunk" d="M15 33C17 20 27 17 36 26"/>'
    '<path class="limb" d="M15 33L17 55.5H21"/><path class="limb arm" d="M35 26L37 46"/>'
)
SQUATTED = (
    '<circle class="body" cx="31" cy="19.5" r="4.5"/><path class="limb trunk" d="M15 44Q19 34 27 27"/>'
    '<path class="limb" d="M15 44L29 43L20 55.5H24"/><path class="limb arm" d="M26 28L36 48"/>'
)
HINGED = (
    '<circle class="body" cx="40.5" cy="19.5" r="4.5"/><path class="limb trunk" d="M11 35L33 23"/>'
    '<path class="limb" d="M11 35L20 45L17 55.5H21"/><path class="limb arm" d="M32 23.5L36 46"/>'
)
ASKED = '<path class="asked" d="M36 22a7 7 0 1 1 9 6.7c-1.600 .7-2.300 1.700-2.300 3.800M42.700 38v.2"/>'


def picture(asks: str, answer: str) -> str:
    """The inside of an SVG; empty for what has no picture, such as how often."""
    drawn = PICTURES.get(asks)
    return drawn(answer) if drawn else ""


def _box(x: float, y: float, *, turned: float = 0.0) -> str:
    """A box by its middle."""
    turn = f' transform="rotate({turned:g} {x:.1f} {y:.1f})"' if turned else ""
    corner = f'x="{x - BOX / 2:.1f}" y="{y - BOX / 2:.1f}"'
    return f'<rect class="box" {corner} width="{BOX:g}" height="{BOX:g}" rx="2"{turn}/>'


def _height(answer: str) -> str:
    share = said("height")[answer].value
    middle = max(min(FLOOR - TALL * share, FLOOR - BOX / 2), BOX / 2 + 0.5)
    return f'{GROUND}{UPRIGHT}<path class="level" d="M17 {middle:.1f}H34"/>{_box(42, middle)}'


def _reach(answer: str) -> str:
    x = BODY + FAR * said("reach")[answer].value
    elbow = (BODY + x) / 2 - 1
    arm = f'<path class="limb arm" d="M17 21L{elbow:.1f} 31L{x - 2:.1f} 29"/>'
    return f"{GROUND}{UPRIGHT}{_box(x + 4, 29)}{arm}"


def _turn(answer: str) -> str:
    """From above: head, shoulders that look up the page, and the box around them."""
    angle = said("turn")[answer].value
    x, y = 30 + 19 * sin(radians(angle)), 40 - 22 * cos(radians(angle))
    return (
        '<ellipse class="shoulders" cx="30" cy="42" rx="14" ry="6"/><circle class="body" cx="30" cy="40.5" r="5.5"/>'
        f'<path class="limb arm" d="M20 39L{x - 3:.1f} {y + 3:.1f}M40 39L{x + 3:.1f} {y + 3:.1f}"/>'
        f"{_box(x, y, turned=angle)}"
    )


def _way(answer: str) -> str:
    bent = {"stoop": STOOPED, "squat": SQUATTED, "straight_back": HINGED}.get(answer)
    return f"{GROUND}{_box(38, 50.5)}{bent}" if bent else f"{GROUND}{UPRIGHT}{ASKED}"


PICTURES: dict[str, Callable[[str], str]] = {
    "start": _height,
    "end": _height,
    "reach": _reach,
    "turn": _turn,
    "way": _way,
}
