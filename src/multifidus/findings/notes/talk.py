"""Doctor and patient by turns: a question is no finding, and a "no" answers the question before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from multifidus.findings.notes.context import Standing, standing
from multifidus.findings.notes.lexicon import Lexicon
from multifidus.findings.notes.mentions import Cue, Mention, Parsed
from multifidus.findings.notes.places import is_placed
from multifidus.findings.notes.statements import FELT, Statement

OPENING = 4  # words of a turn in which the answer stands
COMPLAINT = "back_pain_present"  # what the talk is about is not asked for with a yes or no
AFTER_YES = frozenset({".", ",", "!", ";", "and", "yes", "but", "sometim", "a", "in", "the"})
MOST_AT_ONCE = 2  # a "yes" to more things than this says nothing of each


@dataclass(frozen=True, slots=True)
class Question:
    """A finding that a doctor asked for, and the words that asked."""

    finding: str
    mention: Mention
    parsed: Parsed


def answers(turns: Sequence[Parsed], lexicon: Lexicon) -> Iterator[Statement]:
    """What plain answers state, turn by turn: "no" denies what was asked last, "yes" affirms a single thing."""
    pending: list[Question] = []
    spoke = ""
    for parsed in turns:
        kind = parsed.sentence.section.kind
        if kind == "asked" or parsed.sentence.asks:
            pending = [*(pending if spoke == "asked" else ()), *_asked(parsed, lexicon)]
            spoke = "asked"
            continue
        if pending:
            said = _answer(parsed, within=OPENING if kind == "told" else 1)
            if said is Standing.ABSENT:
                yield from _answered(pending, said)
            elif said is Standing.PRESENT:
                last = [one for one in pending if one.parsed is pending[-1].parsed]
                if len({one.finding for one in last}) <= MOST_AT_ONCE:
                    yield from _answered(last, said)
        pending, spoke = [], kind


def _asked(parsed: Parsed, lexicon: Lexicon) -> Iterator[Question]:
    for mention in parsed.mentions:
        stands = standing(mention, parsed)
        if mention.row.states != "present" or stands not in (Standing.ASKED, Standing.PRESENT):
            continue
        for finding in mention.findings:
            felt = lexicon.vocabulary[finding].kind in FELT
            if finding != COMPLAINT and (felt or stands is Standing.ASKED):
                yield Question(finding, mention, parsed)


def _answered(pending: Sequence[Question], said: Standing) -> Iterator[Statement]:
    for one in pending:
        if is_placed(one.mention, said, one.parsed):
            yield Statement(one.finding, said, None, one.parsed, one.mention.start, one.mention.stop)


def _answer(parsed: Parsed, *, within: int) -> Standing | None:
    yes = any(cue.start < within and _is_whole(cue, parsed) for cue in parsed.of("yes"))
    no = any(cue.start < within for cue in parsed.of("no"))
    if yes == no:
        return None
    return Standing.ABSENT if no else Standing.PRESENT


def _is_whole(cue: Cue, parsed: Parsed) -> bool:
    """Whether an answer of several words is not the beginning of another sentence: "I have been lifting more"."""
    after = parsed.sentence.keys[cue.stop][0] if cue.stop < len(parsed.sentence) else "."
    return cue.stop - cue.start == 1 or after in AFTER_YES
