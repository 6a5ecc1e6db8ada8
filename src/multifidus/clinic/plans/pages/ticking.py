"""Ticking off: what was done, how it went, and taking such a word back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.pages.seen import seen_by
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.plans import keeping
from multifidus.clinic.plans.following import following
from multifidus.clinic.plans.forms import SaidForm
from multifidus.clinic.plans.habits import is_habit
from multifidus.clinic.plans.models import Done
from multifidus.clinic.plans.pages.today import context_of
from multifidus.clinic.plans.programme import row_of
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.walls import Wish, open_record

STOPS = (Done.Went.WORSE, Done.Went.SIGN)


@require_POST
@login_required
def plan_done(request: HttpRequest, record: UUID) -> HttpResponse:
    """Keeps how an exercise went. It is kept as well where exercises wait by now: it was done all the same."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ, kind=Kind.PLAN)
    plan = keeping.current_plan(found)
    today = following(found)
    form = SaidForm(request.POST, today=today.today)
    if plan is None or not form.is_valid() or not _known(form.cleaned_data["exercise"]):
        return _wrong(request, found, person, form)
    said = form.cleaned_data
    went = form.went
    if is_habit(said["exercise"]) and went is not Done.Went.WELL:
        return _wrong(request, found, person, form)
    if went is Done.Went.AGAIN and not _may_begin_again(found, said["exercise"]):
        return redirect("plan", record=found.pk)
    if went is Done.Went.DANGER:
        keeping.danger(plan, said["exercise"], form.sign, day=said["day"], sent_as=form.sent_as, author=person)
        return redirect("plan", record=found.pk)
    keeping.tick(plan, said["exercise"], went, day=said["day"], sent_as=form.sent_as, author=person)
    if went in STOPS:
        return redirect(_with(reverse("stop_exercise", args=[found.pk, said["exercise"]]), kept=went))
    return redirect(_with(reverse("plan", args=[found.pk]), kept=said["exercise"]))


@require_POST
@login_required
def plan_back(request: HttpRequest, record: UUID, done: UUID) -> HttpResponse:
    """Takes back one word; both stay to be seen in the export."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ, kind=Kind.PLAN)
    word = get_object_or_404(Done.objects.exclude(went=Done.Went.BACK), pk=done, record=found)
    word.record = found  # with the right by which it was opened
    keeping.take_back(word, author=person)
    return redirect(_with(reverse("plan", args=[found.pk]), kept=word.exercise))


def _known(exercise: str) -> bool:
    return row_of(exercise) is not None or is_habit(exercise)


def _may_begin_again(record: Record, exercise: str) -> bool:
    """Whether an exercise that was stopped is shown, and something new was told since."""
    cards = (card for card in following(record).cards if card.id == exercise)
    return any(card.told_since and card.rests and not card.rests_a_while for card in cards)


def _wrong(request: HttpRequest, record: Record, person: Person, form: Any) -> HttpResponse:
    """The page of today with a word on why nothing was kept."""
    faults = [fault for told in form.errors.values() for fault in told] if form.errors else []
    context = context_of(record, seen_by(person, record)) | {"not_kept": True, "faults": faults, "kept": ""}
    return render(request, "plans/today.html", context, status=422)


def _with(address: str, **query: str) -> str:
    return f"{address}?{urlencode(query)}"
