"""Assessments of a record: all of them with what changed, and one as it was made."""

from __future__ import annotations

from itertools import pairwise
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.pages.seen import seen_by
from multifidus.clinic.charts.shown import changes
from multifidus.clinic.charts.told import readings_of, told_assessment
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.walls import Wish, open_record

ON_A_PAGE = 20


@require_safe
@login_required
def assessments(request: HttpRequest, record: UUID) -> HttpResponse:
    """All assessments, the newest first, each with what changed from the one before it."""
    person = person_of(request)
    found = open_record(person, record, Wish.READ, Act.READ, kind=Kind.ASSESSMENT)
    seen = seen_by(person, found)
    page = Paginator(found.assessments.all(), ON_A_PAGE).get_page(request.GET.get("page"))
    start = page.start_index() - 1 if page.paginator.count else 0
    rows = [told_assessment(row) for row in found.assessments.all()[start : start + ON_A_PAGE + 1]]
    pairs = list(pairwise([*rows, None])) if rows else []
    lines = [
        {
            "told": told,
            "shown": seen.shown(told),
            "changes": changes(before.answer, told.answer, seen.words) if before is not None else None,
        }
        for told, before in pairs[:ON_A_PAGE]
        if told is not None
    ]
    return render(request, "charts/assessments.html", {"seen": seen, "lines": lines, "page": page})


@require_safe
@login_required
def assessment(request: HttpRequest, record: UUID, assessment: UUID) -> HttpResponse:
    """One assessment as it was made."""
    person = person_of(request)
    found = open_record(person, record, Wish.READ, Act.READ, kind=Kind.ASSESSMENT, thing=assessment)
    row = found.assessments.filter(pk=assessment).first()
    if row is None:
        raise Http404
    seen, told = seen_by(person, found), told_assessment(row)
    newest = found.assessments.values_list("pk", flat=True).first()
    context = {
        "seen": seen,
        "assessment": told,
        "shown": seen.shown(told),
        "is_latest": newest == row.pk,
        "by_id": {str(one.id): one for one in readings_of(found)},
    }
    return render(request, "charts/assessment.html", context)
