"""My clinics, and the page of one for whoever administers it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from multifidus.clinic.audit.entries import Act, enter
from multifidus.clinic.clinics.doors import clinic_administered
from multifidus.clinic.clinics.forms import ClinicForm
from multifidus.clinic.clinics.invitations import open_now
from multifidus.clinic.clinics.models import Clinic, Role
from multifidus.clinic.clinics.working import memberships_of
from multifidus.clinic.people.signed_in import person_of


@login_required
def clinics(request: HttpRequest) -> HttpResponse:
    """The clinics in which whoever asks works, and as what."""
    memberships = memberships_of(person_of(request)).select_related("clinic").order_by("clinic__name", "role")
    return render(request, "clinics/clinics.html", {"memberships": memberships, "Role": Role})


@login_required
def clinic(request: HttpRequest, clinic: UUID) -> HttpResponse:
    """Who works in a clinic, who is invited, and what it is; for its administrators."""
    person = person_of(request)
    found = clinic_administered(person, clinic)
    enter(Act.READ, by=person.pk, clinic=found.pk, kind="clinic", thing=found.pk)
    members = found.memberships.select_related("person").order_by("person__name", "person__email", "role")
    invitations = open_now(found).exclude(role="").select_related("invited_by").order_by("email")
    parts = {
        "clinic": found,
        "members": members.filter(ended_at=None),
        "former": members.exclude(ended_at=None).order_by("-ended_at")[:50],
        "invitations": invitations,
        "me": person,
    }
    return render(request, "clinics/clinic.html", parts)


@login_required
def change_clinic(request: HttpRequest, clinic: UUID) -> HttpResponse:
    """A form for name, country, time zone and how long records are kept."""
    person = person_of(request)
    found = clinic_administered(person, clinic)
    form = ClinicForm(request.POST or None, clinic=found)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            Clinic.objects.filter(pk=found.pk).update(**form.cleaned_data)
            enter(Act.WRITE, by=person.pk, clinic=found.pk, kind="clinic", thing=found.pk)
        messages.success(request, _("Changed."))
        return redirect("clinic", clinic=found.pk)
    return render(request, "clinics/change.html", {"clinic": found, "form": form})
