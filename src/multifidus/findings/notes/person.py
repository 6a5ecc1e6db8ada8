"""Age and sex of the person that a text is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from multifidus.findings.notes.mentions import Parsed
from multifidus.terms import Finding

OLD = ("old", "o")
UNUSED = ("family",)
SURE, FAIR, WEAK = 3, 2, 1
IMPOSSIBLE_FROM = 121
GROWN = 10
FIRST_WORDS = 5
AFTER_AGE = frozenset(
    {",", ".", ";", "and", "male", "femal", "m", "f", "with", "man", "woman", "now", "this", "next", "-", "(", "so"}
)


@dataclass(frozen=True, slots=True)
class Told:
    """A fact about the person, where it stands, and how sure it is."""

    finding: str
    value: float | bool
    parsed: Parsed
    start: int
    stop: int
    weight: int


def ages(parsed: Parsed) -> list[Told]:
    """Every age that a sentence may give the person."""
    sentence, found = parsed.sentence, []
    if sentence.section.kind in UNUSED or parsed.of("family"):
        return []
    for at in sentence.numbers:
        keys = sentence.keys[at]
        if not keys[0].replace(".", "", 1).isdigit():
            continue
        value, after = float(keys[0]), at + 1
        unit = next((one for one in ("year", "month", "week", "day") if sentence.has(after, one)), None)
        old = next((i for i in range(after, after + 2) if any(sentence.has(i, word) for word in OLD)), None)
        if old is not None and (unit or sentence.has(after, "o")):
            whose = range(old + 1, min(old + 6, len(sentence)))
            sexed = any(cue.start in whose for cue in parsed.of("sex"))
            about = any(sentence.has(i, word) for i in whose for word in ("patient", "gentleman", "adult"))
            begins = at <= 4 or any(
                sentence.has(i, word) for i in range(max(0, at - 3), at) for word in ("am", "i'm", "im")
            )
            weight = SURE if sexed or about else FAIR if begins or len(whose) == 0 else WEAK
            share = {"year": 1.0, "month": 1 / 12, "week": 1 / 52, "day": 1 / 365}[unit or "year"]
            found.append(Told("age", value * share, parsed, at, old + 1, weight))
        elif _labelled(parsed, at) or (unit == "year" and sentence.has(at - 2, "age")):
            found.append(Told("age", value, parsed, at, at + 1, SURE if at <= 3 else FAIR))
        elif at <= 1 and any(cue.start in (after, after + 1) for cue in parsed.of("sex")):
            found.append(Told("age", value, parsed, at, after + 1, FAIR))  # "45M with back pain"
        elif _of_myself(parsed, at) and not unit:
            found.append(Told("age", value, parsed, at, at + 1, WEAK))
    return [told for told in found if not _is_thing(told)]


def _of_myself(parsed: Parsed, at: int) -> bool:
    """Whether a number follows "I am" and is neither a score, a weight nor a count: "I'm 29 and female"."""
    sentence = parsed.sentence
    if at > FIRST_WORDS or not any(sentence.has(at - 1, word) for word in ("am", "i'm", "im")):
        return False
    following = sentence.keys[at + 1][0] if at + 1 < len(sentence) else ","
    return GROWN <= float(sentence.keys[at][0]) < IMPOSSIBLE_FROM and following in AFTER_AGE


def _labelled(parsed: Parsed, at: int) -> bool:
    sentence = parsed.sentence
    near = [sentence.keys[i][0] for i in range(max(0, at - 2), at)]
    if "age" not in near and "aged" not in near:
        return False
    return not any(
        sentence.has(i, word) for i in range(max(0, at - 5), at) for word in ("at", "sinc", "since", "until")
    )


def _is_thing(told: Told) -> bool:
    """Whether an age is that of a thing or a child: "a 10-year-old injury", "her 6-year-old son"."""
    things = (
        "injury",
        "fractur",
        "mri",
        "scan",
        "son",
        "daughter",
        "child",
        "boy",
        "girl",
        "car",
        "kid",
        "mattress",
        "baby",
    )
    following = [
        told.parsed.sentence.keys[i][0] for i in range(told.stop, min(told.stop + 2, len(told.parsed.sentence)))
    ]
    owned = told.start > 0 and told.parsed.sentence.keys[told.start - 1][0] in ("her", "his", "my", "their")
    children = ("son", "daughter", "child", "baby", "kid")
    return any(word in things and word not in ("boy", "girl") for word in following) or (
        owned and any(word in (*children, "boy", "girl") for word in following)
    )


def sexes(parsed: Parsed, *, age: Told | None) -> list[Told]:
    """Every hint at the sex of the person in a sentence, the surest first by weight."""
    sentence = parsed.sentence
    if sentence.section.kind in UNUSED or parsed.of("family", "kin"):
        return []
    found = []
    for cue in parsed.of("sex"):
        beside = age is not None and age.parsed is parsed and 0 <= cue.start - age.stop <= 6
        ahead = age is not None and age.parsed is parsed and 0 <= age.start - cue.stop <= 3
        weight = (
            4
            if beside or ahead
            else SURE
            if any(sentence.has(i, "sex") or sentence.has(i, "gender") for i in range(max(0, cue.start - 2), cue.start))
            else FAIR
        )
        found.append(Told(str(cue.row.value), True, parsed, cue.start, cue.stop, weight))
    found += [Told(str(cue.row.value), True, parsed, cue.start, cue.stop, WEAK) for cue in parsed.of("pronoun")]
    return found


def sex_of(parsed: Sequence[Parsed], text: str) -> list[Finding]:
    """The sex of the person, the surest hints of all deciding; nothing where there is no hint."""
    age = next((told for one in parsed for told in ages(one) if told.weight == SURE), None)
    hints = [hint for one in parsed for hint in sexes(one, age=age)]
    if not hints:
        return []
    surest = max(hint.weight for hint in hints)
    votes = [hint.finding for hint in hints if hint.weight == surest]
    women, men = votes.count("female"), votes.count("male")
    sex = votes[0] if women == men else "female" if women > men else "male"
    hint = next(hint for hint in hints if hint.weight == surest and hint.finding == sex)
    start, end = hint.parsed.sentence.starts[hint.start], hint.parsed.sentence.ends[hint.stop - 1]
    return [Finding(sex, True, None, "note", quote=text[start:end], start=start, end=end)]
