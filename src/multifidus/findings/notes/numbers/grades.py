"""Grades of strength as they stand in a sentence: "4/5", "4-5/5", "R 5, L 3", "MRC grade 3"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from multifidus.findings.closure import NORMAL_STRENGTH
from multifidus.findings.notes.text.attributes import SIDES
from multifidus.findings.notes.text.mentions import Parsed
from multifidus.findings.notes.text.sentences import Sentence
from multifidus.findings.notes.wording.words import NUMBER
from multifidus.terms import Side

MOST_DIGITS = 3  # of what may be meant as a grade, be it impossible
OUT_OF = ("/", "of")
POWER = frozenset({
    "strength", "power", "motor", "muscl", "streng", "mmt", "weak", "flexion", "extension", "dorsiflexion",
})  # fmt: skip
HEADED = ("strength", "motor", "power")
BARE_JOINS = frozenset({":", "=", "grade", "grad", "is", "was", "(", ")", "mrc"})
BARE_ENDS = frozenset({",", ";", ".", ")", "and", "but", "on", "in", "otherwiz", "rest"})
GRADE = ("grade", "grad", "mrc")
SHADES = ("+", "-", "plus", "minus")
TO = ("-", "–", "to")
Sides = tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade as it stands in a sentence; `side` where the way of writing tells it."""

    value: float
    start: int
    stop: int
    side: Side | None = None


def grades_in(parsed: Parsed, in_turn: Sides | None, worth: float) -> list[Grade]:
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
        upper = _upper_of_range(sentence, at)
        if upper is not None:  # "4-5/5": the lower counts
            stop = upper + 3
            found.append(Grade(min(int(value), int(sentence.keys[upper][0])), at, stop))
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


def _upper_of_range(sentence: Sentence, at: int) -> int | None:
    """The place of the second grade of "4-5/5" and "4+ to 5/5"; None where no two grades are written so."""
    to = at + 1
    while any(sentence.has(to, sign) for sign in SHADES) and any(sentence.has(to + 1, sign) for sign in TO):
        to += 1
    upper = to + 1
    if not any(sentence.has(to, sign) for sign in TO) or not sentence.has(upper, NUMBER):
        return None
    keys = sentence.keys[upper][0]
    short = keys.isdecimal() and len(keys) <= MOST_DIGITS
    graded = short and int(keys) <= NORMAL_STRENGTH and int(sentence.keys[at][0]) <= NORMAL_STRENGTH
    return upper if graded and sentence.has(upper + 1, "/") and sentence.has(upper + 2, "5") else None


def _side_first(parsed: Parsed, grades: list[Grade]) -> list[Grade]:
    """Grades with the side that stands before each, where the first is written so: "EHL L 2/5 R 5/5"."""
    before = {cue.stop: SIDES[str(cue.row.value)] for cue in parsed.of("side")}
    if not grades or grades[0].start not in before:
        return grades
    return [replace(one, side=one.side or before.get(one.start)) for one in grades]


def is_graded(parsed: Parsed) -> bool:
    """Whether a sentence grades a muscle, or something else out of five."""
    sentence = parsed.sentence
    return bool(parsed.of("muscle")) or any(
        sentence.has(at + 1, "/") and sentence.has(at + 2, "5") and sentence.keys[at][0].isdecimal()
        for at in sentence.numbers
    )


def _is_bare(parsed: Parsed, at: int, after: int, found: list[Grade]) -> bool:
    """Whether a lone digit is the grade of the muscle before it: "EHL 4", "quads: R 5, L 3", not "3 sets"."""
    sentence = parsed.sentence
    sides = {place for cue in parsed.of("side") for place in range(cue.start, cue.stop)}
    begins = {cue.start for cue in parsed.of("muscle", "side")}
    ends = after >= len(sentence) or after in begins or sentence.keys[after][0] in BARE_ENDS
    if after in begins and any(sentence.has(at - 1, word) for word in GRADE):  # "MRC grade 2 EHL"
        return True
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
