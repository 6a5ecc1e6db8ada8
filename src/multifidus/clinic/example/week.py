"""The hours of the example clinic, its kinds of visit, and who comes this week and next."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from multifidus.clinic.booking.booked import Wanted, book
from multifidus.clinic.booking.free import free_slots, zone_of_clinic
from multifidus.clinic.booking.models import Desk, HeldTime, Hours, Visit, VisitKind
from multifidus.clinic.booking.rules import need_of
from multifidus.clinic.booking.slots import Span, moment_of, steps
from multifidus.clinic.clinics.models import Clinic, Membership, Role
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Record

KINDS = (
    ("Urgent visit", 20, VisitKind.Where.IN_PERSON, ["urgent"]),
    ("First visit", 40, VisitKind.Where.IN_PERSON, ["soon", "routine", "self_care"]),
    ("Follow-up", 20, VisitKind.Where.IN_PERSON, ["soon", "routine", "self_care"]),
    ("Phone call", 15, VisitKind.Where.PHONE, ["urgent", "soon", "routine", "self_care"]),
)
HOURS = ((time(9), time(12, 30)), (time(13, 30), time(17)))


def fill_week(clinic: Clinic, clinician: Person) -> None:
    """Hours from Monday to Friday, four kinds of visit, a few visits before today and after it."""
    member = Membership.objects.get(person=clinician, clinic=clinic, role=Role.CLINICIAN)
    began = timezone.localdate() - timedelta(days=120)
    Hours.objects.bulk_create(
        Hours(membership=member, weekday=day, begins=begins, ends=ends, valid_from=began)
        for day in range(5)
        for begins, ends in HOURS
    )
    Desk.objects.create(clinic=clinic, phone="+44 1632 960123", subdivision="ENG" if clinic.country == "GB" else "")
    kinds = [
        VisitKind.objects.create(clinic=clinic, name=name, minutes=minutes, where=where, urgencies=urgencies)
        for name, minutes, where, urgencies in KINDS
    ]
    records = list(Record.objects.filter(consents__clinic=clinic).order_by("opened_at", "pk"))
    for number, record in enumerate(records[:6]):
        _seen(record, kinds[2], clinician, days_ago=number // 2 + 1, nth=number % 2 * 3)
        _comes(record, kinds[1 + number % 3], clinician, in_days=1 + number, nth=number % 3 * 3)


def _comes(record: Record, kind: VisitKind, clinician: Person, *, in_days: int, nth: int) -> None:
    """A visit to come: the nth free time so many days ahead, or on the next day that has one."""
    first = timezone.now() + timedelta(days=in_days)
    free = free_slots(kind, first, first + timedelta(days=7))
    if len(free) > nth:
        slot = free[nth]
        wanted = Wanted(kind, slot.clinician, slot.span.starts)
        book(record, wanted, by=record.person or clinician, need=need_of(record))


def _seen(record: Record, kind: VisitKind, clinician: Person, *, days_ago: int, nth: int) -> None:
    """A visit that was, on a weekday."""
    zone = zone_of_clinic(kind.clinic)
    day = timezone.now().astimezone(zone).date() - timedelta(days=days_ago)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    starts: datetime = moment_of(day, time(9), zone) + nth * timedelta(minutes=kind.minutes)
    if Visit.objects.filter(clinician=clinician, starts=starts).exists():
        return
    visit = Visit.objects.create(
        record=record,
        clinic=kind.clinic,
        clinician=clinician,
        kind=kind,
        starts=starts,
        ends=starts + timedelta(minutes=kind.minutes),
        booked_at=starts - timedelta(days=5),
        booked_by=record.person or clinician,
        reminded_of=starts,
    )
    moments = steps(Span(visit.starts, visit.ends))
    HeldTime.objects.bulk_create(HeldTime(clinician=clinician, moment=one, visit=visit) for one in moments)
