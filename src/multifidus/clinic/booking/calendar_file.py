"""A visit as a calendar file (RFC 5545). It says when and at which clinic, and nothing of why."""

from __future__ import annotations

from email.utils import parseaddr
from enum import StrEnum

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from multifidus.clinic.booking.models import Visit

FILE_NAME = "visit.ics"


class Method(StrEnum):
    """What a calendar is to do with it (RFC 5546)."""

    REQUEST = "REQUEST"  # put it in, or in the place of an earlier one
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"  # a copy that somebody fetched themselves


def calendar_file(visit: Visit, method: Method, *, to: str = "", link: str = "") -> bytes:
    """The file. UID stays as long as the visit, SEQUENCE grows with each change; times are UTC, so that any clock fits.

    `to` is whose calendar it is for, `link` where the visit stands; neither is needed for a copy.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//multifidus//visits//EN")
    calendar.add("version", "2.0")
    calendar.add("method", str(method))
    calendar.add_component(_event(visit, to=to, link=link))
    made: bytes = calendar.to_ical()
    return made


def uid_of(visit: Visit) -> str:
    """By what a calendar knows the visit again."""
    return f"visit-{visit.pk}@multifidus"


def _event(visit: Visit, *, to: str, link: str) -> Event:
    event = Event()
    event.add("uid", uid_of(visit))
    event.add("sequence", visit.sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", visit.starts)
    event.add("dtend", visit.ends)
    event.add("summary", _("Visit at %(clinic)s") % {"clinic": visit.clinic.name})
    event.add("status", "CONFIRMED" if visit.state == Visit.State.BOOKED else "CANCELLED")
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    if visit.kind.where == visit.kind.Where.IN_PERSON:
        event.add("location", visit.clinic.name)
    if link:
        event.add("url", link)
    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organizer.params["cn"] = vText(visit.clinic.name)
    event["organizer"] = organizer
    if to:
        attendee = vCalAddress(f"mailto:{to}")
        attendee.params["partstat"] = vText("ACCEPTED")
        attendee.params["role"] = vText("REQ-PARTICIPANT")
        event.add("attendee", attendee, encode=False)
    return event
