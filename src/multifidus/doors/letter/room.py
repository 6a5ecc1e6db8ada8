"""How much of each part of a letter there is room for, and what is said of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

SHARES = (1.0, 0.8, 0.65, 0.5, 0.4, 0.3, 0.2, 0.1)  # of the first room, one after the other until two pages hold it
KEPT = 2  # lines of each part that the tightest room still has


@dataclass(frozen=True, slots=True)
class Room:
    """The most lines of each part. What is cut is counted, and the letter says so."""

    reasons: int = 3  # that are red flags
    flags: int = 6
    now: int = 8
    signs: int = 12  # to come back for
    questions: int = 8
    ticks: int = 14  # questions to tick with a pen
    causes: int = 6
    shifts: int = 3  # for a cause, and as many against it
    findings: int = 24  # of each kind: present, denied
    not_known: int = 8
    tests: int = 6
    treatments: int = 7
    positions: int = 4  # of one treatment
    operations: int = 3
    criteria: int = 7  # of one operation
    expect: int = 5
    prevention: int = 6
    exercises: int = 4
    avoid: int = 6
    mind: int = 4

    def shrunk(self, share: float) -> Room:
        """The same room with a share of its lines, never fewer than two of a part."""
        return Room(**{one.name: max(KEPT, round(getattr(self, one.name) * share)) for one in fields(self)})


def rooms(first: Room) -> Iterator[Room]:
    """The rooms to try, the largest first."""
    yield from (first.shrunk(share) for share in SHARES)


def part(lines: Sequence[Any], most: int) -> dict[str, Any]:
    """The lines there is room for, and how many more there are.

    >>> part(["a", "b", "c"], 2)
    {'lines': ['a', 'b'], 'more': 1}
    """
    return {"lines": list(lines[:most]), "more": max(0, len(lines) - most)}
