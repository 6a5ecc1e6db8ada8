"""Strength graded by hand: "EHL 4/5 on the left", "5/5 throughout", muscle by muscle and side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from multifidus.findings.notes.attributes import SIDES
from multifidus.findings.notes.mentions import Cue, Parsed
from multifidus.terms import Side

SHADE = 1 / 3  # what a plus or a minus behind a grade is worth
FULL = 5
OUT_OF = ("/", "of")
POWER = frozenset(
    {"strength", "power", "motor", "muscl", "streng", "mmt", "weak", "flexion", "extension", "dorsiflexion"}
)
PAIN = frozenset({"pain", "vas", "nrs", "sever", "intensity"})


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade as it stands in a sentence."""

    value: float
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Strength:
    """A graded muscle, or the leg as a whole (`measure` None), with the words it was read from."""

    measure: str | None
    value: float
    side: Side | None
    parsed: Parsed
    start: int
    stop: int


def strengths(parsed: Parsed, heading_side: Side | None) -> Iterator[Strength]:
    """Every muscle that a sentence grades; `heading_side` is the side named by the heading above, if any."""
    grades = _grades(parsed)
    if not grades or parsed.of("hypothetical") or parsed.sentence.section.kind in ("plan", "ignored", "family"):
        return
    muscles = parsed.of("muscle")
    if not muscles:
        yield from _whole(parsed, grades, heading_side)
        return
    grade_first = grades[0].start < muscles[0].start and not any(
        parsed.sentence.has(at, ",") for at in range(grades[0].stop, muscles[0].start)
    )
    for at, grade in enumerate(grades):
        if grade_first:
            reach = (grade.stop, grades[at + 1].start if at + 1 < len(grades) else len(parsed.sentence))
        else:
            reach = (grades[at - 1].stop if at else 0, grade.start)
        named = [cue for cue in muscles if reach[0] <= cue.start < reach[1]]
        if not named and not grade_first:  # "EHL 4/5 on the left and 5/5 on the right"
            named = [cue for cue in muscles if cue.stop <= grade.start][-1:]
        side = _side(parsed, grade, reach, grade_first) or heading_side
        for cue in named:
            start, stop = min(cue.start, grade.start), max(cue.stop, grade.stop)
            yield Strength(str(cue.row.value), grade.value, side, parsed, start, stop)


def _grades(parsed: Parsed) -> list[Grade]:
    """Grades out of five; in a sentence on strength also "1/1" for right and left."""
    sentence, found = parsed.sentence, []
    on_power = bool(parsed.of("muscle")) or any(not POWER.isdisjoint(keys) for keys in sentence.keys)
    on_power = on_power or sentence.section.name.lower().startswith(("strength", "motor", "power"))
    at = 0
    while at < len(sentence):
        keys = sentence.keys[at]
        if len(keys) < 2 or keys[1] != "#" or not keys[0].isdigit() or sentence.has(at - 1, "/"):
            at += 1
            continue
        shade, after = _shade(parsed, at)
        over = after < len(sentence) and sentence.keys[after][0] in OUT_OF
        out = after + 1 < len(sentence) and sentence.has(after, "out") and sentence.has(after + 1, "of")
        fives = after + (2 if out else 1)
        if (over or out) and sentence.has(fives, "5") and not sentence.has(fives + 1, "/"):
            found.append(Grade(int(keys[0]) + shade, at, fives + 1))
            at = fives + 1
            continue
        at += 1
    return found if on_power or any(grade.value == FULL for grade in found) else []


def _shade(parsed: Parsed, at: int) -> tuple[float, int]:
    sentence = parsed.sentence
    before = 0.0
    if sentence.has(at - 1, "+") or sentence.has(at - 1, "-"):
        before = SHADE if sentence.has(at - 1, "+") else -SHADE
        if int(sentence.keys[at][0]) == FULL:
            before = 0.0
    if sentence.has(at + 1, "+") or sentence.has(at + 1, "plus"):
        return SHADE, at + 2
    if sentence.has(at + 1, "-") or sentence.has(at + 1, "minus"):
        if sentence.has(at + 2, "#"):  # "4-5/5"
            return 0.0, at + 2
        return -SHADE, at + 2
    return before, at + 1


def _whole(parsed: Parsed, grades: list[Grade], heading_side: Side | None) -> Iterator[Strength]:
    """A grade without a muscle speaks of the whole leg, unless the sentence speaks of the arm alone."""
    regions = {cue.row.value for cue in parsed.of("region")}
    everything = any(
        parsed.sentence.has(at, word) for at in range(len(parsed.sentence)) for word in ("throughout", "all", "diffus")
    )
    if "leg" not in regions and ("arm" in regions or "neck" in regions) and not everything:
        return
    for grade in grades:
        near = [cue for cue in parsed.of("region") if cue.row.value in ("leg", "arm")]
        nearest = min(near, key=lambda cue: min(abs(cue.start - grade.stop), abs(grade.start - cue.stop)), default=None)
        if nearest is not None and nearest.row.value == "arm" and not everything:
            continue
        if nearest is None and grade.value != FULL:
            continue
        side = _side(parsed, grade, (0, len(parsed.sentence)), grade_first=False) or heading_side
        yield Strength(None, grade.value, side, parsed, grade.start, grade.stop)


def _side(parsed: Parsed, grade: Grade, reach: tuple[int, int], grade_first: bool) -> Side | None:
    sides = parsed.of("side")
    behind = [cue for cue in sides if 0 <= cue.start - grade.stop <= 3]
    behind = [
        cue
        for cue in behind
        if not any(parsed.sentence.has(at, word) for at in range(grade.stop, cue.start) for word in (",", "and"))
    ]
    inside = [cue for cue in sides if reach[0] <= cue.start < reach[1]]
    for group in (inside if grade_first else behind, behind if grade_first else inside, sides):
        if group:
            nearest: Cue = min(group, key=lambda cue: min(abs(cue.start - grade.stop), abs(grade.start - cue.stop)))
            return SIDES[str(nearest.row.value)]
    return None
