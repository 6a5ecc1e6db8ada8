"""Age and sex of the person that a text is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from multifidus.findings.notes.text.mentions import Cue, Parsed
from multifidus.findings.notes.text.sentences import Sentence
from multifidus.findings.notes.wording.phrases import stem
from multifidus.terms import Finding

UNUSED = ("family",)
OLD = ("old", "o")
YEARS = {"year": 1.0, "month": 1 / 12, "week": 1 / 52, "day": 1 / 365}
BESIDE_AGE, SURE, FAIR, WEAK = 4, 3, 2, 1  # how much a hint weighs
PERSON = ("patient", "gentleman", "adult", "person", "worker", "teacher", "nurse", "farmer")
I_AM = ("am", "i'm", "im")
OF_THEM = ("he", "she")
GROWN, IMPOSSIBLE_FROM = 10, 121
FIRST_WORDS = 5
OF_KIN = 6  # how near a word for a relative makes an age theirs
AFTER_AGE = frozenset(map(stem, (
    ",", ".", ";", "-", "(", ")", "and", "male", "female", "m", "f", "with", "man", "woman", "now", "this", "next",
    "so",
)))  # fmt: skip
THINGS = frozenset(map(stem, ("injury", "fracture", "mri", "scan", "car", "mattress", "film", "problem", "surgery")))
CHILDREN = frozenset(map(stem, ("son", "daughter", "child", "kid", "baby", "boy", "girl", "twin", "dependent")))
OWNERS = ("her", "his", "my", "their")
LABELLED_LATER = tuple(map(stem, ("at", "since", "until", "from")))  # "since the age of 12"


@dataclass(frozen=True, slots=True)
class Told:
    """A fact about the person, where it stands, and how sure it is."""

    finding: str
    value: float | bool
    parsed: Parsed
    start: int
    stop: int
    weight: int


def ages(parsed: Parsed) -> Iterator[Told]:
    """Every age that a sentence may give the person."""
    if parsed.sentence.section.kind in UNUSED:
        return
    kin = parsed.of("family")
    for at in parsed.sentence.numbers:
        if any(0 <= at - cue.stop <= OF_KIN for cue in kin):
            continue
        told = _age(parsed, at)
        if told is not None and not _of_another(told):
            yield told


def age_replied(parsed: Sequence[Parsed]) -> Iterator[Told]:
    """The number that answers "how old are you?"."""
    for question, reply in pairwise(parsed):
        asks = question.sentence.section.kind == "asked" or question.sentence.asks
        if not asks or reply.sentence.section.kind == "asked" or reply.of_another:
            continue
        if any(
            question.sentence.has(at, "how") and question.sentence.has(at + 1, "old")
            for at in range(len(question.sentence))
        ):
            for at in reply.sentence.numbers:
                value = float(reply.sentence.keys[at][0])
                if at < FIRST_WORDS and _is_bare_age(reply.sentence, at, value):
                    yield Told("age", value, reply, at, at + 1, FAIR)


def _age(parsed: Parsed, at: int) -> Told | None:
    sentence = parsed.sentence
    text = sentence.keys[at][0]
    if text.count(".") > 1:
        return None
    value, after = float(text), at + 1
    unit = next((one for one in YEARS if sentence.has(after, one)), None)
    old = next((i for i in (after, after + 1) if any(sentence.has(i, word) for word in OLD)), None)
    if old is not None and (unit or sentence.has(after, "o")):
        return Told("age", value * YEARS[unit or "year"], parsed, at, old + 1, _weight(parsed, at, old))
    if _labelled(sentence, at) or (unit == "year" and sentence.has(at - 2, "age") and not sentence.has(at - 3, "for")):
        return Told("age", value, parsed, at, after, SURE if at <= FIRST_WORDS - 2 else FAIR)
    if "." in text or unit:
        return None
    measured = any(cue.start < at for cue in parsed.of("measure"))
    leads = at <= 1 or (at <= FIRST_WORDS and GROWN <= value < IMPOSSIBLE_FROM)
    if leads and not measured and any(cue.start in (after, after + 1) for cue in parsed.of("sex")):
        return Told("age", value, parsed, at, after + 1, FAIR)  # "45M with back pain"
    own = _of_myself(sentence, at, value) or _of_them(parsed, at, value)
    return Told("age", value, parsed, at, after, WEAK) if own else None


def _weight(parsed: Parsed, at: int, old: int) -> int:
    sentence = parsed.sentence
    whose = range(old + 1, min(old + 1 + FIRST_WORDS, len(sentence)))
    if any(cue.start in whose for cue in parsed.of("sex")) or any(
        sentence.has(i, word) for i in whose for word in PERSON
    ):
        return SURE
    begins = at < FIRST_WORDS or any(sentence.has(i, word) for i in range(max(0, at - 3), at) for word in I_AM)
    return FAIR if begins or not whose else WEAK


def _of_myself(sentence: Sentence, at: int, value: float) -> bool:
    """Whether a number follows "I am" and is neither a score, a weight nor a count: "I'm 29 and female"."""
    begins = at <= FIRST_WORDS and any(sentence.has(at - 1, word) for word in I_AM)
    return begins and _is_bare_age(sentence, at, value)


def _of_them(parsed: Parsed, at: int, value: float) -> bool:
    """Whether a number is the age of whom somebody else speaks for: "he's 58", "my mum is 84", "my wife (42)"."""
    sentence = parsed.sentence
    verb = sentence.has(at - 1, "is") or sentence.has(at - 1, "(")
    before = at - 2 if verb else at - 1
    kin = any(cue.stop <= at for cue in parsed.of("family", "kin"))
    named = any(cue.stop in (before + 1, at - 1 if sentence.has(at - 1, ",") else at) for cue in parsed.of("person"))
    spoken = not kin and any(sentence.has(before, word) for word in OF_THEM)
    return (named or spoken) and _is_bare_age(sentence, at, value)


def _is_bare_age(sentence: Sentence, at: int, value: float) -> bool:
    following = sentence.keys[at + 1][0] if at + 1 < len(sentence) else ","
    return GROWN <= value < IMPOSSIBLE_FROM and following in AFTER_AGE


def _labelled(sentence: Sentence, at: int) -> bool:
    named = [i for i in range(max(0, at - 2), at) if sentence.has(i, "age") and not sentence.has(i - 1, "for")]
    if not named:  # "for ages (6 years)" tells how long
        return False
    return not any(sentence.has(i, word) for i in range(max(0, at - 5), at) for word in LABELLED_LATER)


def _of_another(told: Told) -> bool:
    """Whether an age is that of a thing or a child: "a 10-year-old injury", "her 6-year-old son", "ages 15 and 12"."""
    keys = told.parsed.sentence.keys
    following = {keys[i][0] for i in range(told.stop, min(told.stop + 2, len(keys)))}
    owned = told.start > 0 and keys[told.start - 1][0] in OWNERS
    leading = {keys[i][0] for i in range(max(0, told.start - 4), told.start)}
    return bool(
        following & THINGS or (owned and following & CHILDREN) or (leading & CHILDREN and not told.parsed.of("person"))
    )


def sexes(parsed: Parsed, age: Told | None) -> Iterator[Told]:
    """Every hint at the sex of the person in a sentence; `age` is their age where it is sure."""
    sentence = parsed.sentence
    if sentence.section.kind in UNUSED:
        return
    kin = min((cue.start for cue in parsed.of("family", "kin")), default=len(sentence))  # what follows may be theirs
    for cue in parsed.of("sex"):
        near = age is not None and age.parsed is parsed and _beside(cue, age)
        named = any(
            sentence.has(i, word) for i in range(max(0, cue.start - 2), cue.start) for word in ("sex", "gender")
        )
        letter = sentence.ends[cue.start] - sentence.starts[cue.start] == 1  # "F" is also Fahrenheit
        if cue.start < kin and (near or named or not letter):
            weight = BESIDE_AGE if near else SURE if named else FAIR
            yield Told(str(cue.row.value), True, parsed, cue.start, cue.stop, weight)
    for cue in parsed.of("pronoun"):
        if cue.start < kin:
            yield Told(str(cue.row.value), True, parsed, cue.start, cue.stop, WEAK)


def _beside(cue: Cue, age: Told) -> bool:
    return 0 <= cue.start - age.stop + 1 <= OF_KIN or 0 <= age.start - cue.stop <= OF_KIN // 2


def sex_of(parsed: Sequence[Parsed], text: str) -> list[Finding]:
    """The sex of the person, the surest hints of all deciding; nothing where there is no hint."""
    told = [*(one for sentence in parsed for one in ages(sentence)), *age_replied(parsed)]
    age = max(told, key=lambda one: one.weight, default=None)
    hints = [hint for one in parsed for hint in sexes(one, age)]
    if not hints:
        return []
    surest = max(hint.weight for hint in hints)
    votes = [hint.finding for hint in hints if hint.weight == surest]
    women, men = votes.count("female"), votes.count("male")
    sex = votes[0] if women == men else "female" if women > men else "male"
    hint = next(hint for hint in hints if hint.weight == surest and hint.finding == sex)
    start, end = hint.parsed.sentence.starts[hint.start], hint.parsed.sentence.ends[hint.stop - 1]
    return [Finding(sex, True, None, "note", quote=text[start:end], start=start, end=end)]
