"""Until when an assessment holds: the next moment at which time alone changes what is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from multifidus.findings.gathering.holding import Rules, rules_of
from multifidus.knowledge import Knowledge
from multifidus.terms import Gathered

LOOKED_AHEAD_DAYS = 100  # past the last threshold of an acute pain; after that the next reading or lapse comes first
WHEN_UNSURE = timedelta(days=1)


def holds_until(gathered: Gathered, born: date | None, knowledge: Knowledge, *, now: datetime) -> datetime | None:
    """When a word lapses, a pain grows past a threshold, or the person grows a year older; None: time changes nothing.

    Never raises: what cannot be worked out here may not keep anybody from an answer; then it is looked at every day.
    """
    try:
        changes = list(_thresholds_ahead(gathered, rules_of(knowledge), now))
    except Exception:
        changes = [now + WHEN_UNSURE]
    if gathered.lapses_at is not None:
        changes.append(gathered.lapses_at if gathered.lapses_at > now else now + WHEN_UNSURE)
    if born is not None:
        changes.append(birthday_after(now, born))
    return min(changes, default=None)


def birthday_after(now: datetime, born: date) -> datetime:
    """The beginning of the next birthday; who was born on a leap day grows older on 1 March."""
    month, day = (3, 1) if (born.month, born.day) == (2, 29) else (born.month, born.day)
    year = now.year + ((now.month, now.day) >= (month, day))
    return now.replace(year=year, month=month, day=day, hour=0, minute=0, second=0, microsecond=0)


def _thresholds_ahead(gathered: Gathered, rules: Rules, now: datetime) -> Iterator[datetime]:
    """For each number that grows, the first day on which it says something else of the findings that hang on it."""
    for finding in gathered.findings.all():
        if isinstance(finding.value, bool) or finding.id not in rules.holding or not rules.holding[finding.id].grows:
            continue
        says = rules.settles(finding)
        for days in range(1, LOOKED_AHEAD_DAYS):
            if rules.settles(rules.grown(finding, days)) != says:
                yield now + timedelta(days=days)
                break
