"""What changed from one assessment to the next: how soon, and the first causes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from multifidus.clinic.charts.shown.words import Words
from multifidus.doors.spoken.voice import percent
from multifidus.terms import Urgency

FIRST_CAUSES = 3
WORTH_TELLING = 0.05  # a probability that moved by less is told as the same


@dataclass(frozen=True, slots=True)
class Moved:
    """A cause whose probability moved."""

    name: str
    before: str
    after: str
    up: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different now; all empty where nothing worth telling changed."""

    urgency_before: str = ""
    urgency_after: str = ""
    more_urgent: bool = False
    moved: tuple[Moved, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.urgency_after or self.moved)


def changes(before: Mapping[str, Any], after: Mapping[str, Any], words: Words) -> Changes:
    """What an answer says that the one before did not; nothing where one of the two could not be worked out."""
    if not before or not after:
        return Changes()
    then, now = before["urgency"], after["urgency"]
    old, new = (_probabilities(one) for one in (before, after))
    first = dict.fromkeys([*_first(after), *_first(before)])
    moved = [
        Moved(
            words.cause(one)[0],
            percent(old.get(one, 0.0)),
            percent(new.get(one, 0.0)),
            new.get(one, 0) > old.get(one, 0),
        )
        for one in first
        if old and new and abs(new.get(one, 0.0) - old.get(one, 0.0)) >= WORTH_TELLING
    ]
    if then == now:
        return Changes(moved=tuple(moved))
    return Changes(then, now, Urgency(now).rank < Urgency(then).rank, tuple(moved))


def _probabilities(answer: Mapping[str, Any]) -> dict[str, float]:
    return {one["id"]: one["probability"] for one in answer["causes"]}


def _first(answer: Mapping[str, Any]) -> list[str]:
    return [one["id"] for one in answer["causes"][:FIRST_CAUSES]]
