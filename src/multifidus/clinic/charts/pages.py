"""Pages of a chart."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from multifidus.clinic.audit.entries import Act
from multifidus.clinic.charts.assessing import reassess
from multifidus.clinic.charts.forms import WordsForm
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.walls import Wish, open_record


@login_required
def chart(request: HttpRequest, record: UUID) -> HttpResponse:
    """One record: the latest assessment, and its readings."""
    found = open_record(person_of(request), record, Wish.READ, Act.READ, kind="chart")
    return render(
        request,
        "charts/chart.html",
        {"record": found, "assessment": found.assessments.first(), "readings": found.readings.all()},
    )


@login_required
def new_reading(request: HttpRequest, record: UUID) -> HttpResponse:
    """A form for words; what is sent is kept first, and assessed then."""
    person = person_of(request)
    found = open_record(person, record, Wish.WRITE, Act.READ, kind="reading_form")
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keep(found, Reading.Kind.NOTE, form.content(), author=person)
        reassess(found)
        messages.success(request, _("Kept."))
        return redirect("chart", record=found.pk)
    return render(request, "charts/new_reading.html", {"record": found, "form": form})
