"""What a sentence states of the person: mentions in their standing, as far as they are taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from multifidus.findings.notes.context.by_side import standings
from multifidus.findings.notes.context.standing import Standing
from multifidus.findings.notes.taken import BACK_PAIN, Context, by_section, set_aside, taken
from multifidus.findings.notes.text.attributes import side_of
from multifidus.findings.notes.text.mentions import Mention, Parsed
from multifidus.findings.notes.text.pictures import Picture
from multifidus.findings.notes.text.places import (
    FEVERISH,
    is_of_another_part,
    may_tell,
)
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.terms import Side

HURTING = frozenset({"pain", "hurt", "spasm", "agony", "kill", "stiff"})
OF_PAIN = ("pain_pattern", "onset", "spasm")


@dataclass(frozen=True, slots=True)
class Statement:
    """One finding as one place of the text states it."""

    finding: str
    standing: Standing  # present, absent, doubted, past, or set aside: what is no finding of the person as they are now
    side: Side | None
    parsed: Parsed
    start: int  # words of the sentence
    stop: int
    feverish: bool = False  # whether it counts only beside a fever


def statements(parsed: Parsed, picture: Picture | None, lexicon: Lexicon) -> Iterator[Statement]:
    """Everything that one sentence states; `picture` is the study that it speaks of, if any."""
    context = Context(parsed, picture, lexicon)
    for mention in parsed.mentions:
        if is_of_another_part(mention, parsed, lexicon.vocabulary):
            continue
        for stands, of_side in standings(mention, parsed, lexicon):
            yield from _of_mention(mention, by_section(stands, mention, context), of_side, context)


def _of_mention(mention: Mention, stands: Standing, of_side: Side | None, context: Context) -> Iterator[Statement]:
    """What one mention states of each of its findings, `of_side` where a test was told side by side."""
    parsed, vocabulary = context.parsed, context.lexicon.vocabulary
    for finding in mention.findings:
        told = taken(finding, mention, stands, context) or set_aside(mention, stands, parsed)
        if told is not None and may_tell(mention, told):
            in_list = told is Standing.ABSENT
            side = of_side or side_of(mention, parsed, in_list=in_list) if vocabulary[finding].sided else None
            feverish = FEVERISH in mention.row.where
            yield Statement(finding, told, side, parsed, mention.start, mention.stop, feverish)
            if told is Standing.PRESENT and _hurts_in_the_back(finding, mention, context):
                yield Statement(BACK_PAIN, told, None, parsed, mention.start, mention.stop)


def _hurts_in_the_back(finding: str, mention: Mention, context: Context) -> bool:
    """Whether a pain is named with its place, the back: "severe back pain"."""
    parsed = context.parsed
    if finding == BACK_PAIN or context.lexicon.vocabulary[finding].group not in OF_PAIN:
        return False
    words = {key for at in mention.path for key in parsed.sentence.keys[at]}
    return not words.isdisjoint(HURTING) and any(
        cue.row.value == "back" and mention.start <= cue.start < mention.stop for cue in parsed.of("region")
    )
