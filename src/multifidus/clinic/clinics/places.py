"""Countries and time zones that a clinic can choose from."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from multifidus.knowledge import shipped
from multifidus.knowledge.rows import EmergencyNumberRow

NO_COUNTRY = "ZZ"


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """The countries whose emergency number the tables know: two letters and the name."""
    rows = (row for row in shipped().rows(EmergencyNumberRow) if row.country != NO_COUNTRY)
    return tuple(sorted(((row.country, row.label) for row in rows), key=lambda one: one[1]))


@cache
def time_zones() -> tuple[tuple[str, str], ...]:
    """The time zones that are named for a place, and UTC."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    return (("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names))
