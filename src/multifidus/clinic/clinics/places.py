"""Countries and time zones that a clinic can choose from."""

from __future__ import annotations

from functools import cache

from multifidus.clinic.people.zones import time_zones
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import EmergencyNumberRow

__all__ = ["countries", "time_zones"]

NO_COUNTRY = "ZZ"


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """The countries whose emergency number the tables know: two letters and the name."""
    rows = (row for row in shipped().rows(EmergencyNumberRow) if row.country != NO_COUNTRY)
    return tuple(sorted(((row.country, row.label) for row in rows), key=lambda one: one[1]))
