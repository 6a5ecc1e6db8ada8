"""Reminders: chosen by the person, ended by them or by the link in a mail."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from multifidus.clinic.audit.entries import Act, Kind, enter
from multifidus.clinic.charts.pages.seen import seen_by, sent
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.plans import reminding
from multifidus.clinic.plans.models import Reminder
from multifidus.clinic.plans.place import zone_for
from multifidus.clinic.plans.reminder_form import ReminderForm
from multifidus.clinic.plans.stop_links import key_of
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.walls import Wish, open_record


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan_reminders(request: HttpRequest, record: UUID) -> HttpResponse:
    """The form for days and times."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ, kind=Kind.PLAN)
    standing = Reminder.objects.filter(record=found).first()
    form = ReminderForm(sent(request), initial=ReminderForm.initial_of(standing), zone=str(zone_for(found)))
    if request.method == "POST" and form.is_valid():
        kept = _keep(found, form, person)
        messages.success(request, _("Kept.") if kept.on else _("Kept. No reminders come any more."))
        return redirect("plan", record=found.pk)
    context = {
        "seen": seen_by(person, found),
        "form": form,
        "email": person.email,
    }
    return render(request, "plans/reminders.html", context, status=422 if form.errors else 200)


@csrf_exempt  # a mail program presses the button without a cookie (RFC 8058); the signed token is the right to do so
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_reminders(request: HttpRequest, token: str) -> HttpResponse:
    """Ends reminders without sign-in. Only opening the address ends nothing: programs open what stands in a mail."""
    key = key_of(token)
    if key is None or not Reminder.objects.filter(key=key).exists():
        raise Http404
    stopped = request.method == "POST" and reminding.stop(key)
    return render(request, "plans/no_reminders.html", {"stopped": stopped})


def _keep(record: Record, form: ReminderForm, person: Person) -> Reminder:
    """The reminder as it was chosen; where two windows sent at once, the later one stands."""
    try:
        return _kept(record, form, person)
    except IntegrityError:
        return _kept(record, form, person)


def _kept(record: Record, form: ReminderForm, person: Person) -> Reminder:
    with transaction.atomic():
        reminder = Reminder.objects.filter(record=record).first() or Reminder(record=record)
        is_new = reminder._state.adding
        reminder.record = record
        form.fill(reminder)
        reminding.arrange(reminder)
        reminder.save(force_insert=is_new)
        opened = record.opened
        enter(Act.WRITE, by=person.pk, record=record.pk, clinic=opened.clinic, ground=opened.ground, kind=Kind.PLAN)
    return reminder
