"""Today's exercises."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.pages.seen import Seen, seen_by
from multifidus.clinic.charts.told import told_assessment
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.plans.adherence import adherence
from multifidus.clinic.plans.following import following
from multifidus.clinic.plans.habits import habits_of
from multifidus.clinic.plans.place import ambulance_of
from multifidus.clinic.plans.signs import call_at, calls_of
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.walls import Wish, open_record


@require_safe
@login_required
def plan(request: HttpRequest, record: UUID) -> HttpResponse:
    """The exercises of today, or what to do instead."""
    person = person_of(request)
    found = open_record(person, record, Wish.READ, Act.READ, kind=Kind.PLAN)
    seen = seen_by(person, found)
    return render(request, "plans/today.html", context_of(found, seen) | {"kept": request.GET.get("kept", "")})


def context_of(record: Record, seen: Seen) -> dict[str, Any]:
    """What the page of today shows."""
    today = following(record)
    assessment = today.programme.assessment
    number = ambulance_of(record)
    told = told_assessment(assessment) if assessment is not None else None
    return {
        "seen": seen,
        "today": today,
        "shown": seen.shown(told) if told is not None else None,
        "calls": calls_of(told.answer if told is not None else {}, number),
        "ambulance": number,
        "advice": call_at(today.danger.sign, number) if today.danger is not None else None,
        "habits": habits_of(record, today),
        "adherence": adherence(today),
        "begin_telling": address("interview") or reverse("new_reading", args=[record.pk]),
        "tell": telling(record),
        "answer": address("answer", record) or reverse("chart", args=[record.pk]),
    }


def telling(record: Record) -> str:
    """Where somebody tells how it is now: questions with the danger signs among them, else a page for words."""
    return address("follow_up", record) or reverse("new_reading", args=[record.pk])


def address(name: str, record: Record | None = None) -> str:
    """An address of another room; empty while that room has none of this name."""
    try:
        return reverse(name, args=[record.pk] if record is not None else [])
    except NoReverseMatch:
        return ""
