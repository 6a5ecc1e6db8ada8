"""A finding as one reading told it, and whose word can take it back."""

from __future__ import annotations

from typing import NamedTuple

from multifidus.knowledge.rows_holding import KnownBy
from multifidus.terms import Finding, Reading, Side


class Said(NamedTuple):
    """A finding, the reading that told it, and how many days ago that was."""

    finding: Finding
    reading: Reading
    ago: float

    @property
    def where(self) -> str:
        """The reading in words, for messages."""
        return f"{self.reading.kind} of {self.reading.at:%Y-%m-%d %H:%M}"


def knows(said: Said, known_by: KnownBy) -> bool:
    """Whether the reading is one in which that can be known: felt, examined, seen on a picture, measured."""
    reading = said.reading
    if known_by == "anybody":
        return True
    if known_by == "picture":
        return reading.kind in ("image", "report")
    if known_by == "laboratory":
        return reading.by == "clinician" or reading.kind == "report"
    return reading.by == "clinician"


def heard_against(later: Said, earlier: Said, known_by: KnownBy) -> bool:
    """Whether the one can take back the other: a person's own word does not take back what was measured or seen."""
    return knows(later, known_by) or not knows(earlier, known_by)


def covers(denied: Side | None, there: Side | None) -> bool:
    """Whether a denial on one side speaks of what is there on the other; without a side it speaks of both."""
    return denied in (None, "both") or denied == there


def sides_together(sides: list[Side]) -> Side | None:
    """Left and right as one word."""
    named = set(sides)
    if not named:
        return None
    return named.pop() if len(named) == 1 else "both"
