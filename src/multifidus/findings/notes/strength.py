"""Strength graded by hand: "EHL 4/5 on the left", "5/5 throughout", muscle by muscle and side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from multifidus.findings.closure import NORMAL_STRENGTH
from multifidus.findings.notes.attributes import SIDES
from multifidus.findings.notes.mentions import Cue, Parsed
from multifidus.findings.notes.phrases import stem
from multifidus.findings.notes.sentences import Sentence
from multifidus.findings.notes.words import LEVEL, NUMBER
from multifidus.terms import Side

# Words behind which another muscle is meant, stemmed.
APART = tuple(
    stem(word)
    for word in ("except", "rest", "remainder", "other", "others", "otherwise", "throughout", "elsewhere", "remaining")
)
MOST_DIGITS = 3  # of what may be meant as a grade, be it impossible
OUT_OF = ("/", "of")
POWER = frozenset({
    "strength", "power", "motor", "muscl", "streng", "mmt", "weak", "flexion", "extension", "dorsiflexion",
})  # fmt: skip
HEADED = ("strength", "motor", "power")
EVERYWHERE = ("throughout", "all", "diffus", "everywher")
SKIPPED = ("copied", "plan", "ignored", "family")
SIDE_BEHIND = 3  # words
ROOT_BEFORE = 2
BARE_JOINS = frozenset({":", "=", "grade", "grad", "is", "was", "(", ")", "mrc"})
BARE_ENDS = frozenset({",", ";", ".", ")", "and", "but", "on", "in", "otherwiz", "rest"})
Sides = tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade as it stands in a sentence; `side` where the way of writing tells it."""

    value: float
    start: int
    stop: int
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Strength:
    """A graded muscle, or the leg as a whole (`measure` None), with the words it was read from."""

    measure: str | None
    value: float
    side: Side | None
    parsed: Parsed
    start: int
    stop: int


def sides_in_turn(parsed: Parsed) -> Sides | None:
    """The order in which pairs of grades are written, where a sentence announces it: "(right / left)"."""
    sides = [cue for cue in parsed.of("side") if cue.row.value != "both"]
    for first, second in pairwise(sides):
        if second.start == first.stop + 1 and any(
            parsed.sentence.has(first.stop, sign) for sign in ("/", "-", "|", ",")
        ):
            order = SIDES[str(first.row.value)], SIDES[str(second.row.value)]
            if order[0] != order[1]:
                return order
    return None


def strengths(parsed: Parsed, heading_side: Side | None, in_turn: Sides | None, *, shade: float) -> Iterator[Strength]:
    """Every muscle that a sentence grades.

    `heading_side` is the side of the heading above, `in_turn` that of pairs, `shade` what a plus is worth.
    """
    if not parsed.sentence.numbers or parsed.of("hypothetical") or parsed.sentence.section.kind in SKIPPED:
        return
    grades = _grades(parsed, in_turn, shade)
    if not grades:
        return
    muscles = parsed.of("muscle")
    if not muscles:
        yield from _whole(parsed, grades, heading_side)
        return
    grade_first = grades[0].start < muscles[0].start and not any(
        word in parsed.sentence.keys[at] for at in range(grades[0].stop, muscles[0].start) for word in (",", *APART)
    )
    for at, grade in enumerate(grades):
        reach = _reach(parsed, grades, at, grade_first=grade_first)
        named = [cue for cue in muscles if reach[0] <= cue.start < reach[1]]
        if not named and not grade_first and _of_other_side(parsed, grade, reach):
            named = [cue for cue in muscles if cue.stop <= grade.start][-1:]
        side = grade.side or _side(parsed, grade, reach, grade_first=grade_first) or heading_side
        for cue in named:
            start, stop = min(cue.start, grade.start), max(cue.stop, grade.stop)
            yield Strength(str(cue.row.value), grade.value, side, parsed, start, stop)


