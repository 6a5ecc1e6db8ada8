"""Opening a record for somebody without an account; changing name, date of birth and sex."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from multifidus.clinic.audit.entries import Act, Ground, enter
from multifidus.clinic.clinics.models import Role
from multifidus.clinic.clinics.working import clinics_of
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.forms import OpeningForm, WhoForm
from multifidus.clinic.records.models import Record, sought
from multifidus.clinic.records.opening import Who, change, open_for
from multifidus.clinic.records.walls import Wish, open_record, records_open_to


@login_required
def open_new_record(request: HttpRequest) -> HttpResponse:
    """A form for a clinician: who it is, and how they consented."""
    person = person_of(request)
    clinics = clinics_of(person, Role.CLINICIAN).order_by("name")
    if not clinics:
        raise Http404
    form = OpeningForm(request.POST or None, clinics=clinics)
    alike: list[Record] = []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        alike = _alike(person, form.who())
        if not alike or told["another"]:
            record = open_for(form.who(), told["clinic"], told["how"], by=person)
            messages.success(request, _("The record is open, and the consent is written down."))
            return redirect("chart", record=record.pk)
        form.ask_again()
        for record in alike:
            enter(Act.LIST, by=person.pk, record=record.pk, clinic=told["clinic"].pk, kind="record")
    return render(request, "records/open.html", {"form": form, "alike": alike})


@login_required
def change_record(request: HttpRequest, record: UUID) -> HttpResponse:
    """A form for name, date of birth and sex."""
    person = person_of(request)
    found = open_record(person, record, Wish.WRITE, Act.READ, kind="record")
    if found.opened.ground is Ground.BREAK_GLASS:
        raise Http404  # it opens a record to be read and written in, and says nothing of whose it is
    before = {"name": found.name, "born": found.born, "sex": found.sex}
    form = WhoForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        change(found, form.who(), by=person)
        messages.success(request, _("Changed."))
        return redirect("chart", record=found.pk)
    return render(request, "records/change.html", {"record": found, "form": form})


def _alike(person: Person, who: Who) -> list[Record]:
    """Records of the same name and birth among those that are open to a clinician anyway."""
    return list(records_open_to(person, Wish.READ).filter(sought=sought(who.name), born=who.born)[:5])
