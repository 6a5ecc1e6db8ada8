"""Booking, moving and cancelling a visit: each in one transaction, with the moments that it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from multifidus.clinic.audit.entries import Act, Ground, Kind, enter
from multifidus.clinic.booking.free import is_free
from multifidus.clinic.booking.models import HeldTime, Visit, VisitKind
from multifidus.clinic.booking.rules import Need, number
from multifidus.clinic.booking.slots import Span, steps
from multifidus.clinic.clinics.models import Clinic, Membership, Role
from multifidus.clinic.jobs.queue import enqueue
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.consents import give
from multifidus.clinic.records.models import Record

TELL, OFFER = "tell_of_visit", "offer_free_times"  # kinds of job


class TakenError(Exception):
    """Somebody else holds the time by now, or the clinician sees nobody then; nothing was booked."""


class TooManyError(Exception):
    """The person has as many visits ahead at this clinic as one may have."""


class AtSameTimeError(Exception):
    """The person has another visit at this time."""


class OverError(Exception):
    """The visit was cancelled, or is over; it cannot be changed."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody chose: a kind of visit, whom to see, when it begins (UTC)."""

    kind: VisitKind
    clinician: UUID
    starts: datetime

    @property
    def span(self) -> Span:
        """From when until when."""
        return Span(self.starts, self.starts + timedelta(minutes=self.kind.minutes))


def book(
    record: Record, wanted: Wanted, *, by: Person, need: Need, sent_as: UUID | None = None, share: bool = False
) -> Visit:
    """The visit, booked; the one booked before, where the same form was sent twice.

    With `share` the clinic may see the record from now on (the person ticked it). Raises TakenError, TooManyError or
    AtSameTimeError, and then nothing is booked and no consent given.
    """
    with transaction.atomic():
        held = Record.objects.select_for_update().get(pk=record.pk, closed_at=None)
        if sent_as is not None and (before := held.visits.filter(sent_as=sent_as).first()) is not None:
            return before
        if ahead(held).filter(clinic=wanted.kind.clinic_id).count() >= number("visits_most_ahead_each"):
            raise TooManyError
        check_own(held, wanted.span)
        visit = _created(record, wanted, by=by, need=need, sent_as=sent_as)
        _hold(visit, wanted.span, wanted.clinician)
        if share:
            give(record, wanted.kind.clinic, by=by)
        entered(Act.WRITE, visit, record, by=by)
        told(visit)
    return visit


def move(visit: Visit, wanted: Wanted, *, by: Person, record: Record) -> Visit:
    """The visit at another time; the new is taken before the old is given back, and both or neither happens.

    Raises TakenError, AtSameTimeError or OverError, and then the visit stays as it was.
    """
    with transaction.atomic():
        Record.objects.select_for_update().get(pk=visit.record_id)
        now = _standing(visit)
        if (now.starts, now.clinician_id, now.state) == (wanted.starts, wanted.clinician, Visit.State.BOOKED):
            return now  # a second press of the same button
        check_own(now.record, wanted.span, but=now)
        _hold(now, wanted.span, wanted.clinician)
        now.starts, now.ends, now.clinician_id = wanted.span.starts, wanted.span.ends, wanted.clinician
        now.kind, now.state = wanted.kind, Visit.State.BOOKED
        _changed(now, ["starts", "ends", "clinician", "kind", "state"])
        entered(Act.WRITE, now, record, by=by)
        told(now)
        enqueue(OFFER, clinic=now.clinic_id, of=now.clinic_id)
    return now


def cancel(visit: Visit, *, by: Person | None, record: Record) -> Visit:
    """The visit, cancelled, and its time free for others; cancelling it twice cancels it once. OverError when past."""
    with transaction.atomic():
        Record.objects.select_for_update().get(pk=visit.record_id)
        now = Visit.objects.select_related("record", "clinic").get(pk=visit.pk)
        if now.state == Visit.State.CANCELLED:
            return now
        if now.starts <= timezone.now() and now.state == Visit.State.BOOKED:
            raise OverError
        _end(now, Visit.State.CANCELLED)
        entered(Act.WRITE, now, record, by=by)
    return now


