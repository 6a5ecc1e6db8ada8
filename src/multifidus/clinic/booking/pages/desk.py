"""Booking for somebody in care, moving and cancelling, by whoever works in the clinic."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from multifidus.clinic.audit.entries import Act, Ground, Kind, enter
from multifidus.clinic.booking.booked import (
    AtSameTimeError,
    OverError,
    TakenError,
    TooManyError,
    Wanted,
    book,
    cancel,
    move,
)
from multifidus.clinic.booking.doors import STAFF, at_desk, in_care, record_at_desk, visit_at_desk
from multifidus.clinic.booking.forms.booking import BookForm, ChoiceForm
from multifidus.clinic.booking.forms.finding import FindForm
from multifidus.clinic.booking.free import clinicians, zone_of_clinic
from multifidus.clinic.booking.models import Visit
from multifidus.clinic.booking.pages.choosing import times_for
from multifidus.clinic.booking.places import kind_chosen
from multifidus.clinic.booking.rules import horizon, need_of, number
from multifidus.clinic.booking.urgency_words import urgencies_of
from multifidus.clinic.charts.pages.seen import sent
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.models import sought

CONFLICT, UNPROCESSABLE = 409, 422
A_PAGE = 25
TAKEN = gettext_lazy("This time is gone: somebody was quicker. Nothing is booked yet. Choose another one.")
ANOTHER = gettext_lazy("What you chose is not offered any more. Nothing is booked yet. See what is offered now.")
AT_SAME_TIME = gettext_lazy("This person has another visit at that time. Choose another one.")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def clinic_book(request: HttpRequest, clinic: UUID) -> HttpResponse:
    """For whom: the people in care by name; a name that is sought stands in no address."""
    person = person_of(request)
    desk = at_desk(person, clinic, *STAFF)
    form = FindForm(sent(request))
    name = form.cleaned_data["name"] if form.is_bound and form.is_valid() else ""
    found = in_care(desk.clinic).only("pk", "name", "born").order_by("sought", "pk")
    for word in sought(name).split():
        found = found.filter(sought__contains=word)
    page = Paginator(found, A_PAGE).get_page(request.POST.get("page") or request.GET.get("page"))
    enter(Act.LIST, by=person.pk, clinic=desk.clinic.pk, kind=Kind.RECORD)
    context = {"desk": desk, "clinic": desk.clinic, "form": form, "page": page, "is_narrowed": bool(name)}
    return render(request, "booking/clinic_book.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def clinic_book_for(request: HttpRequest, clinic: UUID, record: UUID) -> HttpResponse:
    """A kind of visit and a time for somebody in care."""
    person = person_of(request)
    desk = at_desk(person, clinic, *STAFF)
    found = record_at_desk(desk, record)
    enter(Act.READ, by=person.pk, record=found.pk, clinic=desk.clinic.pk, ground=Ground.CONSENT, kind=Kind.VISIT)
    context = {
        "desk": desk,
        "clinic": desk.clinic,
        "zone": zone_of_clinic(desk.clinic),
        "record": found,
        "urgency": urgencies_of(desk.clinic, [found.pk]).get(found.pk),
    }
    kinds = list(desk.clinic.visit_kinds.filter(retired_at=None).order_by("name"))
    if not kinds:
        return render(request, "booking/clinic_no_kinds.html", context, status=UNPROCESSABLE if request.POST else 200)
    kind, need = kind_chosen(kinds, request.GET.get("kind")), need_of(found)
    with timezone.override(zone_of_clinic(desk.clinic)):
        form = BookForm(sent(request), kind=kind, times=times_for(request, kind, need, at_desk=True))
        status = 200
        if request.method == "POST":
            status = UNPROCESSABLE
            if form.is_valid() and form.is_of_another():
                form.choose_anew(str(ANOTHER), times_for(request, kind, need, at_desk=True))
                status = CONFLICT
            elif form.is_valid():
                told = form.cleaned_data
                try:
                    _check_time(told["slot"].starts)
                    wanted = Wanted(kind, told["slot"].clinician, told["slot"].starts)
                    visit = book(found, wanted, by=person, need=need, sent_as=told["sent_as"])
                except TooManyError:
                    words = _("They have %(most)d visits ahead here, and more cannot be booked. Move or cancel one.")
                    form.add_error(None, words % {"most": number("visits_most_ahead_each")})
                except (TakenError, AtSameTimeError) as fault:
                    form.choose_anew(_why(fault), times_for(request, kind, need, at_desk=True))
                    status = CONFLICT
                else:
                    messages.success(request, _("Booked."))
                    return redirect("clinic_visit", clinic=desk.clinic.pk, visit=visit.pk)
        members = clinicians(desk.clinic)
        choice = ChoiceForm(None, clinics=[], kinds=kinds, members=members, kind=kind)
        choice.initial["clinician"] = request.GET.get("clinician", "")
        context |= {"form": form, "choice": choice, "kind": kind, "times": form.times}
        return render(request, "booking/clinic_book_for.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def clinic_move_visit(request: HttpRequest, clinic: UUID, visit: UUID) -> HttpResponse:
    """Another time for a visit."""
    person = person_of(request)
    desk, row = visit_at_desk(person, clinic, visit)
    need = need_of(row.record)
    with timezone.override(zone_of_clinic(desk.clinic)):
        times = times_for(request, row.kind, need, moving=row, at_desk=True)
        form = BookForm(sent(request), kind=row.kind, times=times)
        status = 200
        if request.method == "POST":
            status = UNPROCESSABLE
            if form.is_valid():
                told = form.cleaned_data["slot"]
                try:
                    _check_time(told.starts)
                    move(row, Wanted(row.kind, told.clinician, told.starts), by=person, record=row.record)
                except (TakenError, AtSameTimeError) as fault:
                    form.choose_anew(_why(fault), times_for(request, row.kind, need, moving=row, at_desk=True))
                    status = CONFLICT
                except OverError:
                    messages.error(request, _("This visit cannot be moved any more: it is over, or was cancelled."))
                    return redirect("clinic_visit", clinic=desk.clinic.pk, visit=row.pk)
                else:
                    messages.success(request, _("Moved."))
                    if desk.visits().filter(pk=row.pk).exists():
                        return redirect("clinic_visit", clinic=desk.clinic.pk, visit=row.pk)
                    return redirect("clinic_week", clinic=desk.clinic.pk)
        context = {
            "desk": desk,
            "clinic": desk.clinic,
            "zone": zone_of_clinic(desk.clinic),
            "visit": row,
            "form": form,
            "times": form.times,
        }
        return render(request, "booking/clinic_move.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def clinic_cancel_visit(request: HttpRequest, clinic: UUID, visit: UUID) -> HttpResponse:
    """Asks once, and cancels."""
    person = person_of(request)
    desk, row = visit_at_desk(person, clinic, visit)
    if request.method == "POST":
        try:
            cancel(row, by=person, record=row.record)
        except OverError:
            messages.error(request, _("This visit has begun; it cannot be cancelled any more."))
        else:
            messages.success(request, _("Cancelled. The time is free."))
        return redirect("clinic_week", clinic=desk.clinic.pk)
    if row.state == Visit.State.CANCELLED:
        return redirect("clinic_visit", clinic=desk.clinic.pk, visit=row.pk)
    is_told = row.record.person_id is not None
    context = {
        "desk": desk,
        "clinic": desk.clinic,
        "zone": zone_of_clinic(desk.clinic),
        "visit": row,
        "is_told": is_told,
    }
    return render(request, "booking/clinic_cancel.html", context)


def _check_time(starts: datetime) -> None:
    """Raises TakenError for a time that has begun, or lies too far ahead."""
    now = timezone.now()
    if not now <= starts <= now + horizon():
        raise TakenError


def _why(fault: Exception) -> str:
    return str(TAKEN if isinstance(fault, TakenError) else AT_SAME_TIME)
