"""A clinic that takes bookings, for tests: hours from Monday to Friday, two kinds of visit, a known clock."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from multifidus.clinic.booking.booked import Wanted, book
from multifidus.clinic.booking.free import Slot, free_slots
from multifidus.clinic.booking.models import Closure, Hours, Offer, VisitKind
from multifidus.clinic.booking.rules import Need, need_of
from multifidus.clinic.booking.waiting_list import wait
from multifidus.clinic.clinics.models import Clinic, Membership, Role
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Record

NEED = Need("soon", None, asked=True)
ALL = ["urgent", "soon", "routine", "self_care"]


def opened(clinic: Clinic, clinician: Person, *, days=range(7), begins=time(9), ends=time(17)) -> VisitKind:
    """A kind of visit of 30 minutes, and hours on every day."""
    member = Membership.objects.get(person=clinician, clinic=clinic, role=Role.CLINICIAN)
    for day in days:
        Hours.objects.create(membership=member, weekday=day, begins=begins, ends=ends, valid_from=date(2020, 1, 1))
    return VisitKind.objects.create(clinic=clinic, name="First visit", minutes=30, urgencies=ALL)


def slots(kind: VisitKind, *, within=timedelta(days=10)) -> list[Slot]:
    now = timezone.now()
    return free_slots(kind, now + timedelta(hours=2), now + within)


def key(slot: Slot) -> str:
    return slot.key


def at(kind: VisitKind, starts: datetime, clinician: Person) -> str:
    return f"{starts:%Y%m%dT%H%M}Z.{clinician.pk}"


def fill_visits(record: Record) -> None:
    """A visit to come at the clinic that sees a record, a place in its waiting list, and a time that is held for it."""
    consent = record.consents.filter(withdrawn_at=None).select_related("clinic").first()
    if consent is None or record.person is None or record.visits.exists():
        return
    clinic = consent.clinic
    member = clinic.memberships.filter(role=Role.CLINICIAN).first()
    if member is None:
        return
    kind, new = VisitKind.objects.get_or_create(clinic=clinic, name="First visit", defaults={"minutes": 30})
    if new:
        hours = {"begins": time(9), "ends": time(17), "valid_from": date(2020, 1, 1)}
        far = timezone.now() + timedelta(days=40)
        Closure.objects.create(clinic=clinic, starts=far, ends=far + timedelta(hours=1), why=Closure.Why.MEETING)
        Hours.objects.bulk_create(Hours(membership=member, weekday=day, **hours) for day in range(7))
    now = timezone.now() + timedelta(days=1)
    slot, held = free_slots(kind, now, now + timedelta(days=9))[:2]
    book(record, Wanted(kind, slot.clinician, slot.span.starts), by=record.person, need=need_of(record))
    day = now.date()
    place = wait(record, kind, day, day + timedelta(days=9), by=record.person, need=need_of(record))
    Offer.objects.create(
        waiting=place, clinician=member.person, starts=held.span.starts, ends=held.span.ends, until=held.span.starts
    )
