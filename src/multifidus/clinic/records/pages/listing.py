"""The list of records: a worklist for a clinician, names for a scheduler; a person is led to their own record."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from multifidus.clinic.audit.entries import Act, enter
from multifidus.clinic.clinics.models import Clinic, Role
from multifidus.clinic.clinics.working import clinics_of, works_anywhere
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.forms import SearchForm
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.opening import own_record
from multifidus.clinic.records.worklist import names, worklist

A_PAGE = 25


@login_required
def records(request: HttpRequest) -> HttpResponse:
    """The records in care, a page of them; somebody who works nowhere goes to their own."""
    person = person_of(request)
    if not works_anywhere(person):
        return redirect("own_record")
    parts: dict[str, Any] = {"own": own_record(person)}
    if clinics := clinics_of(person, Role.CLINICIAN).order_by("name"):
        return _listed(request, person, clinics, "records/worklist.html", parts, is_clinical=True)
    if clinics := clinics_of(person, Role.SCHEDULER).order_by("name"):
        return _listed(request, person, clinics, "records/names.html", parts, is_clinical=False)
    return render(request, "records/no_records.html", parts)


@login_required
def record_names(request: HttpRequest) -> HttpResponse:
    """The names in care of a scheduler, for somebody who is a clinician elsewhere as well."""
    person = person_of(request)
    clinics = clinics_of(person, Role.SCHEDULER).order_by("name")
    if not clinics:
        raise Http404
    return _listed(request, person, clinics, "records/names.html", {}, is_clinical=False)


def _listed(
    request: HttpRequest,
    person: Person,
    clinics: QuerySet[Clinic],
    template: str,
    parts: dict[str, Any],
    *,
    is_clinical: bool,
) -> HttpResponse:
    """One page of a list, entered in the audit for each clinic that it shows."""
    form = SearchForm(request.POST or None, clinics=clinics)
    told = form.cleaned_data if form.is_bound and form.is_valid() else {}
    chosen = told.get("clinic")
    listing = worklist if is_clinical else names
    found: QuerySet[Record] = listing(person, name=told.get("name", ""), clinic=chosen.pk if chosen else None)
    # A name that was sought goes from page to page in the form, never in an address.
    page = Paginator(found, A_PAGE).get_page(request.POST.get("page") or request.GET.get("page"))
    for clinic in [chosen] if chosen else clinics:
        enter(Act.LIST, by=person.pk, clinic=clinic.pk, kind="record")
    more = {"form": form, "page": page, "is_narrowed": bool(told.get("name") or chosen), "clinics": clinics}
    return render(request, template, parts | more)
