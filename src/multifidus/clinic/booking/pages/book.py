"""Booking a visit, and moving one: a time is chosen among those that are free."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.booking.booked import AtSameTimeError, OverError, TakenError, TooManyError, Wanted, book, move
from multifidus.clinic.booking.forms.booking import BookForm, ChoiceForm
from multifidus.clinic.booking.forms.times import Times
from multifidus.clinic.booking.free import clinicians
from multifidus.clinic.booking.models import VisitKind
from multifidus.clinic.booking.pages.choosing import times_for
from multifidus.clinic.booking.pages.visit import visit_of
from multifidus.clinic.booking.places import chosen, clinics_to_book, kind_chosen, kinds_for, phone_of, sees_record
from multifidus.clinic.booking.rules import Need, horizon, lead, need_of, number
from multifidus.clinic.charts.pages.seen import seen_by, sent
from multifidus.clinic.charts.told import told_assessment
from multifidus.clinic.people.limits import limited
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.walls import Wish, open_record

CONFLICT, UNPROCESSABLE = 409, 422
TAKEN = gettext_lazy("This time is gone: somebody was quicker. You have booked nothing yet. Choose another one.")
ANOTHER = gettext_lazy("What you chose is not offered any more. You have booked nothing yet. See what is offered now.")
AT_SAME_TIME = gettext_lazy("You have another visit at that time. Choose another one.")
GRACE = timedelta(minutes=10)  # to read the page on which the time was offered


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("book_visit", "60/h/user")
def book_visit(request: HttpRequest, record: UUID) -> HttpResponse:
    """Free times in the order that the urgency demands, and a form that books one of them."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ, kind=Kind.VISIT)
    seen, need = seen_by(person, found), need_of(found)
    clinics = clinics_to_book(found)
    context: dict[str, Any] = {"seen": seen, "record": found, "need": need}
    if need.is_emergency and need.assessment is not None:
        context["shown"] = seen.shown(told_assessment(need.assessment))
        return render(request, "booking/emergency.html", context, status=_refused(request))
    if not clinics:
        return render(request, "booking/nowhere.html", context, status=_refused(request))
    clinic = chosen(clinics, request.GET.get("clinic"))
    kinds = kinds_for(clinic, need)
    kind = kind_chosen(kinds, request.GET.get("kind"))
    form, status, answer = _form_and_answer(request, found, kind, need)
    if answer is not None:
        return answer
    members = clinicians(clinic)
    choice = ChoiceForm(None, clinics=clinics, kinds=kinds, members=members, kind=kind)
    choice.initial["clinician"] = request.GET.get("clinician", "")
    context |= {
        "clinic": clinic,
        "kind": kind,
        "choice": choice,
        "form": form,
        "times": form.times,
        "phone": phone_of(clinic),
        "sees": sees_record(clinic, found),
    }
    return render(request, "booking/book.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("book_visit", "60/h/user")
def move_visit(request: HttpRequest, record: UUID, visit: UUID) -> HttpResponse:
    """Free times for a visit that is booked; the old time is given back once the new one is held."""
    person = person_of(request)
    found, row = visit_of(person, record, visit, Wish.OWN)
    need = need_of(found)
    times = times_for(request, row.kind, need, moving=row)
    form = BookForm(sent(request), kind=row.kind, times=times)
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            told = form.cleaned_data["slot"]
            try:
                _check_time(told.starts)
                move(row, Wanted(row.kind, told.clinician, told.starts), by=person, record=found)
            except (TakenError, AtSameTimeError) as fault:
                form.choose_anew(_why(fault), times_for(request, row.kind, need, moving=row))
                status = CONFLICT
            except OverError:
                messages.error(request, _("This visit cannot be moved any more: it is over, or was cancelled."))
                return redirect("visits", record=found.pk)
            else:
                messages.success(request, _("Moved. The old time is free for somebody else."))
                return redirect("visit", record=found.pk, visit=row.pk)
    context = {"seen": seen_by(person, found), "record": found, "visit": row, "form": form, "times": form.times}
    return render(request, "booking/move.html", context, status=status)


def _form_and_answer(
    request: HttpRequest, record: Record, kind: VisitKind, need: Need
) -> tuple[BookForm, int, HttpResponse | None]:
    """The form, its status, and the way on once something is booked."""
    may_share = not sees_record(kind.clinic, record)
    form = BookForm(sent(request), kind=kind, times=Times(), may_share=may_share)
    if request.method != "POST" or not form.is_valid():
        form.show(times_for(request, kind, need))
        return form, UNPROCESSABLE if request.method == "POST" else 200, None
    if form.is_of_another():
        form.choose_anew(str(ANOTHER), times_for(request, kind, need))
        return form, CONFLICT, None
    told = form.cleaned_data
    person = person_of(request)
    try:
        _check_time(told["slot"].starts)
        visit = book(
            record,
            Wanted(kind, told["slot"].clinician, told["slot"].starts),
            by=person,
            need=need,
            sent_as=told["sent_as"],
            share=bool(told.get("share")),
        )
    except TooManyError:
        told_why = _("You have %(most)d visits ahead here, and more cannot be booked. Move or cancel one.")
        form.add_error(None, told_why % {"most": number("visits_most_ahead_each")})
        form.show(times_for(request, kind, need))
        return form, UNPROCESSABLE, None
    except (TakenError, AtSameTimeError) as fault:
        form.choose_anew(_why(fault), times_for(request, kind, need))
        return form, CONFLICT, None
    messages.success(request, _("Your visit is booked."))
    return form, 200, redirect("visit", record=record.pk, visit=visit.pk)


def _check_time(starts: datetime) -> None:
    """Raises TakenError for a time that no page of a person offers: in a moment, or too far ahead."""
    now = timezone.now()
    if not now + lead() - GRACE <= starts <= now + horizon():
        raise TakenError


def _why(fault: Exception) -> str:
    return str(TAKEN if isinstance(fault, TakenError) else AT_SAME_TIME)


def _refused(request: HttpRequest) -> int:
    return UNPROCESSABLE if request.method == "POST" else 200
