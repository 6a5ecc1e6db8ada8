"""Adding a reading: it is kept first, and assessed then."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.current import current
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.forms.findings import FindingsForm
from multifidus.clinic.charts.forms.occasion import OccasionForm
from multifidus.clinic.charts.forms.sections import asked_in_exam
from multifidus.clinic.charts.forms.words import WordsForm
from multifidus.clinic.charts.keeping import SentBeforeError, keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.charts.pages.seen import seen_by, sent
from multifidus.clinic.charts.place import zone_of
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.walls import Wish, clinic_behind, open_record

SENT_BEFORE = gettext_lazy("You have sent this page before, with other words. Press the button again to keep these.")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_reading(request: HttpRequest, record: UUID) -> HttpResponse:
    """A form for words."""
    person = person_of(request)
    found = open_record(person, record, Wish.WRITE, Act.READ, kind=Kind.READING_FORM)
    form = WordsForm(
        sent(request), record=found, zone=zone_of(found, person), by_clinician=found.person_id != person.pk
    )
    if request.method == "POST" and form.is_valid() and kept(form, form.kind_told, found, person):
        return told_and_back(request, found)
    context = {"seen": seen_by(person, found), "form": form}
    return render(request, "charts/new_reading.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_exam(request: HttpRequest, record: UUID) -> HttpResponse:
    """A form for an examination, made from the vocabulary."""
    person = person_of(request)
    found = open_record(person, record, Wish.WRITE, Act.READ, kind=Kind.READING_FORM)
    form = FindingsForm(sent(request), record=found, zone=zone_of(found, person), asked=asked_in_exam(engine()[0]))
    if request.method == "POST" and form.is_valid() and kept(form, Reading.Kind.EXAM, found, person):
        return told_and_back(request, found)
    context = {
        "seen": seen_by(person, found),
        "form": form,
        "sections": list(form.sections()),
        "summary": form.get_context(),
    }
    return render(request, "charts/new_exam.html", context, status=422 if form.errors else 200)


def kept(form: OccasionForm, kind: Reading.Kind, record: Record, author: Person) -> bool:
    """Whether the reading of a form is kept (and then assessed); what stands against it is told in the form."""
    try:
        keep(
            record,
            kind,
            form.content,
            author=author,
            at=form.moment,
            clinic=clinic_behind(author, record),
            sent_as=form.cleaned_data["sent_as"],
        )
    except SentBeforeError:
        form.send_anew(str(SENT_BEFORE))
        return False
    current(record)
    return True


def told_and_back(request: HttpRequest, record: Record) -> HttpResponse:
    """Back to where what is new has moved the answer: the person's page or the chart; it says that it is kept."""
    messages.success(request, _("Kept. The answer below has it in."))
    mine = record.person_id == person_of(request).pk
    return redirect("answer" if mine else "chart", record=record.pk)
