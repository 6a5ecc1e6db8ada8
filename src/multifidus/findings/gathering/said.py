"""A finding as one reading told it, and whose word can take it back."""

from __future__ import annotations

from typing import NamedTuple

from multifidus.knowledge.rows_holding import KnownBy
from multifidus.terms import Finding, Reading, Side

PICTURED = ("image", "report")


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
    """Whether the reading is one in which that can be known: felt, examined, seen on a picture, measured.

    Of a picture that the person brings is believed what it shows, not what it does not.
    """
    reading = said.reading
    by_clinician = reading.by == "clinician"
    if known_by in ("anybody", "feeling"):
        return True
    if known_by == "picture":
        return reading.kind in PICTURED and (by_clinician or said.finding.value is not False)
    return by_clinician or (known_by == "laboratory" and reading.kind == "report")


def heard_against(later: Said, earlier: Said, known_by: KnownBy, *, danger: bool = False) -> bool:
    """Whether the one can take back the other: a person's own word does not take back what was measured or seen.

    Nor, of a danger sign, what a clinician has examined, though the person feels it too.
    """
    if danger and known_by == "feeling" and later.reading.by != "clinician":
        return earlier.reading.kind != "exam" or earlier.reading.by != "clinician"
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
