"""What somebody without an account tells a clinician: that consent is withdrawn; where an invitation goes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from multifidus.clinic.audit.entries import Act, Ground
from multifidus.clinic.clinics.forms import InCareForm
from multifidus.clinic.clinics.invitations import TooManyInvitationsError, invite, open_now
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.clinics.pages.invitation import tell, too_many
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.consents import withdraw
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.walls import Wish, clinic_behind, open_record


@login_required
def withdrawal_told(request: HttpRequest, record: UUID) -> HttpResponse:
    """Asks a clinician whether the person took consent back; afterwards their clinic does not see the record."""
    person = person_of(request)
    found = open_record(person, record, Wish.WRITE, Act.READ, kind="consent")
    clinic = _consented_clinic(person, found)
    if request.method == "POST":
        withdraw(found, clinic, by=person)
        messages.success(request, _("Written down. Your clinic does not see this record any more."))
        return redirect("records")
    return render(request, "records/withdrawal_told.html", {"record": found, "clinic": clinic})


@login_required
def invite_to_record(request: HttpRequest, record: UUID) -> HttpResponse:
    """A form for a clinician: to which address the record that waits is offered; whoever takes it owns all of it.

    A scheduler sees dates of birth, the one thing that is asked then, and could offer a record to an account of theirs.
    """
    person = person_of(request)
    found = open_record(person, record, Wish.WRITE, Act.READ, kind="record")
    clinic = _consented_clinic(person, found)
    form = InCareForm(request.POST or None)
    if request.method == "POST" and found.born is not None and form.is_valid():
        try:
            drawn = invite(form.cleaned_data["email"], clinic, record=found.pk, by=person)
        except TooManyInvitationsError:
            form.add_error(None, too_many())
        else:
            tell(request, drawn)
            return redirect("invite_to_record", record=found.pk)
    waiting = open_now(clinic).filter(record=found.pk)
    parts = {"record": found, "clinic": clinic, "form": form, "invitations": waiting}
    return render(request, "records/invite.html", parts)


def _consented_clinic(person: Person, record: Record) -> Clinic:
    """The clinic as whose clinician somebody stands before a record without an account; Http404 otherwise."""
    clinic = clinic_behind(person, record)
    if record.person_id is not None or clinic is None or record.opened.ground is not Ground.CONSENT:
        raise Http404
    return clinic
