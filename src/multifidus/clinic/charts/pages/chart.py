"""The chart of one record: what it comes to, and what was told."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.current import current
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.walls import Wish, open_record


@require_safe
@login_required
def chart(request: HttpRequest, record: UUID) -> HttpResponse:
    """One record: the assessment that holds now, and its readings."""
    found = open_record(person_of(request), record, Wish.READ, Act.READ, kind=Kind.CHART)
    return render(
        request,
        "charts/chart.html",
        {"record": found, "assessment": current(found), "readings": found.readings.all()},
    )
