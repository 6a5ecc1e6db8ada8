"""An assessment as the plain data of a letter: everything is chosen and worded here, nothing is typeset."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from multifidus.doors.letter.clinician import clinician_letter
from multifidus.doors.letter.person import person_letter
from multifidus.doors.letter.room import Room
from multifidus.knowledge import Knowledge
from multifidus.terms import Assessment, Audience

PAPERS = {"us": "us-letter", "ca": "us-letter", "mx": "us-letter"}  # everybody else writes on A4
LONGEST_NAME = 48
# What the fonts of the letter can show; the test of strange signs typesets every one of them.
SHOWN = "\u0020-\u007e\u00a0-\u00ac\u00ae-\u0377\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u04ff\u1e00-\u1eff"
SHOWN += "\u2010-\u2027\u2030-\u2040\u20a0-\u20bf\u2190-\u22ff\u2500-\u25ff\ufffd"
NOT_SHOWN = re.compile(f"[^{SHOWN}]")
BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands at the top of a letter: the file it is about, its day, and the country it is for."""

    name: str
    day: date
    country: str | None = None

    @property
    def told_day(self) -> str:
        """The day as people write it, the same in every country."""
        return f"{self.day.day} {self.day:%B %Y}"


def content(
    assessment: Assessment, audience: Audience, knowledge: Knowledge, *, heading: Heading, room: Room
) -> dict[str, Any]:
    """The letter as data for its template. What there is no room for is counted."""
    letter = clinician_letter if audience == "clinician" else person_letter
    told = {
        "for": audience,
        "paper": PAPERS.get((heading.country or "").lower(), "a4"),
        "day": heading.told_day,
        "name": _short(PurePath(heading.name).name or heading.name),
        "edition": assessment.edition,
        "urgency": str(assessment.plan.urgency),
        **letter(assessment, knowledge, room),
    }
    return {key: _printable(value) for key, value in told.items()}


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def _printable(value: Any) -> Any:
    """The same data, with a mark for every sign that the fonts cannot show: a letter is never refused for one."""
    if isinstance(value, str):
        return NOT_SHOWN.sub("\ufffd", BLANKS.sub(" ", unicodedata.normalize("NFC", value)))
    if isinstance(value, dict):  # a picture is no text
        return {key: one if key == "picture" else _printable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_printable(one) for one in value]
    return value
