"""A text in pieces: plain words, and words from which something was understood or that were not understood."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from multifidus.findings.notes import DOUBTFUL, Passage, Understood
from multifidus.findings.notes.passages import Stands
from multifidus.findings.notes.report.entries import Entry
from multifidus.terms import Unread

SIGNS = {"present": "+", "number": "=", "doubtful": "?", "denied": "-", "set aside": "~"}
UNREAD = "!"
NORMAL = "normal"
STANDINGS: dict[str, Stands] = {"present": "present", "absent": "denied", "doubted": "doubtful"}  # of entries
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
    seen: tuple[Entry, ...] = ()  # of a report
    unread: tuple[Unread, ...] = ()

    @property
    def signs(self) -> str:
        """One sign for each way in which its words stand."""
        stands = {one.stands for one in self.passages} | {_stands(one) for one in self.seen}
        told = "".join(sign for name, sign in SIGNS.items() if name in stands)
        return told or (UNREAD if self.unread else "")


def _stands(entry: Entry) -> Stands:
    """How an entry stands; what is normal denies what could be seen there."""
    return "denied" if entry.kind == NORMAL and entry.standing == "present" else STANDINGS[entry.standing]


def pieces(text: str, understood: Understood) -> Iterator[Piece]:
    """The whole text, in order and without a gap; what overlaps stands in one piece."""
    at = 0
    for told, start, end in _groups(understood):
        if start > at:
            yield Piece(text[at:start], at)
        passages = tuple(one for one in told if isinstance(one, Passage))
        seen = tuple(one for one in told if isinstance(one, Entry))
        yield Piece(text[start:end], start, passages, seen, tuple(one for one in told if isinstance(one, Unread)))
        at = end
    if at < len(text):
        yield Piece(text[at:], at)


def not_used(understood: Understood) -> list[Unread]:
    """What is told as not used; doubts are told apart, by the findings that are doubtful."""
    return [one for one in understood.unread if one.reason != DOUBTFUL]


def _groups(understood: Understood) -> Iterator[tuple[list[Passage | Entry | Unread], int, int]]:
    group: list[Passage | Entry | Unread] = []
    start = end = 0
    told: list[Passage | Entry | Unread] = [*understood.passages, *understood.grid.entries(), *_apart(understood)]
    for one in sorted(told, key=lambda one: (one.start, -one.end)):
        if group and one.start >= end:
            yield group, start, end
            group = []
        if not group:
            start, end = one.start, one.end
        end = max(end, one.end)
        group.append(one)
    if group:
        yield group, start, end


def _apart(understood: Understood) -> Sequence[Unread]:
    """What was not used and has no passage in it: a doubt is marked at its own words, not over its sentence."""
    starts = sorted([*(one.start for one in understood.passages), *(one.start for one in understood.grid.entries())])
    return [one for one in understood.unread if one.end > one.start and not _any_between(starts, one.start, one.end)]


def _any_between(starts: Sequence[int], low: int, high: int) -> bool:
    at = bisect_left(starts, low)
    return at < len(starts) and starts[at] < high
