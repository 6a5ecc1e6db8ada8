"""The jobs, for whoever administers a clinic."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from multifidus.clinic.audit.entries import Act, Kind, enter
from multifidus.clinic.clinics.models import Clinic, Role
from multifidus.clinic.clinics.working import clinics_of
from multifidus.clinic.jobs.claims import try_again
from multifidus.clinic.jobs.models import Job
from multifidus.clinic.jobs.queue import depth
from multifidus.clinic.oversight.jobs import jobs_seen_by, standings, troubles
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.signed_in import person_of


@login_required
@require_GET
def jobs(request: HttpRequest) -> HttpResponse:
    """What waits, runs, is done and failed, by kind; and the jobs that need somebody."""
    person = person_of(request)
    seen = jobs_seen_by(_administered(person))
    parts = {"standings": standings(seen), "troubles": troubles(seen), "depth": depth(), "Role": Role}
    return render(request, "oversight/jobs.html", parts)


@login_required
@require_POST
def retry_job(request: HttpRequest, job: int) -> HttpResponse:
    """Lets a job that failed wait again, with all its tries before it."""
    person = person_of(request)
    found: Job | None = jobs_seen_by(_administered(person)).filter(pk=job).first()
    if found is None:
        raise Http404
    with transaction.atomic():
        waits = try_again(found.pk)
        enter(Act.WRITE, by=person.pk, clinic=found.clinic, kind=Kind.JOB)
    if waits:
        messages.success(request, _("It is tried again now."))
    else:
        messages.info(request, _("It does not wait for anybody any more."))
    return redirect("jobs")


def _administered(person: Person) -> list[Clinic]:
    """The clinics that a person administers; raises Http404 when there are none."""
    found = list(clinics_of(person, Role.ADMINISTRATOR))
    if not found:
        raise Http404
    return found
