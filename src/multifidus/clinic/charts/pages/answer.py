"""The answer for its person: what to do first, what it may be and why, what would make it surer."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.current import current
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.follow_up import course_of, due
from multifidus.clinic.charts.keeping import standing
from multifidus.clinic.charts.pages.seen import seen_by
from multifidus.clinic.charts.shown import shown_to_person
from multifidus.clinic.charts.ways import Ways, letters_of, ways_of
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.walls import Wish, open_record


@require_safe
@login_required
def answer(request: HttpRequest, record: UUID) -> HttpResponse:
    """The answer that holds now, in the person's words; a clinician sees the same page, without its buttons."""
    person = person_of(request)
    found = open_record(person, record, Wish.READ, Act.READ, kind=Kind.ASSESSMENT)
    seen = seen_by(person, found)
    made = current(found)
    told = made and shown_to_person(made.answer, engine()[0], gathered=made.gathered, failed=bool(made.failed))
    readings = standing(found)
    course = course_of(readings)
    ask_after = timedelta(days=engine()[0].choices["asked_again_first_days"])
    context = {
        "seen": seen,
        "told": told,
        "ways": ways_of(found.pk) if seen.mine else Ways(),
        "letters": letters_of(found.pk),
        "course": course,
        "due": due(readings, course, timezone.now(), ask_after=ask_after),
        "made_at": made.made_at if made else None,
    }
    return render(request, "charts/person_page.html", context)