def _of_other_side(parsed: Parsed, grade: Grade, reach: tuple[int, int]) -> bool:
    """Whether a grade without a muscle is the other side's of the muscle before: "EHL 4/5 on the left and 5/5 right".

    "EHL 4/5, rest 5/5" and "hip flexion 4/5, ankles 2/5" speak of something else, and must not overwrite it.
    """
    if any(word in parsed.sentence.keys[at] for at in range(*reach) for word in APART):
        return False
    around = range(reach[0], min(grade.stop + 4, len(parsed.sentence)))
    return grade.side is not None or any(cue.start in around for cue in parsed.of("side"))


def _reach(parsed: Parsed, grades: list[Grade], at: int, *, grade_first: bool) -> tuple[int, int]:
    """The words among which the muscles of a grade stand."""
    grade = grades[at]
    if grade_first:
        after = [other for other in grades[at:] if other.start != grade.start]
        return grade.stop, after[0].start if after else len(parsed.sentence)
    before = [other for other in grades[:at] if other.start != grade.start]  # of a pair both have one muscle
    return before[-1].stop if before else 0, grade.start


def _grades(parsed: Parsed, in_turn: Sides | None, worth: float) -> list[Grade]:
    """Grades out of five; where pairs were announced, "5/3" is one grade for each side."""
    sentence, found = parsed.sentence, []
    stop = 0
    for at in sentence.numbers:
        value = sentence.keys[at][0]
        if at < stop or not value.isdecimal() or len(value) > MOST_DIGITS or sentence.has(at - 1, "/"):
            continue
        other = _other_of_pair(sentence, at)
        if other is not None and (in_turn is not None or int(value) == other < NORMAL_STRENGTH):
            stop = at + 3
            order = in_turn or ("right", "left")
            found += [Grade(int(value), at, stop, order[0]), Grade(other, at, stop, order[1])]
            continue
        shade, after = _shade(parsed, at, worth)
        over = after < len(sentence) and sentence.keys[after][0] in OUT_OF
        out = sentence.has(after, "out") and sentence.has(after + 1, "of")
        fives = after + (2 if out else 1)
        if (over or out) and sentence.has(fives, "5") and not sentence.has(fives + 1, "/"):
            stop = fives + 1
            found.append(Grade(int(value) + shade, at, stop))
        elif int(value) <= NORMAL_STRENGTH and _is_bare(parsed, at, after, found):
            stop = after
            found.append(Grade(int(value) + shade, at, stop))
    found = _side_first(parsed, found)
    return found if found and (_on_power(parsed) or any(grade.value == NORMAL_STRENGTH for grade in found)) else []


def _side_first(parsed: Parsed, grades: list[Grade]) -> list[Grade]:
    """Grades with the side that stands before each, where the first is written so: "EHL L 2/5 R 5/5"."""
    before = {cue.stop: SIDES[str(cue.row.value)] for cue in parsed.of("side")}
    if not grades or grades[0].start not in before:
        return grades
    return [replace(one, side=one.side or before.get(one.start)) for one in grades]


def _is_bare(parsed: Parsed, at: int, after: int, found: list[Grade]) -> bool:
    """Whether a lone digit is the grade of the muscle before it: "EHL 4", "quads: R 5, L 3", not "3 sets"."""
    sentence = parsed.sentence
    sides = {place for cue in parsed.of("side") for place in range(cue.start, cue.stop)}
    begins = {cue.start for cue in parsed.of("muscle", "side")}
    ends = after >= len(sentence) or after in begins or sentence.keys[after][0] in BARE_ENDS
    before = at - 1
    while before >= 0 and (before in sides or sentence.keys[before][0] in BARE_JOINS):
        before -= 1
    named = any(cue.start <= before < cue.stop for cue in parsed.of("muscle"))
    if not named and found and at - 1 in sides:  # "R 5, L 3": the other side's
        while before >= found[-1].stop and sentence.keys[before][0] in (",", "and"):
            before -= 1
        named = before == found[-1].stop - 1
    return ends and named


