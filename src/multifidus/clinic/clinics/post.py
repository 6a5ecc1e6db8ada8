"""The letter with an invitation: who invites, until when, the link. Nothing of anybody's health stands in it."""

from __future__ import annotations

from smtplib import SMTPException

from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from multifidus.clinic.clinics.invitations import Drawn
from multifidus.clinic.people.accounts import at_home


def address_of(token: str, request: HttpRequest) -> str:
    """The whole address that opens an invitation."""
    return at_home(request.build_absolute_uri(reverse("invitation", args=[token])))


def post(drawn: Drawn, request: HttpRequest) -> bool:
    """Sends an invitation; False when the mail server did not take it: it stands and can be sent again."""
    invitation = drawn.invitation
    text = render_to_string(
        "clinics/invitation.txt",
        {"invitation": invitation, "clinic": invitation.clinic, "address": address_of(drawn.token, request)},
    )
    subject = _("%(clinic)s invites you") % {"clinic": " ".join(invitation.clinic.name.split())}
    try:
        send_mail(subject, text, None, [invitation.email])
    except (SMTPException, OSError):
        return False
    return True
