"""The waiting list: a time that comes free is held for whoever stands first, for some hours, and goes on then."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from multifidus.clinic.audit.entries import Act, Ground, Kind, enter
from multifidus.clinic.booking.booked import (
    OFFER,
    OverError,
    TakenError,
    TooManyError,
    ahead,
    check_own,
    entered,
    seated,
    told,
)
from multifidus.clinic.booking.free import Slot, free_slots, is_free, zone_of_clinic
from multifidus.clinic.booking.models import HeldTime, Offer, Visit, VisitKind, Waiting
from multifidus.clinic.booking.rules import Need, lead, number, rank
from multifidus.clinic.booking.slots import Span, moment_of, steps
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.jobs.queue import enqueue
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Record

MAIL = "tell_of_offer"


def wait(record: Record, kind: VisitKind, first_day: date, last_day: date, *, by: Person, need: Need) -> Waiting:
    """The place in the list; the one that stands already gets the new days. Raises TooManyError."""
    with transaction.atomic():
        held = Record.objects.select_for_update().get(pk=record.pk, closed_at=None)
        open_now = held.waiting.filter(clinic=kind.clinic_id, ended_at=None)
        standing = open_now.filter(kind=kind).first()
        if standing is None and open_now.count() >= number("visit_waiting_most_each"):
            raise TooManyError
        days = {"first_day": first_day, "last_day": last_day, "urgency": need.urgency}
        if standing is not None:
            Waiting.objects.filter(pk=standing.pk).update(**days)
            standing.refresh_from_db()
        place = standing or Waiting.objects.create(record=record, clinic=kind.clinic, kind=kind, **days)
        _entered(Act.WRITE, place, by=by)
        enqueue(OFFER, clinic=kind.clinic_id, of=kind.clinic_id)
    return place


def leave(waiting: Waiting, *, by: Person) -> None:
    """Takes somebody from the list; what was held for them goes to the next."""
    with transaction.atomic():
        Record.objects.select_for_update().get(pk=waiting.record_id)
        for offer in waiting.offers.filter(ended_at=None):
            let_go(offer)
        if Waiting.objects.filter(pk=waiting.pk, ended_at=None).update(ended_at=timezone.now()):
            _entered(Act.WITHDRAW, waiting, by=by)
            enqueue(OFFER, clinic=waiting.clinic_id, of=waiting.clinic_id)


def drop(record: Record) -> None:
    """Takes a record that ends from every list."""
    for place in record.waiting.filter(ended_at=None):
        for offer in place.offers.filter(ended_at=None):
            let_go(offer)
        Waiting.objects.filter(pk=place.pk).update(ended_at=timezone.now())
        enqueue(OFFER, clinic=place.clinic_id, of=place.clinic_id)


def accept(offer: Offer, *, by: Person, need: Need) -> Visit:
    """The visit that an offer becomes, with the time that was held; raises OverError when it is held no more."""
    with transaction.atomic():
        record = Record.objects.select_for_update().get(pk=offer.waiting.record_id, closed_at=None)
        now = Offer.objects.select_for_update().get(pk=offer.pk)
        if now.visit is not None:
            return now.visit  # a second press of the same button
        if now.ended_at is not None or now.until <= timezone.now():
            raise OverError
        if ahead(record).filter(clinic=offer.waiting.clinic_id).count() >= number("visits_most_ahead_each"):
            raise TooManyError
        check_own(record, Span(now.starts, now.ends))
        visit = Visit.objects.create(
            record=record,
            clinic=offer.waiting.clinic,
            clinician_id=now.clinician_id,
            kind=offer.waiting.kind,
            starts=now.starts,
            ends=now.ends,
            booked_by=by,
            urgency=need.urgency,
            assessment=need.assessment.pk if need.assessment else None,
        )
        now.held.update(visit=visit, offer=None)
        Offer.objects.filter(pk=now.pk).update(ended_at=timezone.now(), visit=visit)
        Waiting.objects.filter(pk=now.waiting_id, ended_at=None).update(ended_at=timezone.now())
        entered(Act.WRITE, visit, record, by=by)
        told(visit)
    return visit


def decline(offer: Offer, *, by: Person) -> None:
    """Gives a held time to the next; whoever declines stays in the list."""
    with transaction.atomic():
        Record.objects.select_for_update().get(pk=offer.waiting.record_id)
        now = Offer.objects.select_for_update().get(pk=offer.pk)
        if now.ended_at is None:
            let_go(now)
            _entered(Act.WITHDRAW, now.waiting, by=by)
            enqueue(OFFER, clinic=now.waiting.clinic_id, of=now.waiting.clinic_id)


def offer_free_times(of: UUID) -> None:
    """Ends what was held long enough, then offers what is free at a clinic to whoever stands first; a job, often."""
    clinic = Clinic.objects.filter(pk=of).first()
    if clinic is None:
        return
    _let_go_of_old(clinic)
    if not awake(clinic, timezone.now()):
        return
    for place in in_order(clinic):
        if not place.offers.filter(ended_at=None).exists():
            _offer_to(place)


def offer_everywhere() -> None:
    """The same for every clinic in which somebody waits."""
    waiting = Waiting.objects.filter(ended_at=None).values_list("clinic", flat=True)
    for clinic in set(waiting):
        offer_free_times(clinic)


def in_order(clinic: Clinic) -> list[Waiting]:
    """Who waits in a clinic, the first one first: by urgency, then by when they asked."""
    today = timezone.now().astimezone(zone_of_clinic(clinic)).date()
    rows = Waiting.objects.filter(clinic=clinic, ended_at=None, last_day__gte=today, record__closed_at=None)
    return sorted(rows.select_related("record", "kind"), key=lambda one: (rank(one.urgency), one.asked_at, one.pk))


def open_offers(record: Record) -> QuerySet[Offer]:
    """What is held for somebody now."""
    found = Offer.objects.filter(waiting__record=record, ended_at=None, until__gt=timezone.now())
    return found.select_related("waiting__clinic", "waiting__kind", "clinician").order_by("starts")


def awake(clinic: Clinic, now: datetime) -> bool:
    """Whether it is a time of day at which somebody could answer."""
    clock = now.astimezone(zone_of_clinic(clinic)).time()
    return time(number("visit_offer_from_hour")) <= clock < time(number("visit_offer_until_hour"))


def _offer_to(place: Waiting) -> None:
    """Holds the first free time that fits somebody and that they were not offered before, if there is one."""
    zone, now = zone_of_clinic(place.clinic), timezone.now()
    first = max(moment_of(place.first_day, time(0), zone), now + lead() * 2)
    last = moment_of(place.last_day + timedelta(days=1), time(0), zone)
    if first >= last:
        return
    before = set(place.offers.values_list("clinician", "starts"))
    for slot in free_slots(place.kind, first, last):
        if (slot.clinician, slot.span.starts) not in before and _held(place, slot, now):
            return


def _held(place: Waiting, slot: Slot, now: datetime) -> bool:
    """Whether a time is now held for somebody; False where another was quicker."""
    until = min(now + timedelta(hours=number("visit_offer_hours")), slot.span.starts - lead())
    try:
        with transaction.atomic():
            Record.objects.select_for_update().get(pk=place.record_id)
            if not Waiting.objects.filter(pk=place.pk, ended_at=None).exists():
                return True  # left in the meantime: nothing more to offer
            member = seated(place.clinic, slot.clinician)
            if not is_free(member, slot.span):
                return False
            offer = Offer.objects.create(
                waiting=place,
                clinician_id=slot.clinician,
                starts=slot.span.starts,
                ends=slot.span.ends,
                made_at=now,
                until=until,
            )
            moments = steps(Span(offer.starts, offer.ends))
            HeldTime.objects.bulk_create(
                [HeldTime(clinician_id=slot.clinician, moment=one, offer=offer) for one in moments]
            )
            _entered(Act.WRITE, place, by=None)
            enqueue(MAIL, clinic=place.clinic_id, offer=offer.pk)
    except (IntegrityError, TakenError):
        return False
    return True


def _let_go_of_old(clinic: Clinic) -> None:
    now = timezone.now()
    for offer in Offer.objects.filter(waiting__clinic=clinic, ended_at=None, until__lte=now):
        with transaction.atomic():
            held = Offer.objects.select_for_update().get(pk=offer.pk)
            if held.ended_at is None:
                let_go(held)
    today = now.astimezone(zone_of_clinic(clinic)).date()
    Waiting.objects.filter(clinic=clinic, ended_at=None, last_day__lt=today).update(ended_at=now)


def let_go(offer: Offer) -> None:
    """Gives back what was held for somebody."""
    offer.held.all().delete()
    Offer.objects.filter(pk=offer.pk).update(ended_at=timezone.now())


def _entered(act: Act, place: Waiting, *, by: Person | None) -> None:
    own = by is not None and place.record.person_id == by.pk
    enter(
        act,
        by=by.pk if by else None,
        record=place.record_id,
        clinic=place.clinic_id,
        ground=Ground.OWN if own else Ground.NONE,
        kind=Kind.VISIT,
        thing=place.pk,
    )
