"""Break-glass: asking, ending it early, and what administrators see of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multifidus.clinic.audit.entries import Act, enter
from multifidus.clinic.clinics.doors import clinic_administered
from multifidus.clinic.clinics.models import Role
from multifidus.clinic.clinics.working import clinics_of
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.emergencies import NobodyError, TooManyTriesError, break_glass, concerning, end
from multifidus.clinic.records.forms import GlassForm
from multifidus.clinic.records.walls import glass_broken_by

A_PAGE = 50


@login_required
def emergency(request: HttpRequest) -> HttpResponse:
    """A form for a clinician: why, and whom. What fits is opened for an hour."""
    person = person_of(request)
    clinics = clinics_of(person, Role.CLINICIAN).order_by("name")
    if not clinics:
        raise Http404
    form = GlassForm(request.POST or None, clinics=clinics)
    status = 200
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            access = break_glass(form.whom(), told["reason"], by=person, clinic=told["clinic"])
            return redirect("chart", record=access.record_id)
        except TooManyTriesError:
            status = 429
            form.add_error(None, _("There were too many tries within an hour. Wait, or ask a colleague."))
        except NobodyError as nobody:
            form.add_error(None, _several() if nobody.several else _nobody())
    running = glass_broken_by(person).select_related("record").order_by("-at")
    return render(request, "records/emergency.html", {"form": form, "running": running}, status=status)


@login_required
@require_POST
def end_emergency(request: HttpRequest, record: UUID) -> HttpResponse:
    """Ends the emergency accesses of whoever asks to a record."""
    person = person_of(request)
    running = list(glass_broken_by(person).filter(record=record))
    if not running:
        raise Http404
    for access in running:
        end(access, by=person)
    messages.success(request, _("Closed. You do not see this record any more."))
    return redirect("records")


@login_required
def emergencies(request: HttpRequest, clinic: UUID) -> HttpResponse:
    """For administrators: who of the clinic opened a record, and who opened one that it cares for; no names in care."""
    person = person_of(request)
    found = clinic_administered(person, clinic)
    enter(Act.READ_AUDIT, by=person.pk, clinic=found.pk, kind="emergency_access")
    page = Paginator(concerning(found), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "records/emergencies.html", {"clinic": found, "page": page})


def _nobody() -> str:
    return _("Nobody here has this name and date of birth, or this number. Check the spelling; this try was counted.")


def _several() -> str:
    return _("More than one record fits. Ask for the number of the record; it stands on what the person printed.")
