"""How often spasms come: "3-4x/day", "twice a week", "every couple of weeks", as times a week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from multifidus.findings.notes.context.scope import covers
from multifidus.findings.notes.numbers.durations import amount_before
from multifidus.findings.notes.numbers.numbers import SKIPPED
from multifidus.findings.notes.text.mentions import Parsed, plain_words
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.findings.notes.wording.phrases import stem
from multifidus.findings.notes.wording.words import NUMBER

MEASURE = "spasms_per_week"
SPASM = "spasm"
PER = "per week"
TURNED = ("negation", "past", "resolved", "planned", "hypothetical", "family")
REACH = 8  # words between the spasms and how often they come
EACH = ("a", "an", "per", "/", "each", "every", "in")
TIMES = tuple(map(stem, ("x", "times", "episodes", "×")))
TO = ("-", "or", "to", "–")
OTHERS = tuple(
    map(stem, (";", "takes", "taking", "mg", "tablets", "dose", "prn", "until", "ago", "uses", "using", "with"))
)  # how often a drug is taken


@dataclass(frozen=True, slots=True)
class Frequency:
    """How many a week, and the words that tell it."""

    per_week: float
    parsed: Parsed
    start: int
    stop: int


def frequency_of_spasms(parsed: Parsed, lexicon: Lexicon) -> Iterator[Frequency]:
    """How often a sentence says that spasms come; nothing where they are denied, past or only feared."""
    sentence = parsed.sentence
    spasms = [at for at, keys in enumerate(sentence.keys) if keys[0] == SPASM and not _turned(at, parsed)]
    if not spasms or sentence.asks or sentence.section.kind in SKIPPED:
        return
    for at in range(spasms[0] + 1, len(sentence)):
        told = _told(parsed, at, lexicon)
        near = told and next((spasm for spasm in reversed(spasms) if spasm < told[1]), None)
        if told and near is not None and _belongs(near, told[1], parsed):
            yield Frequency(told[0], parsed, near, at + 1)
            return


def _turned(at: int, parsed: Parsed) -> bool:
    mention = plain_words(at, at + 1)
    return any(covers(cue, mention, parsed) for cue in parsed.of(*TURNED))


def _belongs(spasm: int, at: int, parsed: Parsed) -> bool:
    between = range(spasm + 1, at)
    return len(between) <= REACH and not any(parsed.sentence.has(i, word) for i in between for word in OTHERS)


def _told(parsed: Parsed, at: int, lexicon: Lexicon) -> tuple[float, int] | None:
    """How many a week the word at a place ends to tell, and where its words begin."""
    sentence = parsed.sentence
    worth = lexicon.units.get((PER, sentence.keys[at][0]))
    if worth is None:
        return None
    each = next((word for word in EACH if sentence.has(at - 1, word)), None)
    if each is not None:
        count, start = _count(parsed, at - 1, lexicon)
        if count is None and each in ("every", "each"):
            count = 1.0
        return (count * worth, start) if count is not None else None
    if sentence.has(at - 1, "other") and sentence.has(at - 2, "every"):
        return worth / 2, at - 2
    amount, start = amount_before(parsed, at, lexicon)
    opens = next((i for i in range(max(0, start - 2), start) if sentence.has(i, "every")), None)
    return (worth / amount, opens) if amount and opens is not None else None


def _count(parsed: Parsed, stop: int, lexicon: Lexicon) -> tuple[float | None, int]:
    """How many times is told before a place; of "3-4" the middle. None, and the place, where nothing is."""
    sentence = parsed.sentence
    at = stop - 1
    while at > 0 and any(sentence.has(at, word) for word in TIMES):
        at -= 1
    last = _number(parsed, at, lexicon)
    if last is None:
        return None, stop
    first = _number(parsed, at - 2, lexicon) if any(sentence.has(at - 1, word) for word in TO) else None
    return (last, at) if first is None else ((first + last) / 2, at - 2)


def _number(parsed: Parsed, at: int, lexicon: Lexicon) -> float | None:
    if at < 0:
        return None
    keys = parsed.sentence.keys[at]
    if len(keys) > 1 and keys[1] == NUMBER:
        return float(keys[0]) if keys[0].count(".") < 2 else None
    return lexicon.amounts.get(keys[0])
