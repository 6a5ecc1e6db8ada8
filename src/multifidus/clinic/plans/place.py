"""In which time zone the days of a plan are counted, and which number sends an ambulance there."""

from __future__ import annotations

from datetime import tzinfo

from multifidus.actions.tonight.emergency_number import emergency_number
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.place import country_of, zone_of
from multifidus.clinic.records.models import Record


def zone_for(record: Record) -> tzinfo:
    """The zone of whoever follows the plan, whoever reads it: a day is the day of the one who did the exercise."""
    return zone_of(record, record.person)


def ambulance_of(record: Record) -> str:
    """The number of the ambulance where the record is at home."""
    knowledge, _model = engine()
    return emergency_number(country_of(record, knowledge), knowledge).number
