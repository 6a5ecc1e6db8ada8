"""The time that a diary speaks of, from its first day until now, and when spasms came in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Watched:
    """The time that a diary speaks of, and when spasms came in it, in order."""

    start: datetime
    end: datetime
    spasms: tuple[datetime, ...]

    @property
    def weeks(self) -> float:
        """How long that is."""
        return (self.end - self.start) / WEEK

    def between(self, start: datetime, end: datetime) -> Watched:
        """A part of it: spasms after its start, up to its end."""
        return Watched(start, end, tuple(one for one in self.spasms if start < one <= end))


def watched(began: Iterable[datetime], *, now: datetime, since: datetime | None = None) -> Watched | None:
    """The time from the first day of a diary until now; None where there is nothing to count.

    `since` is when the diary was begun, where that is known and lies before the first spasm; otherwise the first
    spasm starts the clock. What is dated ahead of now is a slip and left out.
    """
    spasms = sorted(one for one in began if one <= now)
    if since is not None and since < now and (not spasms or since < spasms[0]):
        return Watched(since, now, tuple(spasms))
    return Watched(spasms[0], now, tuple(spasms[1:])) if spasms else None
