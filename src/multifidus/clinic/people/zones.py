"""In which time zone somebody reads times: the one they chose, else that of where they are at home here."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from multifidus.clinic.people.hooks import rooms
from multifidus.clinic.people.models import Person


@cache
def time_zones() -> tuple[tuple[str, str], ...]:
    """The time zones that are named for a place, and UTC: the name that is kept, and the words for it."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    return (("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names))


def is_zone(name: str) -> bool:
    """Whether one can choose a time zone of this name."""
    return name in dict(time_zones())


def zone_named(name: str) -> ZoneInfo | None:
    """The time zone of this name; None for no name, and for one that this machine does not know."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def zone_for(person: Person) -> ZoneInfo:
    """The zone in which a person is told times: the one they chose, that of their clinic, that of the installation."""
    found = zone_named(person.time_zone) or zone_named(rooms.zone_at_home(person))
    return found or ZoneInfo(settings.TIME_ZONE)


class TimeZones:
    """Middleware: pages show times in the zone of whoever reads them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with the zone of the reader at work while it is made."""
        if not isinstance(request.user, Person):
            return self.get_response(request)
        with timezone.override(zone_for(request.user)):
            return self.get_response(request)


def zone_told(request: HttpRequest) -> dict[str, Any]:
    """For the offer of another zone: the one that times are told in now, for whoever is signed in."""
    if not isinstance(getattr(request, "user", None), Person):
        return {}
    return {"zone_now": timezone.get_current_timezone_name()}
