"""All that a diary comes to at one time: how often, whether more or fewer, at what times, and after what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from multifidus.findings.diary.episode import Episode
from multifidus.findings.diary.rate import Rate, rate_of
from multifidus.findings.diary.times import Times, times_of
from multifidus.findings.diary.trend import Trend, trend_of
from multifidus.findings.diary.triggers import Trigger, triggers_of
from multifidus.findings.diary.watched import watched
from multifidus.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Review:
    """What the diary of one person comes to."""

    spasms: int
    start: datetime | None  # from when on it counts; None for an empty diary
    rate: Rate | None  # over all of its time
    rate_of_late: Rate | None  # over the last four weeks, where it is older
    trend: Trend | None
    times: Times
    triggers: tuple[Trigger, ...]
    quiet_days: float | None  # since the last entry, where it is so long that entries may have stopped


def review(
    episodes: Sequence[Episode], knowledge: Knowledge, *, now: datetime, since: datetime | None = None
) -> Review:
    """What a diary comes to at `now`; `since` is when it was begun, where that is known.

    A silence counts as a time without spasms, since a diary is where they are written; after `quiet_after_days` that
    is told, so that nobody takes a diary that was given up for a back that has healed.
    """
    kept = sorted((one for one in episodes if one.began <= now), key=lambda one: one.began)
    began = [one.began for one in kept]
    choices = knowledge.choices
    time = watched(began, now=now, since=since)
    late = timedelta(days=choices["trend_recent_days"])
    quiet = (now - max(began)) / timedelta(days=1) if began else 0.0
    return Review(
        spasms=len(kept),
        start=time.start if time else None,
        rate=rate_of(time, knowledge) if time else None,
        rate_of_late=rate_of(time.between(now - late, now), knowledge) if time and now - time.start > late else None,
        trend=trend_of(time, knowledge) if time else None,
        times=times_of(began, knowledge),
        triggers=triggers_of(kept, knowledge),
        quiet_days=quiet if quiet > choices["quiet_after_days"] else None,
    )
