"""How the pain goes."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.pages.seen import seen_by
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.plans.course import course_of
from multifidus.clinic.plans.course_picture import picture_of
from multifidus.clinic.plans.following import following
from multifidus.clinic.plans.pages.today import telling
from multifidus.clinic.records.walls import Wish, open_record


@require_safe
@login_required
def plan_course(request: HttpRequest, record: UUID) -> HttpResponse:
    """The pain since the plan began against what is usual: a picture, a table, one sentence with its source."""
    person = person_of(request)
    found = open_record(person, record, Wish.READ, Act.READ, kind=Kind.PLAN)
    seen, today = seen_by(person, found), following(found)
    course = course_of(found, today)
    context = {
        "seen": seen,
        "today": today,
        "course": course,
        "picture": picture_of(course) if course.start is not None else None,
        "cited": seen.words.cited(course.expected.sources) if course.expected is not None else (),
        "pains": sorted((*course.told, *course.spasms), key=lambda one: one.day, reverse=True),
        "tell": telling(found),
    }
    return render(request, "plans/course.html", context)
