"""Where a record is at home: its clinics, their time zone and emergency number."""

from __future__ import annotations

from datetime import UTC, tzinfo

from django.utils import timezone

from multifidus.actions.tonight.emergency_number import emergency_number
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.zones import zone_named
from multifidus.clinic.records.models import Consent, Record
from multifidus.errors import InputError
from multifidus.knowledge import Knowledge


def clinics_with(record: Record) -> list[Clinic]:
    """The clinics that the person consented to and has not withdrawn from, the last first."""
    consents = Consent.objects.filter(record=record, withdrawn_at=None).order_by("-given_at").select_related("clinic")
    return [consent.clinic for consent in consents]


def zone_of(record: Record, reader: Person | None = None) -> tzinfo:
    """The time zone in which a reader is told days and times of a record.

    The one that the reader chose, else that of the record's clinic, else that of the installation.
    """
    chosen = zone_named(reader.time_zone) if reader is not None else None
    if chosen is not None:
        return chosen
    for clinic in clinics_with(record):
        if (zone := zone_named(clinic.time_zone)) is not None:
            return zone
    return timezone.get_default_timezone() or UTC


def country_of(record: Record, knowledge: Knowledge) -> str | None:
    """The country whose emergency number is told: of the clinic that the person consented to last, None without."""
    for clinic in clinics_with(record):
        try:
            emergency_number(clinic.country, knowledge)
        except InputError:
            continue  # nobody has looked up that number, and a guess could cost an hour
        if clinic.country:
            return clinic.country
    return None
