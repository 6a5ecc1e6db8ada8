"""Triggers weighed beside one another: a page of its own, as the library behind it takes a second to load."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.pages.seen import seen_by
from multifidus.clinic.diary.entries import entries_of, episodes_of
from multifidus.clinic.diary.shown.triggers import beside_shown
from multifidus.clinic.diary.triggers import labels
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.walls import Wish, open_record
from multifidus.errors import MissingExtraError
from multifidus.findings.diary import beside_one_another


@require_safe
@login_required
def beside(request: HttpRequest, record: UUID) -> HttpResponse:
    """Each trigger with the others held as they are; says so where there is too little to weigh."""
    person = person_of(request)
    found = open_record(person, record, Wish.READ, Act.READ, kind=Kind.DIARY)
    knowledge = engine()[0]
    try:
        weighed = beside_one_another(episodes_of(entries_of(found, knowledge)), knowledge)
        missing = False
    except MissingExtraError:
        weighed, missing = {}, True
    context = {"seen": seen_by(person, found), "lines": beside_shown(weighed, labels(knowledge)), "missing": missing}
    return render(request, "diary/beside.html", context)
