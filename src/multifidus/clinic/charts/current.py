"""The assessment that holds now, worked out anew where time, the tables or a failure have left it behind."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from multifidus.clinic.charts.assessing import latest, reassess
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.models import Assessment
from multifidus.clinic.records.models import Record

BETWEEN_TRIES = timedelta(minutes=1)


def current(record: Record) -> Assessment | None:
    """The latest assessment if it still holds, else one made now; None while there is nothing to assess.

    Nobody is shown what was denied too long ago, or what old tables said, because a job has not run yet.
    """
    newest = latest(record)
    because = left_behind(newest, readings=record.readings.count())
    return newest if because is None else reassess(record, because)


def left_behind(newest: Assessment | None, *, readings: int, again: bool = False) -> Assessment.Because | None:
    """Why an assessment does not hold any more; None where it does, or where it failed a moment ago.

    `again` tries a failed one at once.
    """
    now = timezone.now()
    if newest is None or newest.seen < readings:
        return Assessment.Because.READING if readings else None
    if newest.failed:
        return Assessment.Because.RETRY if again or now - newest.made_at > BETWEEN_TRIES else None
    if newest.edition != engine()[0].edition:
        return Assessment.Because.TABLES
    if newest.holds_until is not None and newest.holds_until <= now:
        return Assessment.Because.TIME
    return None
