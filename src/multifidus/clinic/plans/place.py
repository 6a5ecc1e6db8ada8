"""In which time zone the days of a plan are counted."""

from __future__ import annotations

from datetime import tzinfo

from multifidus.clinic.charts.place import zone_of
from multifidus.clinic.records.models import Record


def zone_for(record: Record) -> tzinfo:
    """The zone of whoever follows the plan."""
    return zone_of(record)
