"""One letter from an assessment, on two pages at most."""

from __future__ import annotations

from multifidus.doors.letter.content import Heading, content
from multifidus.doors.letter.room import Room, rooms
from multifidus.doors.letter.typeset import typeset
from multifidus.knowledge import Knowledge
from multifidus.terms import Assessment, Audience, Urgency

MOST_PAGES = 2


def write_letter(assessment: Assessment, knowledge: Knowledge, audience: Audience, *, heading: Heading) -> bytes:
    """The letter as PDF: two pages at most, one for a person in an emergency.

    Parts are cut line by line until the pages hold it, and what was cut is counted in the letter. Raises
    MissingExtraError where the extra `letter` is not installed.
    """
    emergency = assessment.plan.urgency is Urgency.EMERGENCY
    most = 1 if emergency and audience == "person" else MOST_PAGES
    pdf = b""
    for room in rooms(Room()):
        pdf, pages = typeset(content(assessment, audience, knowledge, heading=heading, room=room), day=heading.day)
        if pages <= most:
            break
    return pdf
