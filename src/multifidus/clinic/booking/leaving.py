"""A clinician who works in a clinic no more: their visits need another time, and nobody of them is forgotten."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from multifidus.clinic.booking.booked import unsettle
from multifidus.clinic.booking.models import Offer, Visit
from multifidus.clinic.booking.waiting_list import let_go
from multifidus.clinic.clinics.models import Clinic, Membership, Role
from multifidus.clinic.jobs.queue import enqueue
from multifidus.clinic.people.models import Person

MAIL = "tell_schedulers"


def on_membership_ended(membership: Membership, by: Person | None, **_signal: Any) -> None:
    """Unsettles the visits that are still to come, lets go of what was held, and tells people and schedulers."""
    if membership.role != Role.CLINICIAN:
        return
    now = timezone.now()
    mine = {"clinic": membership.clinic, "clinician": membership.person}
    for offer in Offer.objects.filter(waiting__clinic=membership.clinic, clinician=membership.person, ended_at=None):
        let_go(offer)
    left = Visit.objects.filter(state=Visit.State.BOOKED, starts__gt=now, **mine)
    if unsettle(left.select_related("record"), by=by):
        tell_schedulers(membership.clinic)


def tell_schedulers(clinic: Clinic) -> None:
    """Asks for a letter to each scheduler of a clinic: visits of theirs need another time."""
    working = Membership.objects.filter(clinic=clinic, role=Role.SCHEDULER, ended_at=None, person__is_active=True)
    for scheduler in working:
        enqueue(MAIL, clinic=clinic.pk, of=clinic.pk, to=scheduler.person_id)
