"""The course of pain that was measured in people like this one, as the assessment tells it with its source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

MEAN_PAIN = re.compile(r"mean_pain_score 0-100, week (\d+)\b")
SHARE = 10  # from points of 100 to points of 10


@dataclass(frozen=True, slots=True)
class At:
    """Mean pain so many weeks after the beginning, 0 to 10, with its interval."""

    week: int
    pain: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Expected:
    """A measured course: what it is of, in whom, and where it was read."""

    points: tuple[At, ...]
    text: str
    sources: tuple[tuple[str, str], ...]  # with the status of each figure

    def share(self, weeks: float) -> tuple[float, float, float]:
        """Which share of the pain at the beginning is left on average after so many weeks, and its interval.

        Between two measured weeks it is read off the straight line; after the last it stays.
        """
        start = self.points[0].pain
        if weeks >= self.points[-1].week:
            last = self.points[-1]
            return last.pain / start, last.low / start, last.high / start
        for before, after in pairwise(self.points):
            if weeks <= after.week:
                part = (weeks - before.week) / (after.week - before.week)
                pain, low, high = (
                    one + (other - one) * part
                    for one, other in zip(
                        (before.pain, before.low, before.high), (after.pain, after.low, after.high), strict=True
                    )
                )
                return pain / start, low / start, high / start
        raise AssertionError("weeks are counted from the first point on")


def expected_of(answer: Mapping[str, Any]) -> Expected | None:
    """The first course of an assessment that has mean pain at its beginning and later; None without any."""
    for line in (answer.get("prognosis") or {}).get("course") or []:
        points = _points(line.get("figures") or [])
        if len(points) > 1 and points[0].week == 0 and points[0].pain > 0:
            sources = {(one["source"], one["status"]): None for one in line["figures"] if MEAN_PAIN.match(one["name"])}
            return Expected(points, line.get("plain_text") or "", tuple(sources))
    return None


def _points(figures: Sequence[Mapping[str, Any]]) -> tuple[At, ...]:
    found = []
    for one in figures:
        if match := MEAN_PAIN.match(one["name"]):
            low, high = (one["value"] if one[end] is None else one[end] for end in ("low", "high"))
            found.append(At(int(match[1]), one["value"] / SHARE, low / SHARE, high / SHARE))
    return tuple(sorted(found, key=lambda at: at.week))
