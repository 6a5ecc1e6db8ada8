"""The second factor: how it is kept, and that whoever works in a clinic has one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.people import vault
from multifidus.clinic.people.hooks import rooms
from multifidus.clinic.people.models import Person

# What somebody without the second factor they need may still reach: to set it up, to confirm who and where they are,
# to leave. Everything under `mfa_` belongs to the set-up.
OPEN = {
    "account_confirm_email",
    "account_email",
    "account_email_verification_sent",
    "account_logout",
    "account_reauthenticate",
    "live",
    "ready",
    "set_language",
    "still_here",
}
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes alone are none


class SecondFactors(DefaultMFAAdapter):
    """allauth's second factor with locked secrets and plain words."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This did not fit, or it was used before. If it is a code, wait for the next one."),
        "unverified_email": _("Please confirm your e-mail address first."),
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first; the codes are its spare keys."),
    }

    def encrypt(self, text: str) -> str:
        """The secret as it is kept."""
        return vault.lock(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret as it was given."""
        return vault.unlock(encrypted_text)

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's word
        """What a new passkey is called until its owner names it."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}


def has_second_factor(person: Person) -> bool:
    """Whether the person signs in with an app or a passkey."""
    return bool(Authenticator.objects.filter(user=person, type__in=FACTORS).exists())


def lacks_second_factor(person: Person) -> bool:
    """Whether the person works in a clinic that asks for a second factor and has none."""
    return settings.STAFF_SECOND_FACTOR and not has_second_factor(person) and rooms.works_in_clinic(person)


class SecondFactorRequired:
    """Middleware: whoever works in a clinic gets no further than to the set-up until they have a second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing of its own; the view is not known yet."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Where to go instead; None lets the request through."""
        person = request.user
        if not isinstance(person, Person) or is_open(request) or not lacks_second_factor(person):
            return None
        if request.resolver_match and "api" in request.resolver_match.namespaces:
            return JsonResponse({"detail": "set up a second factor first"}, status=403)
        messages.warning(
            request, gettext("You work in a clinic, so please set up a second step for your sign-in first.")
        )
        return redirect("mfa_index")


def is_open(request: HttpRequest) -> bool:
    """Whether an address may be reached without a second factor."""
    name = (request.resolver_match and request.resolver_match.url_name) or ""
    return name in OPEN or name.startswith("mfa_")