def unsettle(visits: Iterable[Visit], *, by: Person | None) -> int:
    """How many visits lost their time because the clinician is not there; their people are told to take another."""
    count = 0
    for visit in visits:
        with transaction.atomic():
            now = Visit.objects.select_for_update().get(pk=visit.pk)
            where_it_was = (now.starts, now.clinician_id) == (visit.starts, visit.clinician_id)
            if now.state == Visit.State.BOOKED and now.starts > timezone.now() and where_it_was:
                _end(now, Visit.State.UNSETTLED)
                entered(Act.WRITE, now, now.record, by=by)
                count += 1
    return count


def ahead(record: Record) -> QuerySet[Visit]:
    """The visits of a record that are to come, the next first; those that need another time until they have one."""
    return record.visits.filter(is_ahead()).order_by("starts", "pk")


def is_ahead() -> Q:
    """What makes a visit one to come: its time has not passed, or it still waits for another."""
    return Q(state=Visit.State.BOOKED, ends__gt=timezone.now()) | Q(state=Visit.State.UNSETTLED)


def told(visit: Visit) -> None:
    """Asks for the letter that tells a person how their visit stands now."""
    enqueue(TELL, clinic=visit.clinic_id, visit=visit.pk, sequence=visit.sequence)


def entered(act: Act, visit: Visit, record: Record, *, by: Person | None) -> None:
    """Enters in the audit what was done to a visit, by the right under which its record was opened."""
    ground = record.opened.ground
    if ground is Ground.NONE and by is not None and record.person_id == by.pk:
        ground = Ground.OWN
    enter(
        act,
        by=by.pk if by else None,
        record=visit.record_id,
        clinic=visit.clinic_id,
        ground=ground,
        kind=Kind.VISIT,
        thing=visit.pk,
    )


def seated(clinic: Clinic, clinician: UUID) -> Membership:
    """The membership of a clinician, held: whoever books, closes or ends it at the same moment waits; or TakenError."""
    members = Membership.objects.select_for_update(no_key=True).filter(
        clinic=clinic, person=clinician, role=Role.CLINICIAN, ended_at=None
    )
    member = members.first()
    if member is None or not member.person.is_active:
        raise TakenError
    return member


def _created(record: Record, wanted: Wanted, *, by: Person, need: Need, sent_as: UUID | None) -> Visit:
    return Visit.objects.create(
        record=record,
        clinic=wanted.kind.clinic,
        clinician_id=wanted.clinician,
        kind=wanted.kind,
        starts=wanted.span.starts,
        ends=wanted.span.ends,
        booked_by=by,
        urgency=need.urgency,
        assessment=need.assessment.pk if need.assessment else None,
        sent_as=sent_as,
    )


def _hold(visit: Visit, span: Span, clinician: UUID) -> None:
    """Holds a time for a visit, and then gives back what it held elsewhere; raises TakenError where it is not free."""
    member = seated(visit.clinic, clinician)
    if not is_free(member, span, moving=visit):
        raise TakenError
    moments = steps(span)
    own = HeldTime.objects.filter(visit=visit)
    kept = set(own.filter(clinician=clinician, moment__in=moments).values_list("moment", flat=True))
    new = [HeldTime(clinician_id=clinician, moment=one, visit=visit) for one in moments if one not in kept]
    try:
        with transaction.atomic():
            HeldTime.objects.bulk_create(new)
    except IntegrityError:
        raise TakenError from None
    own.exclude(clinician=clinician, moment__in=moments).delete()


def _end(visit: Visit, state: Visit.State) -> None:
    visit.held.all().delete()
    visit.state = state
    _changed(visit, ["state"])
    told(visit)
    enqueue(OFFER, clinic=visit.clinic_id, of=visit.clinic_id)


def _changed(visit: Visit, fields: list[str]) -> None:
    visit.sequence += 1
    visit.save(update_fields=[*fields, "sequence"])


def _standing(visit: Visit) -> Visit:
    """The visit as it is now; raises OverError for one that was cancelled or has begun."""
    now = Visit.objects.select_related("record", "clinic", "kind").get(pk=visit.pk)
    begun = now.starts <= timezone.now() and now.state == Visit.State.BOOKED
    if now.state == Visit.State.CANCELLED or begun:
        raise OverError
    return now


def check_own(record: Record, span: Span, *, but: Visit | None = None) -> None:
    """Raises AtSameTimeError where the person is elsewhere at that time."""
    others = record.visits.filter(state=Visit.State.BOOKED, starts__lt=span.ends, ends__gt=span.starts)
    if (others.exclude(pk=but.pk) if but is not None else others).exists():
        raise AtSameTimeError