def _other_of_pair(sentence: Sentence, at: int) -> int | None:
    """The second number of "5/3", where both may be grades."""
    if not sentence.has(at + 1, "/") or not sentence.has(at + 2, NUMBER) or sentence.has(at + 3, "/"):
        return None
    first, second = sentence.keys[at][0], sentence.keys[at + 2][0]
    grades = (
        len(first) == len(second) == 1
        and second.isdecimal()
        and int(second) <= NORMAL_STRENGTH
        and int(first) <= NORMAL_STRENGTH
    )
    return int(second) if grades else None


def _on_power(parsed: Parsed) -> bool:
    headed = parsed.sentence.section.name.lower().startswith(HEADED)
    return headed or bool(parsed.of("muscle")) or any(not POWER.isdisjoint(keys) for keys in parsed.sentence.keys)


def _shade(parsed: Parsed, at: int, worth: float) -> tuple[float, int]:
    """What a plus or a minus adds to a grade, and where the words after it begin."""
    sentence = parsed.sentence
    if sentence.has(at + 1, "+") or sentence.has(at + 1, "plus"):
        return worth, at + 2
    if sentence.has(at + 1, "-") or sentence.has(at + 1, "minus"):
        return (0.0 if sentence.has(at + 2, NUMBER) else -worth), at + 2  # "4-5/5"
    if sentence.keys[at][0] == str(NORMAL_STRENGTH):
        return 0.0, at + 1
    return (worth if sentence.has(at - 1, "+") else -worth if sentence.has(at - 1, "-") else 0.0), at + 1


def _whole(parsed: Parsed, grades: list[Grade], heading_side: Side | None) -> Iterator[Strength]:
    """A grade without a muscle speaks of the whole leg, unless the sentence speaks of the arm alone."""
    regions = {cue.row.value for cue in parsed.of("region")}
    everywhere = any(keys[0] in EVERYWHERE for keys in parsed.sentence.keys)
    if "leg" not in regions and regions & {"arm", "neck"} and not everywhere:
        return
    near = [cue for cue in parsed.of("region") if cue.row.value in ("leg", "arm")]
    for grade in grades:
        nearest = min(near, key=lambda cue: _distance(cue, grade), default=None)
        if nearest is not None and nearest.row.value == "arm" and not everywhere:
            continue
        if nearest is None and grade.value < NORMAL_STRENGTH and not _of_root(parsed, grade):
            continue
        side = grade.side or _side_of_whole(parsed, grades, grade) or heading_side
        yield Strength(None, grade.value, side, parsed, grade.start, grade.stop)


def _of_root(parsed: Parsed, grade: Grade) -> bool:
    """Whether a grade is given for a root of the leg: "L5 4/5"."""
    words = range(max(0, grade.start - ROOT_BEFORE), grade.start)
    return any(parsed.sentence.has(at, LEVEL) and parsed.sentence.keys[at][0].startswith(("l", "s")) for at in words)


def _side_of_whole(parsed: Parsed, grades: list[Grade], grade: Grade) -> Side | None:
    """The side of a grade without a muscle: what stands nearest to it, not what belongs to another grade."""
    near = [cue for cue in parsed.of("side") if min(grades, key=lambda one: _distance(cue, one)) is grade]
    return SIDES[str(min(near, key=lambda cue: _distance(cue, grade)).row.value)] if near else None


def _distance(cue: Cue, grade: Grade) -> int:
    return min(abs(cue.start - grade.stop), abs(grade.start - cue.stop))


def _side(parsed: Parsed, grade: Grade, reach: tuple[int, int], *, grade_first: bool) -> Side | None:
    sides, sentence = parsed.of("side"), parsed.sentence
    behind = [cue for cue in sides if 0 <= cue.start - grade.stop <= SIDE_BEHIND]
    behind = [
        cue
        for cue in behind
        if not any(sentence.has(at, word) for at in range(grade.stop, cue.start) for word in (",", "and"))
    ]
    inside = [cue for cue in sides if reach[0] <= cue.start < reach[1]]
    for group in (inside if grade_first else behind, behind if grade_first else inside, sides):
        if group:
            return SIDES[str(min(group, key=lambda cue: _distance(cue, grade)).row.value)]
    return None
