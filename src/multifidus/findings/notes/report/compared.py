"""Which earlier picture a report compares with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from multifidus.findings.notes.text.mentions import Parsed
from multifidus.findings.notes.text.sections import Section
from multifidus.findings.notes.wording.words import heading_key

HEADING = "comparison"
NOTHING = re.compile(r"(?:none|no |nil|not available|n/?a\b|unavailable)", re.IGNORECASE)
WITHIN = re.compile(
    r"(?:compar(?:ed|ison)(?: is)?(?: made)?|correlat(?:ed|ion)(?: is)?(?: made)?|reference is made) (?:to|with) "
    r"(?P<what>[^.;\n]{3,100}(?:\.\d+\.\d+)?)",
    re.IGNORECASE,
)
LONGEST = 120


def is_comparison(part: Section) -> bool:
    """Whether a section tells of an earlier picture."""
    return heading_key(part.name).startswith(HEADING)


def compared_with(parts: Sequence[Section], parsed: Sequence[Parsed], text: str) -> str | None:
    """The earlier picture in the report's own words, without line breaks; None where there is none."""
    for part in parts:
        if is_comparison(part):
            told = " ".join(text[part.start + len(part.name) : part.stop].split()).strip(" ,.:")
            return None if not told or NOTHING.match(told) else told[:LONGEST]
    for one in parsed:
        match = WITHIN.search(one.sentence.text(text))
        if match:
            return " ".join(match["what"].split()).strip(" ,")
    return None
