"""When an exercise hurt more or a sign came: what to look for, and where each leads."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.pages.seen import seen_by
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.plans.cards import stops_of
from multifidus.clinic.plans.following import following, name_of
from multifidus.clinic.plans.keeping import sent_as_for
from multifidus.clinic.plans.models import Done
from multifidus.clinic.plans.pages.today import telling
from multifidus.clinic.plans.place import ambulance_of
from multifidus.clinic.plans.programme import row_of
from multifidus.clinic.plans.signs import calls_of
from multifidus.clinic.records.walls import Wish, open_record

STOPS = (Done.Went.DANGER, Done.Went.SIGN, Done.Went.WORSE)


@require_safe
@login_required
def stop_exercise(request: HttpRequest, record: UUID, exercise: str) -> HttpResponse:
    """Danger signs first, then the signs of this exercise, then mere pain; each one tap."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ, kind=Kind.PLAN)
    today, row = following(found), row_of(exercise)
    if row is None or today.plan is None:
        raise Http404
    card = next((card for card in today.cards if card.id == exercise), None)
    answer = today.programme.assessment.answer if today.programme.assessment is not None else {}
    number = Done.objects.filter(record=found, exercise=exercise, day=today.today).count()
    seen = seen_by(person, found)
    context = {
        "seen": seen,
        "today": today,
        "exercise": exercise,
        "name": name_of(exercise),
        "card": card,
        "stops": card.stops if card is not None else stops_of(row.stop_when),
        "calls": calls_of(answer, ambulance_of(found)),
        "tell": telling(found),
        "kept": request.GET.get("kept", ""),
        "sent_as": {str(went): sent_as_for(today.plan, exercise, today.today, number, went) for went in STOPS},
    }
    return render(request, "plans/stop.html", context)
