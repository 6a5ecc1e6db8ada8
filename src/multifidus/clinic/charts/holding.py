"""Until when an assessment holds: the next moment at which time alone changes what is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from multifidus.findings.gathering.holding import Rules, rules_of
from multifidus.knowledge import Knowledge
from multifidus.terms import Finding, Reading

LOOKED_AHEAD_DAYS = 100  # past the last threshold of an acute pain; after that the next reading or lapse comes first
WHEN_UNSURE = timedelta(days=1)


def holds_until(
    readings: Iterable[Reading], born: date | None, knowledge: Knowledge, *, now: datetime
) -> datetime | None:
    """When a word lapses, a pain grows past a threshold, or the person grows a year older; None: time changes nothing.

    Never raises: what cannot be worked out here may not keep anybody from an answer; then it is looked at every day.
    """
    try:
        changes = list(_changes(readings, rules_of(knowledge), now))
    except Exception:
        changes = [now + WHEN_UNSURE]
    if born is not None:
        changes.append(birthday_after(now, born))
    return min((moment for moment in changes if moment > now), default=None)


def birthday_after(now: datetime, born: date) -> datetime:
    """The beginning of the next birthday; who was born on a leap day grows older on 1 March."""
    month, day = (3, 1) if (born.month, born.day) == (2, 29) else (born.month, born.day)
    year = now.year + ((now.month, now.day) >= (month, day))
    return now.replace(year=year, month=month, day=day, hour=0, minute=0, second=0, microsecond=0)


def _changes(readings: Iterable[Reading], rules: Rules, now: datetime) -> Iterator[datetime]:
    for reading in readings:
        for finding in reading.findings.all():
            if finding.id not in rules.holding:
                continue
            days = rules.days(finding)
            if days is not None:
                yield reading.at + timedelta(days=days)
            if not isinstance(finding.value, bool) and rules.holding[finding.id].grows:
                yield from _grown_past_a_threshold(finding, reading.at, rules, now)


def _grown_past_a_threshold(finding: Finding, at: datetime, rules: Rules, now: datetime) -> Iterator[datetime]:
    """The first day from now on which a growing number says something else of the findings that hang on it."""
    ago = (now - at) / timedelta(days=1)
    says = rules.settles(rules.grown(finding, ago))
    for days in range(1, LOOKED_AHEAD_DAYS):
        if rules.settles(rules.grown(finding, ago + days)) != says:
            yield now + timedelta(days=days)
            return
