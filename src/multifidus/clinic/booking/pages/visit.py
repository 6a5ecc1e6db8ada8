"""One visit: when, where, whom; the file for a calendar; cancelling it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from multifidus.clinic.audit.entries import Act, Ground, Kind
from multifidus.clinic.booking.booked import OverError, cancel
from multifidus.clinic.booking.calendar_file import FILE_NAME, Method, calendar_file
from multifidus.clinic.booking.free import zone_of_clinic
from multifidus.clinic.booking.models import Visit
from multifidus.clinic.booking.places import phone_of, sees_record
from multifidus.clinic.booking.shown import clock
from multifidus.clinic.charts.pages.seen import seen_by
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.walls import Wish, open_record


@require_safe
@login_required
def visit(request: HttpRequest, record: UUID, visit: UUID) -> HttpResponse:
    """When and where it is, what the clinic sees, and what can be done about it."""
    person = person_of(request)
    found, row = visit_of(person, record, visit, Wish.READ)
    reader, clinic = timezone.get_current_timezone(), zone_of_clinic(row.clinic)
    same = row.starts.astimezone(reader).utcoffset() == row.starts.astimezone(clinic).utcoffset()
    context = {
        "seen": seen_by(person, found),
        "record": found,
        "visit": row,
        "State": Visit.State,
        "is_over": row.ends <= timezone.now(),
        "begun": row.starts <= timezone.now() and row.state == Visit.State.BOOKED,
        "at_clinic": "" if same else clock(row.starts, clinic),
        "phone": phone_of(row.clinic),
        "sees": sees_record(row.clinic, found),
        "as_of_booking": found.assessments.filter(pk=row.assessment).first() if row.assessment else None,
    }
    return render(request, "booking/visit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def cancel_visit(request: HttpRequest, record: UUID, visit: UUID) -> HttpResponse:
    """Asks once, and cancels."""
    person = person_of(request)
    found, row = visit_of(person, record, visit, Wish.OWN)
    if request.method == "POST":
        try:
            cancel(row, by=person, record=found)
        except OverError:
            messages.error(request, _("This visit has begun; it cannot be cancelled here any more."))
        else:
            messages.success(request, _("Cancelled. The time is free for somebody else."))
        return redirect("visits", record=found.pk)
    begun = row.starts <= timezone.now() and row.state == Visit.State.BOOKED
    if row.state == Visit.State.CANCELLED or begun:
        return redirect("visit", record=found.pk, visit=row.pk)
    context = {"seen": seen_by(person, found), "record": found, "visit": row}
    return render(request, "booking/cancel.html", context)


@require_safe
@login_required
def visit_calendar(request: HttpRequest, record: UUID, visit: UUID) -> HttpResponse:
    """The visit as a calendar file."""
    person = person_of(request)
    _found, row = visit_of(person, record, visit, Wish.OWN)
    link = request.build_absolute_uri(reverse("my_visits"))  # calendars are shared: no id of a record goes into one
    method = Method.PUBLISH if row.state == Visit.State.BOOKED else Method.CANCEL
    answer = HttpResponse(calendar_file(row, method, link=link), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer


def visit_of(person: Person, record: UUID, visit: UUID, wish: Wish) -> tuple[Record, Visit]:
    """The record and its visit; Http404 where it is not theirs, or is one at a clinic that they do not stand for."""
    found = open_record(person, record, wish, Act.READ, kind=Kind.VISIT, thing=visit)
    row = found.visits.select_related("clinic", "clinician", "kind", "record").filter(pk=visit).first()
    if row is None or (found.opened.ground is not Ground.OWN and row.clinic_id != found.opened.clinic):
        raise Http404
    return found, row
