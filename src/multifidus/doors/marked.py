"""A text in pieces: plain words, and words from which something was understood or that were not understood."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from multifidus.findings.notes import DOUBTFUL, Passage, Reading
from multifidus.terms import Unread

SIGNS = {"present": "+", "number": "=", "doubtful": "?", "denied": "-", "set aside": "~"}
UNREAD = "!"
LEGEND = (
    ("+", "present"),
    ("-", "denied"),
    ("?", "doubtful"),
    ("=", "number"),
    ("~", "set aside: past, somebody else's, planned, only feared"),
    ("!", "not used"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text and what it says; plain words say nothing.

    `signs` are those of LEGEND that hold for it, the weightiest first.
    """

    text: str
    start: int
    passages: tuple[Passage, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def signs(self) -> str:
        """One sign for each way in which its words stand."""
        stands = {one.stands for one in self.passages}
        told = "".join(sign for name, sign in SIGNS.items() if name in stands)
        return told or (UNREAD if self.unread else "")


def pieces(text: str, reading: Reading) -> Iterator[Piece]:
    """The whole text, in order and without a gap; what overlaps stands in one piece."""
    at = 0
    for passages, unread, start, end in _groups(reading):
        if start > at:
            yield Piece(text[at:start], at)
        yield Piece(text[start:end], start, tuple(passages), tuple(unread))
        at = end
    if at < len(text):
        yield Piece(text[at:], at)


def not_used(reading: Reading) -> list[Unread]:
    """What is told as not used; doubts are told apart, by the findings that are doubtful."""
    return [one for one in reading.unread if one.reason != DOUBTFUL]


def _groups(reading: Reading) -> Iterator[tuple[list[Passage], list[Unread], int, int]]:
    passages: list[Passage] = []
    unread: list[Unread] = []
    start = end = 0
    told: list[Passage | Unread] = [*reading.passages, *_apart(reading)]
    for one in sorted(told, key=lambda one: (one.start, -one.end)):
        if one.start >= end and (passages or unread):
            yield passages, unread, start, end
            passages, unread = [], []
        if not passages and not unread:
            start, end = one.start, one.end
        end = max(end, one.end)
        if isinstance(one, Passage):
            passages.append(one)
        else:
            unread.append(one)
    if passages or unread:
        yield passages, unread, start, end


def _apart(reading: Reading) -> Sequence[Unread]:
    """What was not used and has no passage in it: a doubt is marked at its own words, not over its sentence."""
    starts = sorted(one.start for one in reading.passages)
    return [one for one in reading.unread if one.end > one.start and not _any_between(starts, one.start, one.end)]


def _any_between(starts: Sequence[int], low: int, high: int) -> bool:
    at = bisect_left(starts, low)
    return at < len(starts) and starts[at] < high
