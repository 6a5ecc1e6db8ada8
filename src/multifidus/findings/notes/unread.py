"""What was not used is told: impossible numbers, doubts, and sentences on the back from which nothing was taken."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from multifidus.findings.notes.context.standing import Standing
from multifidus.findings.notes.numbers.measures import Numbers
from multifidus.findings.notes.statements import Statement
from multifidus.findings.notes.text.mentions import Parsed
from multifidus.findings.notes.text.titles import is_title
from multifidus.terms import Unread

ON_THE_BACK = frozenset({"back", "leg", "thoracic", "saddle", "pelvis"})
SECTIONS = ("complaint", "history", "review", "exam", "picture", "assessment", "other", "told", "stated", "indication")
SHORTEST = 4  # words that may say something
DOUBTFUL = "doubtful, taken neither as there nor as absent"
NOT_UNDERSTOOD = "not understood"


def unread(
    parsed: Sequence[Parsed], stated: Sequence[Statement], numbers: Numbers, seen: Iterable[int], text: str
) -> tuple[Unread, ...]:
    """The gravest first: numbers that cannot be, doubts, and what was not understood.

    `seen` are the places where a report told something of a level.
    """
    doubts = [_sentence(one.parsed, DOUBTFUL, text) for one in stated if one.standing is Standing.DOUBTED]
    used = {id(one.parsed) for one in stated} | numbers.used
    places = sorted(seen)
    left = [
        _sentence(one, NOT_UNDERSTOOD, text)
        for one in parsed
        if id(one) not in used and _on_the_back(one, text) and not _has(one, places)
    ]
    return tuple(dict.fromkeys([*numbers.impossible, *doubts, *left]))


def _has(parsed: Parsed, places: Sequence[int]) -> bool:
    """Whether one of the places lies in a sentence."""
    at = bisect_left(places, parsed.sentence.starts[0])
    return at < len(places) and places[at] < parsed.sentence.ends[-1]


def _sentence(parsed: Parsed, reason: str, text: str) -> Unread:
    start, end = parsed.sentence.starts[0], parsed.sentence.ends[-1]
    return Unread(reason, text[start:end], start, end)


def _on_the_back(parsed: Parsed, text: str) -> bool:
    """Whether a sentence tells of the person's own back or legs; a title in capitals tells nothing."""
    sentence = parsed.sentence
    if (
        sentence.section.kind not in SECTIONS
        or len(sentence) < SHORTEST
        or parsed.of("family", "hypothetical")
        or sentence.asks
        or is_title(parsed)
    ):
        return False
    return any(cue.row.value in ON_THE_BACK for cue in parsed.of("region")) and not sentence.text(text).isupper()
