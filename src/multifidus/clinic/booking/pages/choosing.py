"""What every page on which a time is chosen has in common: the free times, by how soon somebody has to be seen."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date

from multifidus.clinic.booking.forms.times import Times
from multifidus.clinic.booking.free import free_slots, zone_of_clinic
from multifidus.clinic.booking.models import Visit, VisitKind
from multifidus.clinic.booking.rules import Need, horizon, lead
from multifidus.clinic.booking.shown import days_of, one_each
from multifidus.clinic.booking.slots import moment_of

DAYS_SHOWN = 5


def times_for(
    request: HttpRequest, kind: VisitKind, need: Need, *, moving: Visit | None = None, at_desk: bool = False
) -> Times:
    """The free times for a kind of visit; while some are free in the time that the urgency gives, these alone.

    The day `from` of the address leads to later ones. At the desk of the clinic there is no such order.
    """
    now, clock = timezone.now(), timezone.get_current_timezone()
    first = now if at_desk else now + lead()
    last = now + horizon()
    slots = free_slots(kind, first, last, clinician=clinician_of(request), moving=moving)
    slots = slots if clinician_of(request) or at_desk else one_each(slots)
    in_time = [slot for slot in slots if slot.span.starts <= now + need.within]
    asked = _from(request, clock)
    if asked is not None:
        shown, timely = [slot for slot in slots if slot.span.starts >= asked], False
    elif in_time and not at_desk:
        shown, timely = in_time, True
    else:
        shown, timely = slots, at_desk
    days = days_of(shown, clock, zone_of_clinic(kind.clinic))
    more = days[DAYS_SHOWN].day.isoformat() if len(days) > DAYS_SHOWN else ""
    if timely and not more and not at_desk and len(in_time) < len(slots):
        later = slots[len(in_time)].span.starts.astimezone(clock).date()
        more = later.isoformat()
    from_day = asked.astimezone(clock).date().isoformat() if asked else ""
    return Times(days[:DAYS_SHOWN], timely, not in_time, more, from_day)


def clinician_of(request: HttpRequest) -> UUID | None:
    """Whom somebody wants to see; None for anybody, and for what is no id."""
    try:
        return UUID(request.GET.get("clinician", ""))
    except ValueError:
        return None


def _from(request: HttpRequest, clock: tzinfo) -> datetime | None:
    """The beginning of the day from which on times are shown; None for the first, and for what is no day ahead."""
    try:
        day = parse_date(request.GET.get("from", "")[:10])
    except ValueError:
        return None
    today = timezone.now().astimezone(clock).date()
    if day is None or not today < day <= today + horizon() + timedelta(days=1):
        return None
    return moment_of(day, time(0), clock)
