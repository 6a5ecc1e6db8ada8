"""What a clinic sets: hours, kinds of visit, closures, its desk; by schedulers and administrators."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from multifidus.clinic.audit.entries import Act, Kind, enter
from multifidus.clinic.booking.closing import VisitsInItError, close, open_again
from multifidus.clinic.booking.doors import KEEPERS, AtDesk, at_desk
from multifidus.clinic.booking.forms.keeping import ClosureForm, DeskForm, HoursForm, KindForm
from multifidus.clinic.booking.free import clinicians, zone_of_clinic
from multifidus.clinic.booking.holidays_kept import holidays_in
from multifidus.clinic.booking.models import Closure, Desk, Hours, OpenDay, VisitKind
from multifidus.clinic.charts.pages.seen import sent
from multifidus.clinic.clinics.models import Membership, Role
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.signed_in import person_of

CONFLICT, UNPROCESSABLE = 409, 422


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def clinic_hours(request: HttpRequest, clinic: UUID) -> HttpResponse:
    """When each clinician sees people, and a form for more."""
    person = person_of(request)
    desk = at_desk(person, clinic, *KEEPERS)
    members, today = clinicians(desk.clinic), _today(desk)
    form = HoursForm(sent(request), members=members, today=today)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        member = next(one for one in members if str(one.pk) == told["clinician"])
        fields = {name: told[name] for name in ("begins", "ends", "valid_from", "valid_until")}
        with transaction.atomic():
            for day in sorted(set(told["weekdays"])):
                Hours.objects.create(membership=member, weekday=int(day), **fields)
            _entered(desk, person, member.pk)
        messages.success(request, _("Kept."))
        return redirect("clinic_hours", clinic=desk.clinic.pk)
    rows = Hours.objects.filter(membership__in=members).exclude(valid_until__lt=today).order_by("weekday", "begins")
    seats = [(one, [row for row in rows if row.membership_id == one.pk]) for one in members]
    context = {"desk": desk, "clinic": desk.clinic, "form": form, "seats": seats, "today": today}
    return render(request, "booking/hours.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
@login_required
def end_hours(request: HttpRequest, clinic: UUID, hours: UUID) -> HttpResponse:
    """Ends hours with yesterday; visits that are booked stay."""
    person = person_of(request)
    desk = at_desk(person, clinic, *KEEPERS)
    row = Hours.objects.filter(pk=hours, membership__clinic=desk.clinic).first()
    if row is None:
        raise Http404
    with transaction.atomic():
        yesterday = _today(desk) - timedelta(days=1)
        if row.valid_from > yesterday:
            row.delete()
        else:
            Hours.objects.filter(pk=row.pk).update(valid_until=yesterday)
        _entered(desk, person, row.membership_id)
    messages.success(request, _("Ended. Visits that are booked already stay; move them if they have to be moved."))
    return redirect("clinic_hours", clinic=desk.clinic.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def visit_kinds(request: HttpRequest, clinic: UUID) -> HttpResponse:
    """The kinds of visit that a clinic offers, and a form for more."""
    person = person_of(request)
    desk = at_desk(person, clinic, *KEEPERS)
    form = KindForm(sent(request), clinic=desk.clinic)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                kind = VisitKind.objects.create(clinic=desk.clinic, **form.cleaned_data)
                _entered(desk, person, kind.pk)
        except IntegrityError:
            form.add_error("name", _("There is a kind of visit of this name. Choose another, or end that one."))
        else:
            messages.success(request, _("Kept."))
            return redirect("visit_kinds", clinic=desk.clinic.pk)
    kinds = desk.clinic.visit_kinds.filter(retired_at=None).order_by("name")
    context = {"desk": desk, "clinic": desk.clinic, "form": form, "kinds": kinds}
    return render(request, "booking/kinds.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
@login_required
def retire_kind(request: HttpRequest, clinic: UUID, visit_kind: UUID) -> HttpResponse:
    """Offers a kind of visit no more; visits of it stay."""
    person = person_of(request)
    desk = at_desk(person, clinic, *KEEPERS)
    kind = desk.clinic.visit_kinds.filter(pk=visit_kind).first()
    if kind is None:
        raise Http404
    with transaction.atomic():
        VisitKind.objects.filter(pk=kind.pk, retired_at=None).update(retired_at=timezone.now())
        kind.waiting.filter(ended_at=None, offers=None).update(ended_at=timezone.now())
        _entered(desk, person, kind.pk)
    messages.success(request, _("It is offered no more. Visits of this kind stay."))
    return redirect("visit_kinds", clinic=desk.clinic.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def closures(request: HttpRequest, clinic: UUID) -> HttpResponse:
    """When nobody is seen, and a form to block more; a clinician blocks their own time alone."""
    person = person_of(request)
    desk = at_desk(person, clinic, *Role)
    members = _blockable(desk)
    form = ClosureForm(sent(request), members=members, everybody=desk.keeps, zone=zone_of_clinic(desk.clinic))
    if request.POST.get("asked"):
        form.ask_again()
    visits = []
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid() and form.starts is not None and form.ends is not None:
            told = form.cleaned_data
            member = next((one for one in members if str(one.pk) == told["who"]), None)
            try:
                close(desk.clinic, member, form.starts, form.ends, told["why"], by=person, even=bool(told.get("even")))
            except VisitsInItError as fault:
                if desk.sees_names:
                    enter(Act.LIST, by=person.pk, clinic=desk.clinic.pk, kind=Kind.VISIT)
                visits, status = fault.visits, CONFLICT
                form.ask_again()
            else:
                messages.success(request, _("Blocked. Nobody is booked into it."))
                return redirect("closures", clinic=desk.clinic.pk)
    rows = Closure.objects.filter(clinic=desk.clinic, ends__gt=timezone.now()).select_related("membership__person")
    if not desk.keeps:
        rows = rows.filter(membership__in=members)
    context = {
        "desk": desk,
        "clinic": desk.clinic,
        "zone": zone_of_clinic(desk.clinic),
        "form": form,
        "rows": rows.order_by("starts"),
        "visits": visits,
    }
    return render(request, "booking/closures.html", context, status=status)


@require_POST
@login_required
def end_closure(request: HttpRequest, clinic: UUID, closure: UUID) -> HttpResponse:
    """Opens blocked time again."""
    person = person_of(request)
    desk = at_desk(person, clinic, *Role)
    rows = Closure.objects.filter(pk=closure, clinic=desk.clinic)
    row = (rows if desk.keeps else rows.filter(membership__in=_blockable(desk))).first()
    if row is None:
        raise Http404
    open_again(row, by=person)
    messages.success(request, _("Open again."))
    return redirect("closures", clinic=desk.clinic.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def booking_desk(request: HttpRequest, clinic: UUID) -> HttpResponse:
    """Telephone, who may book, and public holidays."""
    person = person_of(request)
    found = at_desk(person, clinic, *KEEPERS)
    desk = Desk.objects.filter(clinic=found.clinic).first() or Desk(clinic=found.clinic)
    today = _today(found)
    holidays = _holidays(found, desk, today)
    opened = set(found.clinic.open_days.filter(day__gte=today).values_list("day", flat=True))
    form = DeskForm(sent(request), clinic=found.clinic, desk=desk, holidays=holidays, opened=opened)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with transaction.atomic():
            fields = {
                "phone": told["phone"].strip(),
                "takes_new": told["takes_new"],
                "keeps_holidays": told["keeps_holidays"],
                "subdivision": told.get("subdivision", ""),
            }
            Desk.objects.update_or_create(clinic=found.clinic, defaults=fields)
            found.clinic.open_days.filter(day__in=holidays).delete()
            days = [date.fromisoformat(day) for day in told.get("open_days", [])]
            OpenDay.objects.bulk_create(OpenDay(clinic=found.clinic, day=day) for day in days)
            _entered(found, person, found.clinic.pk)
        messages.success(request, _("Kept."))
        return redirect("booking_desk", clinic=found.clinic.pk)
    context = {"desk": found, "clinic": found.clinic, "form": form}
    return render(request, "booking/desk.html", context, status=UNPROCESSABLE if form.errors else 200)


def _holidays(found: AtDesk, desk: Desk, today: date) -> dict[date, str]:
    """The public holidays of a year to come."""
    years = (today.year, today.year + 1)
    all_days = {
        day: name for year in years for day, name in holidays_in(found.clinic.country, desk.subdivision, year).items()
    }
    return {day: name for day, name in sorted(all_days.items()) if today <= day < today + timedelta(days=366)}


def _blockable(desk: AtDesk) -> list[Membership]:
    """Whose time somebody may block: everybody's where they keep the hours, else their own."""
    members = clinicians(desk.clinic)
    return members if desk.keeps else [one for one in members if one.person_id == desk.person.pk]


def _today(desk: AtDesk) -> date:
    return timezone.now().astimezone(zone_of_clinic(desk.clinic)).date()


def _entered(desk: AtDesk, person: Person, thing: UUID) -> None:
    enter(Act.WRITE, by=person.pk, clinic=desk.clinic.pk, kind=Kind.CLINIC, thing=thing)
