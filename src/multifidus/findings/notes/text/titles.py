"""Whether a text is a report on a picture, and what its title says was pictured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from multifidus.findings.notes.text.mentions import Parsed
from multifidus.findings.notes.text.sections import NEUTRAL, Section
from multifidus.findings.notes.wording.phrases import stem

NO_REPORT = frozenset({"review", "medicines", "habits"})
REPORT = frozenset({"picture", "assessment", "lab", "indication", "complaint", "other"})
EXAM = "exam"  # which heads a title, or names the part that was pictured
ASKED = frozenset({"indication", "history", "ignored", "complaint"})
WIDTH = 60  # a shorter line was not broken by the width of a page
SEEN = ("present", "absent", "image")  # what wording states that tells of something seen, or not
OPENING = 3  # sentences among which the title stands
LONGEST = 18  # words of a title
TELLING = frozenset(map(stem, (  # words that make a statement of what would be a title
    "is", "was", "were", "are", "has", "had", "have", "show", "shows", "showed", "reveal", "reveals", "demonstrate",
    "demonstrates", "done", "did", "ordered", "reviewed", "confirmed", "suggests", "obtained", "i", "we", "he", "she",
    "my", "his", "her", "no", "not", "normal", "unremarkable", "pending", "awaited", "consistent",
)))  # fmt: skip


def is_title(one: Parsed) -> bool:
    """Whether a sentence, or what stands before its colon, only names what was pictured: "CT of the lumbar spine."."""
    keys = one.sentence.keys
    stop = next((at for at, key in enumerate(keys) if ":" in key), len(keys))
    if not 0 < stop <= LONGEST or any(not TELLING.isdisjoint(key) for key in keys[:stop]):
        return False
    if any(mention.start < stop and mention.row.states in SEEN for mention in one.mentions):
        return False
    named = [cue.start for cue in one.of("picture") if cue.start < stop]
    return bool(named) and any(cue.start < stop for cue in one.of("region"))


def is_titled(parsed: Sequence[Parsed]) -> bool:
    """Whether a text begins with the title of a report."""
    return any(is_title(one) for one in parsed[:OPENING])


def pictured_in(parts: Iterable[Section], parsed: Sequence[Parsed]) -> frozenset[str]:
    """The kinds of section in which a report speaks of its picture; none where the text is no report."""
    if not is_report(parts, parsed):
        return frozenset()
    return REPORT | {EXAM} if is_titled(parsed) else REPORT


def is_report(parts: Iterable[Section], parsed: Sequence[Parsed]) -> bool:
    """Whether the text is a report on a picture: a title, or findings and no history of its own; no review of systems.

    Under a title a history is the question that was asked.
    """
    kinds = {part.kind for part in parts}
    if kinds & NO_REPORT:
        return False
    return is_titled(parsed) or ("picture" in kinds and "history" not in kinds)


def opened(parts: Sequence[Section], parsed: Sequence[Parsed], text: str) -> list[Section]:
    """The sections of a report, of which the question that was asked ends with its first paragraph.

    "Clinical details: sciatica." and below it, under no heading, what is seen.
    """
    if not is_titled(parsed):
        return list(parts)
    found: list[Section] = []
    for part in parts:
        at = _first_line_ends(text, part) if part.kind in ASKED else part.stop
        if at >= part.stop:
            found.append(part)
        else:
            found += [replace(part, stop=at), Section(NEUTRAL, "", at, at, part.stop)]
    return found


def _first_line_ends(text: str, part: Section) -> int:
    """Where the first line of a section ends that is not empty, or broken by the width of the page."""
    at = part.body
    while at < part.stop:
        stop = text.find("\n", at, part.stop)
        if stop < 0:
            break
        line = text[at:stop].strip()
        if line and (len(line) < WIDTH or line[-1] in ".:;"):
            return stop
        at = stop + 1
    return part.stop
