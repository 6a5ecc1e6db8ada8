"""The normal range that is given beside a number: "(normal 0-20)", "(13-17)", "[ref <5]"; it is no verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from multifidus.findings.notes.text.sentences import Sentence
from multifidus.findings.notes.wording.phrases import stem
from multifidus.findings.notes.wording.words import NUMBER

OPENS, CLOSES = ("(", "["), (")", "]")
NORMAL = tuple(map(stem, ("normal", "normals", "nl", "norm")))
OF_A_RANGE = tuple(map(stem, ("range", "ref", "reference", "limits", "rr", "expected")))
JOINS = (":", "=", ",", ".", "is", "value", "lab")
TO = ("-", "–", "to")
BELOW, ABOVE = ("<", "≤"), (">", "≥")
VALUE_BEFORE = 5  # words between a number and a range without a name, for its unit
UNIT_WITHIN = 6  # words that a unit within the brackets may take


@dataclass(frozen=True, slots=True)
class Range:
    """What is normal by the text itself: from `low` to `high`, either of which may be missing."""

    low: float | None
    high: float | None
    start: int
    stop: int


def ranges_in(sentence: Sentence) -> tuple[Range, ...]:
    """Every normal range that a sentence gives."""
    return tuple(_ranges(sentence)) if sentence.numbers else ()


def _ranges(sentence: Sentence) -> Iterator[Range]:
    at = 0
    while at < len(sentence):
        found = _range_at(sentence, at)
        if found is not None:
            yield found
        at = found.stop if found is not None else at + 1


def _range_at(sentence: Sentence, start: int) -> Range | None:
    opened = _is(sentence, start, OPENS)
    at = start + opened
    named = sure = False
    while _is(sentence, at, NORMAL) or _is(sentence, at, OF_A_RANGE) or (named and _is(sentence, at, JOINS)):
        named, sure = True, sure or _is(sentence, at, OF_A_RANGE)
        at += 1
    if not (opened or sure) or not (named or _follows_a_number(sentence, start)):
        return None  # "flexion normal 0-90" is a verdict
    bounds = _bounds(sentence, at)
    if bounds is None:
        return None
    low, high, at = bounds
    if not opened:
        return Range(low, high, start, at)
    if not named:
        return Range(low, high, start, at + 1) if _is(sentence, at, CLOSES) else None
    stop = next((i for i in range(at, min(at + UNIT_WITHIN, len(sentence))) if _is(sentence, i, CLOSES)), at - 1)
    return Range(low, high, start, stop + 1)


def _bounds(sentence: Sentence, at: int) -> tuple[float | None, float | None, int] | None:
    """The bounds that stand at a place, and the place behind them."""
    if _is(sentence, at, BELOW) or _is(sentence, at, ABOVE):
        bound = _value(sentence, at + 1)
        if bound is None:
            return None
        return (None, bound, at + 2) if _is(sentence, at, BELOW) else (bound, None, at + 2)
    low, high = _value(sentence, at), _value(sentence, at + 2)
    if low is None or high is None or low > high or not _is(sentence, at + 1, TO):
        return None
    return low, high, at + 3


def _follows_a_number(sentence: Sentence, at: int) -> bool:
    return any(sentence.has(i, NUMBER) for i in range(max(0, at - VALUE_BEFORE), at))


def _value(sentence: Sentence, at: int) -> float | None:
    keys = sentence.keys[at] if 0 <= at < len(sentence) else ()
    if len(keys) < 2 or keys[1] != NUMBER or keys[0].count(".") > 1:  # a "#" is a word as well
        return None
    return float(keys[0])


def _is(sentence: Sentence, at: int, words: tuple[str, ...]) -> bool:
    return any(sentence.has(at, word) for word in words)
