"""Inviting staff, sending an invitation again, withdrawing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multifidus.clinic.clinics.doors import clinic_administered, clinic_where
from multifidus.clinic.clinics.forms import InCareForm, StaffForm
from multifidus.clinic.clinics.invitations import (
    Drawn,
    IsMemberError,
    TakenError,
    TooManyInvitationsError,
    invite,
    open_now,
    send_again,
    withdraw,
)
from multifidus.clinic.clinics.models import Clinic, Invitation, Role
from multifidus.clinic.clinics.post import post
from multifidus.clinic.clinics.working import roles_of
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.signed_in import person_of


@login_required
def invite_staff(request: HttpRequest, clinic: UUID) -> HttpResponse:
    """A form for an administrator: whom to invite, as what."""
    person = person_of(request)
    found = clinic_administered(person, clinic)
    form = StaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        role = Role(form.cleaned_data["role"])
        try:
            drawn = invite(form.cleaned_data["email"], found, role=role, by=person)
        except IsMemberError:
            form.add_error("email", _("They work here in this role already. Choose another role or address."))
        except TooManyInvitationsError:
            form.add_error(None, too_many())
        else:
            tell(request, drawn)
            return redirect("clinic", clinic=found.pk)
    return render(request, "clinics/invite_staff.html", {"clinic": found, "form": form})


@login_required
def invite_in_care(request: HttpRequest, clinic: UUID) -> HttpResponse:
    """A form for a clinician or a scheduler: whom to invite into the care of the clinic; and who is invited."""
    person = person_of(request)
    found = clinic_where(person, clinic, Role.CLINICIAN, Role.SCHEDULER)
    form = InCareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            drawn = invite(form.cleaned_data["email"], found, by=person)
        except TooManyInvitationsError:
            form.add_error(None, too_many())
        else:
            tell(request, drawn)
            return redirect("invite_in_care", clinic=found.pk)
    waiting = open_now(found).filter(role="").order_by("email")
    return render(request, "clinics/invite_in_care.html", {"clinic": found, "form": form, "invitations": waiting})


@login_required
@require_POST
def resend_invitation(request: HttpRequest, clinic: UUID, invitation: UUID) -> HttpResponse:
    """Sends an invitation again, with a new link and seven new days."""
    person = person_of(request)
    found, back = _open_to(person, clinic, invitation)
    try:
        tell(request, send_again(found, by=person))
    except (TakenError, Invitation.DoesNotExist):
        messages.warning(request, _("It was accepted or withdrawn in the meantime."))
    return redirect(back, clinic=clinic)


@login_required
@require_POST
def withdraw_invitation(request: HttpRequest, clinic: UUID, invitation: UUID) -> HttpResponse:
    """Withdraws an invitation; its link opens nothing any more."""
    person = person_of(request)
    found, back = _open_to(person, clinic, invitation)
    try:
        withdraw(found, by=person)
        messages.success(request, _("Withdrawn. The link opens nothing any more."))
    except TakenError:
        messages.warning(request, _("It was accepted in the meantime."))
    return redirect(back, clinic=clinic)


def too_many() -> str:
    """What to tell somebody who has invited too many within an hour."""
    return _("You have sent many invitations within an hour. Wait an hour, then go on.")


def tell(request: HttpRequest, drawn: Drawn) -> None:
    """Sends an invitation and says on the next page whether the mail server took it."""
    if post(drawn, request):
        messages.success(request, _("Sent to %(email)s.") % {"email": drawn.invitation.email})
    else:
        messages.error(
            request,
            _(
                "The invitation stands, but the mail could not be sent. Send it again later; if it fails again, tell "
                "whoever looks after this service."
            ),
        )


def _open_to(person: Person, clinic: UUID, invitation: UUID) -> tuple[Invitation, str]:
    """An open invitation that somebody may change, and the page it stands on: staff by administrators alone."""
    found = Invitation.objects.filter(pk=invitation, clinic=clinic).select_related("clinic").first()
    roles = roles_of(person, Clinic(pk=clinic))
    may = {Role.ADMINISTRATOR} if found and found.role else {Role.CLINICIAN, Role.SCHEDULER}
    if found is None or not roles & may:
        raise Http404
    return found, "clinic" if found.role else "invite_in_care"
