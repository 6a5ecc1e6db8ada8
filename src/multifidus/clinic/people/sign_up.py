"""Signing up: a name, an address, a password, the terms; and invitations that open a closed door."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.people.models import Person


def invite(request: HttpRequest, email: str) -> None:
    """Lets this browser sign up with this address, which its owner has shown to be theirs (a link in a mail)."""
    get_adapter().stash_verified_email(request, email.strip().lower())


def invited_address(request: HttpRequest) -> str | None:
    """The address that this browser was invited with; None for everybody else."""
    return request.session.get("account_verified_email") or None


def forget_invitation(request: HttpRequest) -> None:
    """Takes the invited address from this browser: an account with another address gets nothing by it."""
    get_adapter().unstash_verified_email(request)


class NameAndTerms(forms.Form):
    """What allauth's form does not ask."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As your clinic should call you."),
    )
    agreed = forms.BooleanField(
        label=_("I have read this and agree"),
        error_messages={"required": _("Tick this to make an account. Without it nothing is kept.")},
    )
    field_order = ("name", "email", "password1", "agreed")

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Keeps the name, the language and the moment of agreeing."""
        del request
        user.name = self.cleaned_data["name"].strip()
        user.language = get_language() or ""
        user.agreed_at = timezone.now()
        user.save(update_fields=["name", "language", "agreed_at"])
