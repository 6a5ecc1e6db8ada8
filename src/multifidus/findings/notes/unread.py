"""What was not used is told: impossible numbers, doubts, and sentences on the back from which nothing was taken."""

from __future__ import annotations

from collections.abc import Sequence

from multifidus.findings.notes.context import Standing
from multifidus.findings.notes.measures import Numbers
from multifidus.findings.notes.mentions import Parsed
from multifidus.findings.notes.statements import Statement

ON_THE_BACK = frozenset({"back", "leg", "thoracic", "saddle", "pelvis"})
SECTIONS = ("complaint", "history", "review", "exam", "picture", "assessment", "other", "told", "stated", "indication")
SHORTEST = 4  # words that may say something
MOST_TOLD = 40
LONGEST = 300


def told_unread(parsed: Sequence[Parsed], stated: Sequence[Statement], numbers: Numbers, text: str) -> tuple[str, ...]:
    """In words, the gravest first: numbers that cannot be, doubts, and what was not understood."""
    doubts = [
        f'doubtful, taken neither as there nor as absent: "{_shortened(one.parsed.sentence.text(text))}"'
        for one in stated
        if one.standing is Standing.DOUBTED
    ]
    used = {id(one.parsed) for one in stated} | numbers.used
    left = [
        f'not understood: "{_shortened(one.sentence.text(text))}"'
        for one in parsed
        if id(one) not in used and _on_the_back(one, text)
    ]
    told = list(dict.fromkeys([*numbers.impossible, *doubts, *left]))
    if len(told) > MOST_TOLD:
        told = [*told[:MOST_TOLD], f"and {len(told) - MOST_TOLD} more that were not understood"]
    return tuple(told)


def _on_the_back(parsed: Parsed, text: str) -> bool:
    """Whether a sentence tells of the person's own back or legs; a title in capitals tells nothing."""
    sentence = parsed.sentence
    if (
        sentence.section.kind not in SECTIONS
        or len(sentence) < SHORTEST
        or parsed.of("family", "hypothetical")
        or sentence.asks
    ):
        return False
    return any(cue.row.value in ON_THE_BACK for cue in parsed.of("region")) and not sentence.text(text).isupper()


def _shortened(sentence: str) -> str:
    flat = " ".join(sentence.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 3] + "..."
