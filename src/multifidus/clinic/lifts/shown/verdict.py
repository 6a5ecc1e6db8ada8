"""What a lift means, in one line and a sentence. The word is never that a lift does no harm: nobody knows that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from multifidus.clinic.lifts.shown.limits import ShownLimit

Level = Literal["far_over", "over", "near", "bent", "under"]


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """`tone` and `icon` only repeat the words; `worst` are the limits that decided it."""

    level: Level
    tone: str
    icon: str
    heading: str
    told: str
    worst: tuple[ShownLimit, ...]


def verdict(held: Sequence[ShownLimit]) -> ShownVerdict:
    """The verdict over all limits, the worst of which come first."""
    level = _level(held)
    tone, icon = LOOKS[level]
    heading, told = _words(level)
    deciding = {"far_over": "over"}.get(level, level)
    worst = tuple(one for one in held if one.standing == deciding and one.kind != "maximum")[:2]
    return ShownVerdict(level, tone, icon, heading, told, worst)


LOOKS: dict[Level, tuple[str, str]] = {
    "far_over": ("error", "octagon-alert"),
    "over": ("error", "octagon-alert"),
    "near": ("warning", "triangle-alert"),
    "bent": ("good", "circle-check"),
    "under": ("good", "circle-check"),
}


def _level(held: Sequence[ShownLimit]) -> Level:
    if any(one.kind == "maximum" and one.standing == "over" for one in held):
        return "far_over"
    return held[0].standing


def _words(level: Level) -> tuple[str, str]:
    return {
        "far_over": (_("Far too much: do not lift it like this"), _("It is over the upper limit for a back.")),
        "over": (_("Too much: change this lift"), _("It is over a limit for work.")),
        "near": (
            _("Near a limit: change it if you can"),
            _("The figures are within the limits, but what we do not know may put it over one."),
        ),
        "bent": (
            _("The load adds next to nothing"),
            _("Bending so far loads your back, with empty hands as well. Bend less far if you do it often."),
        ),
        "under": (
            _("Under the limits"),
            _("It stays within the limits for work, with all that may be off. That is no promise: backs differ."),
        ),
    }[level]
