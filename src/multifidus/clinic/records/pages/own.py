"""One's own record: made at the first visit, led to ever after."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.forms import WhoForm
from multifidus.clinic.records.opening import open_own
from multifidus.clinic.records.opening import own_record as record_of


@login_required
def own_record(request: HttpRequest) -> HttpResponse:
    """Leads to the record of whoever asks; while they have none, three questions to begin one."""
    person = person_of(request)
    if (own := record_of(person)) is not None:
        return redirect("chart", record=own.pk)
    form = WhoForm(request.POST or None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        return redirect("chart", record=open_own(person, form.who()).pk)
    return render(request, "records/own.html", {"form": form})


def leads_to(place: str) -> Callable[[HttpRequest], HttpResponse]:
    """A page that leads to `place` of one's own record; to the questions that begin a record while there is none."""

    @require_safe
    @login_required
    def led(request: HttpRequest) -> HttpResponse:
        own = record_of(person_of(request))
        return redirect(place, record=own.pk) if own is not None else redirect("own_record")

    return led
