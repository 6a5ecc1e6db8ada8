"""Ending a membership: asked first, then done."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from multifidus.clinic.clinics.memberships import LastAdministratorError, end
from multifidus.clinic.clinics.models import Membership, Role
from multifidus.clinic.clinics.working import roles_of
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.signed_in import person_of


@login_required
def end_membership(request: HttpRequest, clinic: UUID, membership: UUID) -> HttpResponse:
    """Says what follows and asks; ends it when it was sent. By an administrator, or by whoever leaves."""
    person = person_of(request)
    found = _open_to(person, clinic, membership)
    fault = ""
    if request.method == "POST":
        try:
            end(found, by=person)
        except LastAdministratorError:
            fault = _(
                "Nobody else administers this clinic, so this cannot end yet. Invite another administrator first; "
                "once they have joined, come back here."
            )
        else:
            messages.success(request, _("Ended. It counts from now on."))
            administers = Role.ADMINISTRATOR in roles_of(person, found.clinic)
            return redirect("clinic", clinic=clinic) if administers else redirect("clinics")
    parts = {"membership": found, "clinic": found.clinic, "own": found.person_id == person.pk, "fault": fault}
    return render(request, "clinics/end_membership.html", parts, status=409 if fault else 200)


def _open_to(person: Person, clinic: UUID, membership: UUID) -> Membership:
    standing = Membership.objects.select_related("clinic", "person").filter(ended_at=None, clinic=clinic)
    found = standing.filter(pk=membership).first()
    if found is None or not (found.person_id == person.pk or Role.ADMINISTRATOR in roles_of(person, found.clinic)):
        raise Http404
    return found
