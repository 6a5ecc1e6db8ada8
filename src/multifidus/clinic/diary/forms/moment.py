"""When an episode began, from a tap: now, half an hour ago, this morning, or a day and a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from multifidus.errors import InputError

NOW, HALF_AN_HOUR, MORNING, OTHER = "now", "half_an_hour", "morning", "other"
WHEN = [
    (NOW, gettext_lazy("Just now")),
    (HALF_AN_HOUR, gettext_lazy("Half an hour ago")),
    (MORNING, gettext_lazy("This morning, about 8")),
    (OTHER, gettext_lazy("Another time")),
]
ABOUT_MORNING = time(8)  # ours: what "this morning" comes to, and the tap says so


def began(told: Mapping[str, Any], *, now: datetime, zone: tzinfo) -> datetime:
    """The minute in which it began, in the person's own zone; raises InputError (`where` is the field)."""
    here = now.astimezone(zone).replace(second=0, microsecond=0)
    match told.get("when") or NOW:
        case "half_an_hour":
            return (here.astimezone(UTC) - timedelta(minutes=30)).astimezone(zone)  # clocks may have changed meanwhile
        case "morning":
            return min(here, here.replace(hour=ABOUT_MORNING.hour, minute=0))
        case "other":
            return _picked(told, here, zone)
    return here


def _picked(told: Mapping[str, Any], here: datetime, zone: tzinfo) -> datetime:
    day, at = told.get("day"), told.get("time")
    if day is None and at is None:
        raise InputError(where="day", problem=_("no day was given"), remedy=_("give the day, or tap “Just now”"))
    if at is None and day != here.date():
        raise InputError(where="time", problem=_("no time was given"), remedy=_("about when is good enough"))
    return datetime.combine(day or here.date(), at or here.time(), tzinfo=zone)
