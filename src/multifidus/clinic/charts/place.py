"""Where a record is at home: its clinics, their time zone and emergency number."""

from __future__ import annotations

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone

from multifidus.actions.tonight.emergency_number import emergency_number
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.records.models import Consent, Record
from multifidus.errors import InputError
from multifidus.knowledge import Knowledge


def clinics_with(record: Record) -> list[Clinic]:
    """The clinics that the person consented to and has not withdrawn from, the last first."""
    consents = Consent.objects.filter(record=record, withdrawn_at=None).order_by("-given_at").select_related("clinic")
    return [consent.clinic for consent in consents]


def zone_of(record: Record) -> tzinfo:
    """The time zone in which days and times of a record are read: of its clinic, else of the installation."""
    for clinic in clinics_with(record):
        try:
            return ZoneInfo(clinic.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            continue
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
