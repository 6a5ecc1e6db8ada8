"""The chart of one record: what it comes to now, and what was told."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.current import current
from multifidus.clinic.charts.pages.seen import seen_by
from multifidus.clinic.charts.shown import changes
from multifidus.clinic.charts.told import readings_of, told_assessment
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.walls import Wish, open_record

SHOWN_READINGS = 20


@require_safe
@login_required
def chart(request: HttpRequest, record: UUID) -> HttpResponse:
    """One record: the assessment that holds now, and its readings."""
    person = person_of(request)
    found = open_record(person, record, Wish.READ, Act.READ, kind=Kind.CHART)
    seen = seen_by(person, found)
    made = current(found)
    told = told_assessment(made) if made is not None else None
    before = found.assessments.filter(failed="").exclude(pk=made.pk).first() if made is not None else None
    readings = readings_of(found)
    context = {
        "seen": seen,
        "assessment": told,
        "shown": seen.shown(told) if told is not None else None,
        "changes": changes(before.answer, told.answer, seen.words) if before is not None and told is not None else None,
        "before": told_assessment(before, whole=False) if before is not None else None,
        "readings": readings[:SHOWN_READINGS],
        "older": readings[SHOWN_READINGS:],
        "by_id": {str(one.id): one for one in readings},
    }
    return render(request, "charts/chart.html", context)
