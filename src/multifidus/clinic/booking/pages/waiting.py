"""Waiting for a time that comes free, and answering when one is held."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.booking.booked import AtSameTimeError, OverError, TooManyError
from multifidus.clinic.booking.forms.booking import WaitForm
from multifidus.clinic.booking.free import zone_of_clinic
from multifidus.clinic.booking.models import Offer
from multifidus.clinic.booking.places import chosen, clinics_to_book, kind_chosen, kinds_for, phone_of
from multifidus.clinic.booking.rules import horizon, need_of, number
from multifidus.clinic.booking.waiting_list import accept, decline, leave, wait
from multifidus.clinic.charts.pages.seen import seen_by, sent
from multifidus.clinic.charts.told import told_assessment
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.walls import Wish, open_record

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def wait_for_visit(request: HttpRequest, record: UUID) -> HttpResponse:
    """A form for the days and the kind of visit; who stands there already changes their days with it."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ, kind=Kind.VISIT)
    seen, need, clinics = seen_by(person, found), need_of(found), clinics_to_book(found)
    refused = UNPROCESSABLE if request.method == "POST" else 200
    if need.is_emergency and need.assessment is not None:
        context = {"seen": seen, "record": found, "shown": seen.shown(told_assessment(need.assessment))}
        return render(request, "booking/emergency.html", context, status=refused)
    if not clinics:
        return render(request, "booking/nowhere.html", {"seen": seen, "record": found}, status=refused)
    clinic = chosen(clinics, request.GET.get("clinic"))
    kinds = kinds_for(clinic, need)
    kind = kind_chosen(kinds, request.GET.get("kind"))
    today = timezone.now().astimezone(zone_of_clinic(clinic)).date()
    latest = today + horizon()
    initial = {"kind": str(kind.pk), "first_day": today, "last_day": min(today + need.within, latest)}
    form = WaitForm(sent(request), today=today, latest=latest, kinds=kinds, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            first = max(told["first_day"], today)
            wait(found, kind_chosen(kinds, told["kind"]), first, told["last_day"], by=person, need=need)
        except TooManyError:
            words = _("You wait for %(most)d kinds of visit here already. Leave one of these places first.")
            form.add_error(None, words % {"most": number("visit_waiting_most_each")})
        else:
            messages.success(request, _("You are on the waiting list. We write to you when a time comes free."))
            return redirect("visits", record=found.pk)
    context = {
        "seen": seen,
        "record": found,
        "clinic": clinic,
        "form": form,
        "need": need,
        "phone": phone_of(clinic),
        "hours": number("visit_offer_hours"),
    }
    return render(request, "booking/wait.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
@login_required
def leave_waiting(request: HttpRequest, record: UUID, waiting: UUID) -> HttpResponse:
    """Takes somebody from the list."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ, kind=Kind.VISIT, thing=waiting)
    place = found.waiting.filter(pk=waiting).first()
    if place is None:
        raise Http404
    leave(place, by=person)
    messages.success(request, _("You are not on the waiting list any more."))
    return redirect("visits", record=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def visit_offer(request: HttpRequest, record: UUID, offer: UUID) -> HttpResponse:
    """A time that is held: yes or no."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ, kind=Kind.VISIT, thing=offer)
    held = Offer.objects.filter(pk=offer, waiting__record=found)
    row = held.select_related("waiting__clinic", "waiting__kind", "waiting__record", "clinician").first()
    if row is None:
        raise Http404
    if request.method == "POST" and request.POST.get("answer") == "no":
        decline(row, by=person)
        messages.success(request, _("It goes to somebody else. You stay on the waiting list."))
        return redirect("visits", record=found.pk)
    fault = ""
    if request.method == "POST":
        try:
            visit = accept(row, by=person, need=need_of(found))
        except OverError:
            fault = _("This time is held for you no more. You stay on the waiting list.")
        except TooManyError:
            fault = _("You have as many visits ahead here as one may have. Cancel one, then say yes.")
        except AtSameTimeError:
            fault = _("You have another visit at that time. Move or cancel it, then say yes.")
        else:
            messages.success(request, _("Your visit is booked."))
            return redirect("visit", record=found.pk, visit=visit.pk)
    is_held = row.ended_at is None and row.until > timezone.now()
    context = {"seen": seen_by(person, found), "record": found, "offer": row, "fault": fault, "is_held": is_held}
    return render(request, "booking/offer.html", context, status=409 if fault else 200)
