"""Strength graded by hand: "EHL 4/5 on the left", "5/5 throughout", muscle by muscle and side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from multifidus.findings.closure import NORMAL_STRENGTH
from multifidus.findings.notes.numbers.grades import POWER, Grade, Sides, grades_in
from multifidus.findings.notes.text.attributes import SIDES
from multifidus.findings.notes.text.mentions import Cue, Mention, Parsed
from multifidus.findings.notes.wording.phrases import stem
from multifidus.findings.notes.wording.words import LEVEL
from multifidus.terms import Side

# Words behind which another muscle is meant, stemmed.
APART = tuple(
    stem(word)
    for word in ("except", "rest", "remainder", "other", "others", "otherwise", "throughout", "elsewhere", "remaining")
)
EVERYWHERE = ("throughout", "all", "diffus", "everywher")
SKIPPED = ("copied", "plan", "ignored", "family")
OF_STRENGTH = ("weakness_", "motor_weakness", "bilateral_motor", "foot_drop", "mrc_")
SIDE_BEHIND = 3  # words
ROOT_BEFORE = 2
JOINING = frozenset({
    ",", ";", ".", "and", "but", "on", "in", "at", "the", "is", "was", "are", "were", "versu", "v", "to", "compared",
    "with", "(", ")", "side", "leg", "=", ":", "only", "grade", "whil", "wherea",
})  # fmt: skip


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
    grades = grades_in(parsed, in_turn, shade)
    if not grades:
        return
    muscles = parsed.of("muscle")
    if not muscles:
        yield from _whole(parsed, grades, heading_side)
        return
    grade_first = _is_grade_first(parsed, grades, muscles[0])
    for at, grade in enumerate(grades):
        reach = _reach(parsed, grades, at, grade_first=grade_first)
        named = [cue for cue in muscles if reach[0] <= cue.start < reach[1]]
        if not named and not grade_first and _of_other_side(parsed, grade, reach):
            named = [cue for cue in muscles if cue.stop <= grade.start][-1:]
        side = grade.side or _side(parsed, grade, reach, grade_first=grade_first) or heading_side
        for cue in named:
            start, stop = min(cue.start, grade.start), max(cue.stop, grade.stop)
            yield Strength(str(cue.row.value), grade.value, side, parsed, start, stop)


def _is_grade_first(parsed: Parsed, grades: list[Grade], muscle: Cue) -> bool:
    """Whether each grade stands before its muscle: "3/5 dorsiflexion", not "5/5 throughout except EHL 4"."""
    before = [grade for grade in grades if grade.stop <= muscle.start]
    if not before:
        return False
    between = range(before[-1].stop, muscle.start)
    return not any(word in parsed.sentence.keys[at] for at in between for word in (",", ";", *APART))


def _of_other_side(parsed: Parsed, grade: Grade, reach: tuple[int, int]) -> bool:
    """Whether a grade without a muscle is the other side's of the muscle before: "EHL 4/5 on the left and 5/5 right".

    "EHL 4/5, rest 5/5" and "hip flexion 4/5, ankles 2/5" speak of something else, and must not overwrite it.
    """
    if any(word in parsed.sentence.keys[at] for at in range(*reach) for word in APART):
        return False
    sides = {at for cue in parsed.of("side") for at in range(cue.start, cue.stop)}
    if any(at not in sides and JOINING.isdisjoint(parsed.sentence.keys[at]) for at in range(reach[0], grade.start)):
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


def _whole(parsed: Parsed, grades: list[Grade], heading_side: Side | None) -> Iterator[Strength]:
    """A grade without a muscle speaks of the whole leg, unless the sentence speaks of the arm alone."""
    regions = {cue.row.value for cue in parsed.of("region")}
    everywhere = any(keys[0] in EVERYWHERE for keys in parsed.sentence.keys)
    if "leg" not in regions and regions & {"arm", "neck"} and not everywhere:
        return
    near = [cue for cue in parsed.of("region") if cue.row.value in ("leg", "arm")]
    for at, grade in enumerate(grades):
        own = _own(near, grades, at) or near
        nearest = min(own, key=lambda cue: _distance(cue, grade), default=None)
        if nearest is not None and nearest.row.value == "arm" and not everywhere:
            continue
        if nearest is None and grade.value < NORMAL_STRENGTH and not _of_root(parsed, grade):
            continue
        side = grade.side or _side_of_whole(parsed, grades, at) or heading_side
        yield Strength(None, grade.value, side, parsed, grade.start, grade.stop)


def _of_root(parsed: Parsed, grade: Grade) -> bool:
    """Whether a grade is given for a root of the leg: "L5 4/5"."""
    words = range(max(0, grade.start - ROOT_BEFORE), grade.start)
    return any(parsed.sentence.has(at, LEVEL) and parsed.sentence.keys[at][0].startswith(("l", "s")) for at in words)


def _own(cues: list[Cue], grades: list[Grade], at: int) -> list[Cue]:
    """Those of some cues that stand with one grade, where each grade has its own behind it, or each before it.

    "5/5 in the arms and 3/5 in the legs" has them behind, "arms 5/5, legs 3/5" before.
    """
    if not cues:
        return []
    if grades[0].stop <= cues[0].start:
        stop = next((one.start for one in grades[at + 1 :] if one.start != grades[at].start), None)
        return [cue for cue in cues if cue.start >= grades[at].stop and (stop is None or cue.start < stop)]
    start = next((one.stop for one in reversed(grades[:at]) if one.start != grades[at].start), 0)
    return [cue for cue in cues if start <= cue.start < grades[at].start]


def _side_of_whole(parsed: Parsed, grades: list[Grade], at: int) -> Side | None:
    """The side of a grade without a muscle: what stands with it, else nearest to it, not what another grade has."""
    sides, grade = parsed.of("side"), grades[at]
    near = _own(sides, grades, at) or [cue for cue in sides if _nearest(cue, grades) is grade]
    return SIDES[str(min(near, key=lambda cue: _distance(cue, grade)).row.value)] if near else None


def _nearest(cue: Cue, grades: list[Grade]) -> Grade:
    return min(grades, key=lambda one: _distance(cue, one))


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
    inside = [cue for cue in sides if reach[0] <= cue.start < reach[1] and not _of_another_test(cue, parsed)]
    theirs = [cue for cue in sides if not _of_another_test(cue, parsed)]
    for group in (inside if grade_first else behind, behind if grade_first else inside, theirs):
        if group:
            return SIDES[str(min(group, key=lambda cue: _distance(cue, grade)).row.value)]
    return None


def _of_another_test(side: Cue, parsed: Parsed) -> bool:
    """Whether a side is told of something else: "SLR positive on the left, EHL 4/5", "EHL 4/5, left ankle jerk absent".

    What stands last before it, or at once behind it, has it.
    """
    others = [one for one in parsed.mentions if not _is_of_strength(one, parsed)]
    if any(0 <= one.start - side.stop <= 1 for one in others):
        return True
    last = max((one.stop for one in others if one.start < side.start), default=0)
    graded = [cue.stop for cue in parsed.of("muscle") if cue.start < side.start]
    return last > max([0, *graded])


def _is_of_strength(mention: Mention, parsed: Parsed) -> bool:
    return any(one.startswith(OF_STRENGTH) for one in mention.findings) or any(
        not POWER.isdisjoint(parsed.sentence.keys[at]) for at in mention.path
    )
