"""Pages of records."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from multifidus.clinic.audit.entries import Act, enter
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.walls import Wish, records_open_to


@login_required
def records(request: HttpRequest) -> HttpResponse:
    """The records that are open to whoever asks."""
    person = person_of(request)
    enter(Act.LIST, by=person.pk, kind="record")
    return render(request, "records/list.html", {"records": records_open_to(person, Wish.READ).order_by("name")})
