"""How long a complaint has lasted: "for 3 weeks", "a 2-day history of", "began four months ago", "since yesterday"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from multifidus.findings.notes.complaint import COMPLAINTS, GROUPS
from multifidus.findings.notes.context.standing import Standing, standing
from multifidus.findings.notes.text.mentions import Parsed
from multifidus.findings.notes.wording.lexicon import Lexicon
from multifidus.findings.notes.wording.phrases import stem
from multifidus.findings.notes.wording.words import NUMBER

PARTS = {"7": "day", "52": "week", "12": "month"}  # "3/7" are days, "8/52" weeks, "6/12" months
BETWEEN = frozenset({"of", "or", "the", "-", "to", "about", "than"})
LEADS = frozenset(map(stem, ("episode", "for", "sinc", "over", "x", "last", "past", "during", "since")))
TRAILS = frozenset({"history", "ago", "duration", "now", "back"})
OTHERWISE = frozenset(
    map(
        stem,
        ("every", "follow", "in", "after", "take", "per", "until", "next", "first", "before", "at", "age", "within"),
    )
)
BEGINS = ("sinc", "begin", "onset", "wake")
SECTIONS = ("complaint", "history", "other", "told", "review", "stated", "indication")
PAST_NEAR = 6  # words
LASTING = 5  # how near a complaint has to follow "three weeks of"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in weeks, and the words that tell it."""

    weeks: float
    parsed: Parsed
    start: int
    stop: int
    sure: bool = False  # whether it is said of a complaint: "a week of pain", "a 3-day history"


def duration_of(parsed: Sequence[Parsed], lexicon: Lexicon) -> Duration | None:
    """How long the complaint has lasted: the first length of time said of one, else the first beside one."""
    told = [duration for one in parsed for duration in _of_complaint(one, lexicon)]
    told += _answered(parsed, lexicon)
    return next((one for one in told if one.sure), told[0] if told else None)


def _answered(parsed: Sequence[Parsed], lexicon: Lexicon) -> Iterator[Duration]:
    """What a patient answers to "how long"."""
    for question, answer in pairwise(parsed):
        sentence = question.sentence
        if (sentence.section.kind, answer.sentence.section.kind) != ("asked", "told"):
            continue
        if any(sentence.has(at, "how") and sentence.has(at + 1, "long") for at in range(len(sentence))):
            for at, keys in enumerate(answer.sentence.keys):
                weeks = lexicon.units.get(("weeks", keys[0]))
                amount, start = amount_before(answer, at, lexicon) if weeks else (None, at)
                if weeks and amount is not None:
                    yield Duration(amount * weeks, answer, start, at + 1, sure=True)
                    break


def _of_complaint(parsed: Parsed, lexicon: Lexicon) -> Iterator[Duration]:
    sentence = parsed.sentence
    if sentence.section.kind not in SECTIONS or sentence.asks or parsed.of("family") or _of_stiffness(parsed):
        return
    stands = set(_complaints(parsed, lexicon))
    if stands or _begins(parsed):
        for told in durations(parsed, lexicon):
            if stands == {Standing.ABSENT} and not sentence.has(told.stop - 1, "ago"):
                continue  # "no spasms for 3 weeks"
            between = [range(cue.stop, told.start) for cue in parsed.of("past") if cue.start < told.start]
            if not any(len(part) <= PAST_NEAR and not any(sentence.has(at, ",") for at in part) for part in between):
                yield told


def _of_stiffness(parsed: Parsed) -> bool:
    """Whether the length of morning stiffness is told, which is a measure of its own."""
    return any(cue.row.value == "morning_stiffness_min" for cue in parsed.of("measure"))


def _complaints(parsed: Parsed, lexicon: Lexicon) -> Iterator[Standing]:
    """How the complaints of a sentence stand."""
    for mention in parsed.mentions:
        if any(one in COMPLAINTS or lexicon.vocabulary[one].group in GROUPS for one in mention.findings):
            yield standing(mention, parsed)


