"""Numbers of the laboratory beyond its limits: judged by the range beside them, or by the mark of the laboratory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from multifidus.findings.notes.numbers.numbers import SKIPPED, is_turned
from multifidus.findings.notes.numbers.ranges import Range
from multifidus.findings.notes.text.mentions import Cue, Parsed
from multifidus.findings.notes.wording.words import NUMBER

ABOVE = "above"  # the value of a mark, and of no other
LIMITS = {"over_limit": True, "under_limit": False}  # kinds of cue, and whether they ask for the upper limit
REACH = 5  # words between a name and its number
BESIDE = 7  # and between a number and its mark or its range
UNDOING = ("not", "no")


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a number is beyond the limit that its finding asks for, and the words that tell it."""

    finding: str
    beyond: bool
    start: int
    stop: int


def judged(parsed: Parsed) -> Iterator[Judged]:
    """What the numbers of a sentence say of the limits given beside them; nothing where none is given."""
    if not parsed.sentence.numbers or parsed.sentence.section.kind in SKIPPED:
        return
    names = parsed.of(*LIMITS)
    for cue in names:
        stop = min((one.start for one in names if one.start >= cue.stop), default=len(parsed.sentence))
        at = _number(parsed, cue, stop)
        if at is None or is_turned(cue, parsed):
            continue
        limits, mark = _range(parsed, cue, at, stop), _mark(parsed, at, stop)
        above = LIMITS[cue.row.kind]
        beyond = _beyond(float(parsed.sentence.keys[at][0]), limits, above=above) if limits else None
        if beyond is None and mark is not None:
            beyond = (mark.row.value == ABOVE) is above
        if beyond is not None:
            yield Judged(str(cue.row.value), beyond, cue.start, max(at + 1, limits.stop if limits else 0))


def _number(parsed: Parsed, cue: Cue, stop: int) -> int | None:
    """The place of the number that is meant by a name: the first behind it that is no part of a range."""
    away = 0
    for at in range(cue.stop, stop):
        if any(one.start <= at < one.stop for one in parsed.ranges):
            continue
        keys = parsed.sentence.keys[at]
        if len(keys) > 1 and keys[1] == NUMBER:
            return at if keys[0].count(".") < 2 else None
        away += 1
        if away > REACH:
            return None
    return None


def _range(parsed: Parsed, cue: Cue, at: int, stop: int) -> Range | None:
    near = [one for one in parsed.ranges if cue.stop <= one.start < min(stop, at + BESIDE)]
    return near[0] if near else None


def _mark(parsed: Parsed, at: int, stop: int) -> Cue | None:
    for cue in parsed.of("mark"):
        if at < cue.start < min(stop, at + BESIDE) and cue.start not in parsed.sentence.numbers:
            between = range(at + 1, cue.start)
            if any(parsed.sentence.has(i, word) for i in between for word in (*UNDOING, NUMBER)):
                return None
            return cue
    return None


def _beyond(value: float, limits: Range, *, above: bool) -> bool | None:
    bound = limits.high if above else limits.low
    if bound is None:
        return None
    return value > bound if above else value < bound
