"""Blocking time of a clinic or of one clinician: nobody is booked into it, and who was is told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from multifidus.clinic.audit.entries import Act, Kind, enter
from multifidus.clinic.booking.booked import OFFER, unsettle
from multifidus.clinic.booking.leaving import tell_schedulers
from multifidus.clinic.booking.models import Closure, Offer, Visit
from multifidus.clinic.booking.waiting_list import let_go
from multifidus.clinic.clinics.models import Clinic, Membership, Role
from multifidus.clinic.jobs.queue import enqueue
from multifidus.clinic.people.models import Person


class VisitsInItError(Exception):
    """Visits lie in the time that would be closed, and nobody agreed that they lose it: `visits` says which."""

    def __init__(self, visits: list[Visit]) -> None:
        super().__init__(f"{len(visits)} visits lie in it")
        self.visits = visits


def close(
    clinic: Clinic, member: Membership | None, starts: datetime, ends: datetime, why: str, *, by: Person, even: bool
) -> Closure:
    """The closure, of one clinician or of the whole clinic; who books at the same moment is refused.

    With `even` visits that lie in it lose their time, and their people are told. Raises VisitsInItError without, and
    then nothing is closed.
    """
    with transaction.atomic():
        held = _held(clinic, member)
        found = list(visits_in(clinic, held, starts, ends))
        if found and not even:
            raise VisitsInItError(found)
        closure = Closure.objects.create(clinic=clinic, membership=member, starts=starts, ends=ends, why=why)
        people = [one.person_id for one in held]
        offers = Offer.objects.filter(waiting__clinic=clinic, clinician__in=people, ended_at=None)
        for offer in offers.filter(starts__lt=ends, ends__gt=starts):
            let_go(offer)
        if unsettle(found, by=by):
            tell_schedulers(clinic)
        enter(Act.WRITE, by=by.pk, clinic=clinic.pk, kind=Kind.CLINIC, thing=closure.pk)
    return closure


def open_again(closure: Closure, *, by: Person) -> None:
    """Takes a closure away; its time is free again, and offered to who waits."""
    with transaction.atomic():
        enter(Act.WRITE, by=by.pk, clinic=closure.clinic_id, kind=Kind.CLINIC, thing=closure.pk)
        Closure.objects.filter(pk=closure.pk).delete()
        enqueue(OFFER, clinic=closure.clinic_id, of=closure.clinic_id)


def visits_in(clinic: Clinic, members: list[Membership], starts: datetime, ends: datetime) -> QuerySet[Visit]:
    """The visits to come that lie in a time, to these clinicians."""
    found = Visit.objects.filter(
        clinic=clinic,
        clinician__in=[one.person_id for one in members],
        state=Visit.State.BOOKED,
        starts__lt=ends,
        ends__gt=max(starts, timezone.now()),
    )
    return found.select_related("record", "clinician").order_by("starts")


def _held(clinic: Clinic, member: Membership | None) -> list[Membership]:
    """The memberships that it is about, held until it is done, always in the same order."""
    rows = Membership.objects.select_for_update(no_key=True).filter(clinic=clinic, role=Role.CLINICIAN, ended_at=None)
    if member is not None:
        rows = rows.filter(pk=member.pk)
    return list(rows.order_by("pk"))
