"""What booking keeps of a record: visits, the place in a waiting list, what was offered, and the moments held."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from multifidus.clinic.booking.booked import cancel, is_ahead
from multifidus.clinic.booking.models import HeldTime, Offer, Visit, Waiting
from multifidus.clinic.booking.waiting_list import drop
from multifidus.clinic.records.belongings import belongs
from multifidus.clinic.records.models import Record


def register() -> None:
    """Adds them to what belongs to a record; what hangs on another comes after it."""
    belongs("visits", Visit, visits, _visit, carry=carry_visits, close=give_back)
    belongs("waiting", Waiting, waiting, _waiting, carry=carry_waiting)
    belongs("offers", Offer, offers, _offer)
    belongs("held_times", HeldTime, held, _held)


def visits(record: Record) -> QuerySet[Visit]:
    """All visits, those cancelled as well, the first one first."""
    return record.visits.select_related("clinic", "clinician", "kind", "booked_by").order_by("starts", "pk")


def waiting(record: Record) -> QuerySet[Waiting]:
    """Every place in a waiting list."""
    return record.waiting.select_related("clinic", "kind").order_by("asked_at", "pk")


def offers(record: Record) -> QuerySet[Offer]:
    """Every time that was held for the person."""
    found = Offer.objects.filter(waiting__record=record).select_related("waiting__clinic", "clinician")
    return found.order_by("made_at", "pk")


def held(record: Record) -> QuerySet[HeldTime]:
    """The moments that visits and offers hold."""
    pairs = HeldTime.objects.filter(visit__record=record) | HeldTime.objects.filter(offer__waiting__record=record)
    return HeldTime.objects.filter(pk__in=pairs.values("pk")).select_related("clinician").order_by("moment", "pk")


def carry_visits(before: Record, after: Record) -> None:
    """The visits go on with the person; the assessment as of booking stays where it was made."""
    before.visits.update(record=after, assessment=None, sent_as=None)


def carry_waiting(before: Record, after: Record) -> None:
    """The places in lists go on, but for one that the person has already."""
    for place in before.waiting.all():
        twice = after.waiting.filter(clinic=place.clinic_id, kind=place.kind_id, ended_at=None).exists()
        if place.ended_at is None and twice:
            continue
        Waiting.objects.filter(pk=place.pk).update(record=after)


def give_back(record: Record) -> None:
    """Cancels what is still to come of a record that ends: nobody waits for somebody who asked to be forgotten."""
    for visit in record.visits.filter(is_ahead()).exclude(state=Visit.State.BOOKED, starts__lte=timezone.now()):
        cancel(visit, by=None, record=record)
    drop(record)


def _visit(row: Visit) -> dict[str, Any]:
    return {
        "id": row.pk,
        "clinic": row.clinic.name,
        "clinician": str(row.clinician),
        "kind": row.kind.name,
        "where": row.kind.where,
        "starts": row.starts,
        "ends": row.ends,
        "state": row.state,
        "booked_at": row.booked_at,
        "booked_by": str(row.booked_by) if row.booked_by else None,
        "urgency": row.urgency,
        "assessment": row.assessment,
    }


def _waiting(row: Waiting) -> dict[str, Any]:
    return {
        "id": row.pk,
        "clinic": row.clinic.name,
        "kind": row.kind.name,
        "first_day": row.first_day,
        "last_day": row.last_day,
        "urgency": row.urgency,
        "asked_at": row.asked_at,
        "ended_at": row.ended_at,
    }


def _offer(row: Offer) -> dict[str, Any]:
    return {
        "id": row.pk,
        "waiting": row.waiting_id,
        "clinic": row.waiting.clinic.name,
        "clinician": str(row.clinician),
        "starts": row.starts,
        "ends": row.ends,
        "made_at": row.made_at,
        "until": row.until,
        "ended_at": row.ended_at,
        "visit": row.visit_id,
    }


def _held(row: HeldTime) -> dict[str, Any]:
    return {"clinician": str(row.clinician), "moment": row.moment, "visit": row.visit_id, "offer": row.offer_id}