def _begins(parsed: Parsed) -> bool:
    words = {key for keys in parsed.sentence.keys for key in keys}
    if "episod" in words:
        return not words.isdisjoint(("current", "present", "this", "latest"))
    return "onset" in words or ("begin" in words and not words.isdisjoint(("pain", "symptom")))


def durations(parsed: Parsed, lexicon: Lexicon) -> Iterator[Duration]:
    """Each length of time in a sentence that something may have lasted."""
    sentence = parsed.sentence
    for at, keys in enumerate(sentence.keys):
        if keys[0] in lexicon.weeks_ago and _begins_at(parsed, at):
            yield Duration(lexicon.weeks_ago[keys[0]], parsed, max(0, at - 1), at + 1)
        elif sentence.has(at, "morn") and sentence.has(at - 1, "this"):
            yield Duration(lexicon.weeks_ago["today"], parsed, at - 1, at + 1)
        elif ("weeks", keys[0]) in lexicon.units:
            yield from _counted(parsed, at, lexicon)
        elif at in sentence.numbers and sentence.has(at + 1, "/") and not sentence.has(at + 3, "/"):
            part = next((unit for of, unit in PARTS.items() if sentence.has(at + 2, of)), None)
            if part and (_follows(parsed, at) or _is_of_complaint(parsed, at + 3)):
                yield Duration(float(keys[0]) * lexicon.units["weeks", part], parsed, at, at + 3, sure=True)


def _begins_at(parsed: Parsed, at: int) -> bool:
    """Whether a day is the one on which something began: "since yesterday", "my back locked yesterday"."""
    if any(parsed.sentence.has(i, word) for i in range(max(0, at - 3), at) for word in BEGINS):
        return True
    if not parsed.sentence.has(at, "yesterday"):
        return False
    return any(0 <= at - mention.stop <= 1 for mention in parsed.mentions if mention.row.states == "present")


def _is_of_complaint(parsed: Parsed, at: int) -> bool:
    """Whether "of" and a complaint stand at a place: "3/7 of pain"."""
    return parsed.sentence.has(at, "of") and any(0 <= one.start - at - 1 <= LASTING for one in parsed.mentions)


def _follows(parsed: Parsed, at: int) -> bool:
    """Whether what is told at a place is told of a complaint just before it: "LBP 8/52", "leg pain for 3/7"."""
    near = range(max(0, at - 3), at)
    return any(mention.stop - 1 in near for mention in parsed.mentions if mention.row.states == "present")


def _counted(parsed: Parsed, at: int, lexicon: Lexicon) -> Iterator[Duration]:
    amount, start = amount_before(parsed, at, lexicon)
    if amount is None:
        return
    sentence = parsed.sentence
    lead = {key for i in range(max(0, start - 4), start) for key in sentence.keys[i]}
    trail = {key for i in range(at + 1, min(at + 3, len(sentence))) for key in sentence.keys[i]}
    of_pain = _is_of_complaint(parsed, at + 1)
    if (lead & LEADS or trail & TRAILS or of_pain) and "old" not in trail and not lead & OTHERWISE:
        stop = min(at + 1 + bool(trail & {"ago", "history"}), len(sentence))
        yield Duration(
            amount * lexicon.units["weeks", sentence.keys[at][0]],
            parsed,
            start,
            stop,
            sure=of_pain or "history" in trail,
        )


def amount_before(parsed: Parsed, unit: int, lexicon: Lexicon) -> tuple[float | None, int]:
    """How many, and where that stands; "2 to 3 weeks" is the later."""
    sentence = parsed.sentence
    for at in range(unit - 1, max(-1, unit - 4), -1):
        keys = sentence.keys[at]
        if len(keys) > 1 and keys[1] == NUMBER:
            return (float(keys[0]) if keys[0].count(".") < 2 else None), at
        if keys[0] in lexicon.amounts:
            return lexicon.amounts[keys[0]], at
        if keys[0] not in BETWEEN:
            break
    return None, unit
