"""One letter from an assessment, on two pages at most."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from multifidus.doors.letter.content import Heading, content
from multifidus.doors.letter.room import STEPS, Room
from multifidus.doors.letter.typeset import typeset
from multifidus.knowledge import Knowledge
from multifidus.terms import Assessment, Audience, Urgency

MOST_PAGES = 2


class Typeset(Protocol):
    """What sets the data of a letter: the PDF, and how many pages it has."""

    def __call__(self, letter: Mapping[str, Any], *, day: date) -> tuple[bytes, int]:
        """The same data and day give the same bytes."""


def write_letter(
    assessment: Assessment,
    knowledge: Knowledge,
    audience: Audience,
    *,
    heading: Heading,
    typeset: Typeset = typeset,
) -> bytes:
    """The letter as PDF: two pages at most, one for a person in an emergency.

    Raises MissingExtraError where the extra `letter` is not installed.
    """
    return fitted(assessment, knowledge, audience, heading=heading, typeset=typeset)[1]


def fitted(
    assessment: Assessment,
    knowledge: Knowledge,
    audience: Audience,
    *,
    heading: Heading,
    typeset: Typeset = typeset,
) -> tuple[dict[str, Any], bytes]:
    """The most of a letter that its pages hold, as data and as PDF; what was cut is counted in it."""
    emergency = assessment.plan.urgency is Urgency.EMERGENCY
    most = 1 if emergency and audience == "person" else MOST_PAGES
    tried: dict[int, tuple[dict[str, Any], bytes]] = {}

    def pages(step: int) -> int:
        letter = content(assessment, audience, knowledge, heading=heading, room=Room().tightened(step))
        pdf, count = typeset(letter, day=heading.day)
        tried[step] = letter, pdf
        return count

    if pages(0) <= most:
        return tried[0]
    # Each step holds less than the one before it, so the first that fits is found by halving.
    step = bisect_left(range(STEPS), -most, key=lambda step: -pages(step))
    if step not in tried:
        pages(step)
    return tried[step]
