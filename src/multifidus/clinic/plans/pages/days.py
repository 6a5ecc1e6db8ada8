"""What was done on which day."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.pages.seen import seen_by
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.plans.adherence import adherence
from multifidus.clinic.plans.following import following
from multifidus.clinic.plans.weeks import weeks_of
from multifidus.clinic.records.walls import Wish, open_record


@require_safe
@login_required
def plan_days(request: HttpRequest, record: UUID) -> HttpResponse:
    """Four weeks as a picture and as a table."""
    person = person_of(request)
    found = open_record(person, record, Wish.READ, Act.READ, kind=Kind.PLAN)
    today = following(found)
    context = {
        "seen": seen_by(person, found),
        "today": today,
        "weeks": weeks_of(today),
        "adherence": adherence(today),
    }
    return render(request, "plans/days.html", context)
