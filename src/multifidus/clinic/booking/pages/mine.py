"""The visits of one record: what is to come, what was, what is held for the person, and where they wait."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.booking.booked import ahead
from multifidus.clinic.booking.models import Visit
from multifidus.clinic.booking.places import clinics_to_book
from multifidus.clinic.booking.rules import Need, need_of
from multifidus.clinic.booking.waiting_list import open_offers
from multifidus.clinic.charts.pages.seen import seen_by
from multifidus.clinic.charts.told import told_assessment
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.walls import Wish, open_record
from multifidus.terms import Urgency

PAST = 20


@require_safe
@login_required
def visits(request: HttpRequest, record: UUID) -> HttpResponse:
    """What is to come and what was; the person does something about it, a clinician who may read sees it."""
    person = person_of(request)
    found = open_record(person, record, Wish.READ, Act.READ, kind=Kind.VISIT)
    seen = seen_by(person, found)
    rows = found.visits.select_related("clinic", "clinician", "kind")
    if not seen.mine:
        rows = rows.filter(clinic=found.opened.clinic)
    coming = ahead(found).filter(pk__in=rows.values("pk")).select_related("clinic", "clinician", "kind")
    context = {
        "seen": seen,
        "record": found,
        "coming": coming,
        "past": rows.exclude(pk__in=ahead(found).values("pk")).order_by("-starts")[:PAST],
        "State": Visit.State,
        "now": timezone.now(),
    }
    if seen.mine:
        need = need_of(found)
        shown = seen.shown(told_assessment(need.assessment)) if need.is_emergency and need.assessment else None
        context |= {
            "need": need,
            "too_late": need.urgency == Urgency.URGENT and _is_late(coming, need),
            "shown": shown,
            "offers": open_offers(found),
            "waiting": found.waiting.filter(ended_at=None).select_related("clinic", "kind"),
            "may_book": bool(clinics_to_book(found)),
        }
    return render(request, "booking/visits.html", context)


def _is_late(coming: Iterable[Visit], need: Need) -> bool:
    """Whether visits are booked, and all of them lie later than the answer allows."""
    starts = [visit.starts for visit in coming if visit.state == Visit.State.BOOKED]
    return bool(starts) and min(starts) > timezone.now() + need.within
