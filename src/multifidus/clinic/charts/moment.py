"""When something was so: not ahead of us, and not before the person was born."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, tzinfo

from django.utils.translation import gettext as _

from multifidus.errors import InputError

MIDDAY = time(12)
EARLIEST = date(1900, 1, 1)


def checked_moment(at: datetime, *, now: datetime, born: date | None = None) -> datetime:
    """The moment in UTC; raises InputError (`where` is "at") for one that cannot be."""
    if at.utcoffset() is None:
        raise InputError(
            where="at", problem=_("it has no time zone"), remedy=_("write it as 2026-11-27T09:30:00+00:00")
        )
    try:
        moment = at.astimezone(UTC)
    except OverflowError:
        raise _impossible() from None
    if moment > now:
        raise InputError(
            where="at", problem=_("that lies ahead of us"), remedy=_("give the day on which it was so, today at most")
        )
    if moment.date() < EARLIEST:
        raise _impossible()
    if born is not None and at.date() < born:
        raise InputError(
            where="at",
            problem=_("that is before the person was born"),
            remedy=_("check the day, and the date of birth in the record"),
        )
    return moment


def moment_of(day: date, at_time: time | None, zone: tzinfo, *, now: datetime) -> datetime:
    """The moment that a day and perhaps a time stand for; without a time now for today, midday for another day."""
    if at_time is None and day == now.astimezone(zone).date():
        return now
    return datetime.combine(day, at_time or MIDDAY, tzinfo=zone)


def _impossible() -> InputError:
    return InputError(where="at", problem=_("nobody alive was there"), remedy=_("check the year"))
