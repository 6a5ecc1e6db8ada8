"""How long a record has to be kept, and for whom."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max, Q, QuerySet

from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.records.models import Record


def kept_until(record: Record) -> datetime | None:
    """Until when a clinic has to keep a record; None when no clinic ever had it.

    The longest time of the clinics that ever had consent, broke the glass or wrote in it, after the last entry.
    """
    years = clinics_behind(record).aggregate(years=Max("retention_years"))["years"]
    return None if years is None else later(last_entry(record), years)


def clinics_behind(record: Record) -> QuerySet[Clinic]:
    """The clinics that ever had consent to a record, broke the glass for it or wrote in it."""
    wrote = Record.objects.filter(pk=record.pk, readings__clinic__isnull=False).values("readings__clinic")
    consented = record.consents.values("clinic")
    broke = record.emergency_accesses.values("clinic")
    return Clinic.objects.filter(Q(pk__in=consented) | Q(pk__in=broke) | Q(pk__in=wrote))


def last_entry(record: Record) -> datetime:
    """When a reading was last written into a record, or when it was opened while it holds none."""
    last = Record.objects.filter(pk=record.pk).aggregate(last=Max("readings__entered_at"))["last"]
    return max(last, record.opened_at) if last is not None else record.opened_at


def later(day: datetime, years: int) -> datetime:
    """The same day of the year, some years later; the 28th of February for the 29th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
