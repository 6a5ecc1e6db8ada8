"""The week of a clinic, its waiting list, and one visit in it, for whoever works there."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from multifidus.clinic.audit.entries import Act, Kind, enter
from multifidus.clinic.booking.doors import STAFF, AtDesk, at_desk, clinicians_seen, desks_of, visit_at_desk
from multifidus.clinic.booking.free import clinicians, zone_of_clinic
from multifidus.clinic.booking.models import Visit
from multifidus.clinic.booking.rules import Need
from multifidus.clinic.booking.urgency_words import urgencies_of
from multifidus.clinic.booking.waiting_list import in_order
from multifidus.clinic.booking.week import monday_of, week_of
from multifidus.clinic.clinics.models import Role
from multifidus.clinic.people.signed_in import person_of
from multifidus.terms import Urgency

EARLIEST, LATEST = date(2000, 1, 3), date(2100, 1, 1)


@require_safe
@login_required
def my_week(request: HttpRequest) -> HttpResponse:
    """Leads whoever works in a clinic to its week."""
    clinics = desks_of(person_of(request))
    if not clinics:
        raise Http404
    return redirect("clinic_week", clinic=clinics[0].pk)


@require_safe
@login_required
def clinic_week(request: HttpRequest, clinic: UUID) -> HttpResponse:
    """Days and times of each clinician, with names; a clinician sees their own."""
    person = person_of(request)
    desk = at_desk(person, clinic, *STAFF)
    zone, now = zone_of_clinic(desk.clinic), timezone.now()
    first = monday_of(_day(request) or now.astimezone(zone).date())
    members = clinicians_seen(desk, clinicians(desk.clinic))
    enter(Act.LIST, by=person.pk, clinic=desk.clinic.pk, kind=Kind.VISIT)
    context = {
        "desk": desk,
        "clinic": desk.clinic,
        "zone": zone,
        "week": week_of(desk, members, first, now=now),
        "today": now.astimezone(zone).date(),
        "unsettled": _unsettled(desk),
        "too_late": _too_late(desk, now),
        "waits": len(in_order(desk.clinic)) if desk.is_scheduler else 0,
        "others": [one for one in desks_of(person) if one.pk != desk.clinic.pk],
    }
    return render(request, "booking/week.html", context)


@require_safe
@login_required
def clinic_waiting(request: HttpRequest, clinic: UUID) -> HttpResponse:
    """Who waits for a time, in the order in which times are offered."""
    person = person_of(request)
    desk = at_desk(person, clinic, Role.SCHEDULER)
    enter(Act.LIST, by=person.pk, clinic=desk.clinic.pk, kind=Kind.VISIT)
    places = in_order(desk.clinic)
    urgencies = urgencies_of(desk.clinic, [one.record_id for one in places])
    lines = [(one, urgencies.get(one.record_id), one.record_id in urgencies) for one in places]
    context = {"desk": desk, "clinic": desk.clinic, "zone": zone_of_clinic(desk.clinic), "lines": lines}
    return render(request, "booking/clinic_waiting.html", context)


@require_safe
@login_required
def clinic_visit(request: HttpRequest, clinic: UUID, visit: UUID) -> HttpResponse:
    """Whose visit it is, when, how soon they have to be seen, and what can be done about it."""
    desk, row = visit_at_desk(person_of(request), clinic, visit)
    urgencies = urgencies_of(desk.clinic, [row.record_id])
    context = {
        "desk": desk,
        "clinic": desk.clinic,
        "zone": zone_of_clinic(desk.clinic),
        "visit": row,
        "State": Visit.State,
        "begun": row.starts <= timezone.now() and row.state == Visit.State.BOOKED,
        "shared": row.record_id in urgencies,
        "urgency": urgencies.get(row.record_id),
        "reads": Role.CLINICIAN in desk.roles and row.record_id in urgencies,
        "is_told": row.record.person_id is not None,
    }
    return render(request, "booking/clinic_visit.html", context)


def _unsettled(desk: AtDesk) -> list[Visit]:
    """The visits that need another time, the next first; all of the clinic for a scheduler."""
    rows = desk.visits().filter(state=Visit.State.UNSETTLED, record__closed_at=None)
    return list(rows.order_by("starts"))


def _too_late(desk: AtDesk, now: datetime) -> list[tuple[Visit, str]]:
    """The visits that lie later than the newest answer of their people allows; the next first."""
    limit = now + Need(Urgency.URGENT, None, asked=True).within
    rows = list(
        desk.visits().filter(state=Visit.State.BOOKED, starts__gt=limit, record__closed_at=None).order_by("starts")
    )
    urgencies = urgencies_of(desk.clinic, [row.record_id for row in rows])
    told = [(row, urgencies.get(row.record_id)) for row in rows]
    return [(row, level) for row, level in told if level in (Urgency.EMERGENCY, Urgency.URGENT)]


def _day(request: HttpRequest) -> date | None:
    """The day whose week is asked for; None for none, and for what is no day."""
    try:
        day = parse_date(request.GET.get("week", "")[:10])
    except ValueError:
        return None
    return day if day is not None and EARLIEST <= day <= LATEST else None
