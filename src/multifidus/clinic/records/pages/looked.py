"""Who read or changed a record, for the person whose record it is."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from multifidus.clinic.audit.entries import Act, Ground
from multifidus.clinic.audit.pseudonyms import pseudonym_of
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.looked import entries_of, told
from multifidus.clinic.records.walls import Wish, open_record

A_PAGE = 50


@login_required
def who_looked(request: HttpRequest, record: UUID) -> HttpResponse:
    """When, who, as what, and what they did; `all=1` adds what the person and the service itself did."""
    person = person_of(request)
    found = open_record(person, record, Wish.OWN, Act.READ_AUDIT, kind="who_looked")
    only_others = request.GET.get("all") != "1"
    entries = entries_of(found)
    if only_others:
        entries = entries.exclude(ground=Ground.OWN).exclude(by=None).exclude(by=pseudonym_of(person.pk))
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    lines = told(page.object_list, owner=person.pk)
    parts = {"record": found, "page": page, "lines": lines, "only_others": only_others}
    return render(request, "records/who_looked.html", parts)
