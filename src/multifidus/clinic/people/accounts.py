"""How allauth treats our accounts: who may sign up, what is said, where its links lead."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any, ClassVar
from unicodedata import normalize
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from multifidus.clinic.people.models import Person
from multifidus.clinic.people.sign_up import invited_address

log = logging.getLogger("multifidus.people")

WAYS = {
    "reauthenticate": _("Use my password"),
    "mfa_reauthenticate": _("Use a code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class Accounts(DefaultAccountAdapter):
    """Sign-up and sign-in, as allauth does them, with our words and our limits."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("The e-mail address or the password is not right. Check both and try again."),
        "enter_current_password": _("This is not your password of today. Type the one you sign in with."),
        "incorrect_password": _("This password is not right. Try again."),
        "invalid_password_reset": _("This link has been used, or it is too old. Ask for a new one."),
        "too_many_login_attempts": _(
            "Too many tries were wrong, so this is locked. Try again in 15 minutes. "
            "A passkey works at once, and so does a new password."
        ),
        "rate_limited": _("Too many tries. Wait 15 minutes and try again."),
        "email_taken": _("There is an account with this address already. Sign in, or set a new password."),
        "duplicate_email": _("This is your address already."),
        "same_as_current": _("This is the one you have. Choose another."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Everybody may sign up, or only whoever came with an invitation."""
        return settings.SIGN_UP == "open" or invited_address(request) is not None

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """The ways to confirm that it is still the same person, in our words."""
        return [{**way, "description": WAYS[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def is_safe_url(self, url: str | None) -> bool:
        """Only a place in this service is safe to go to next."""
        return bool(url) and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What wrong tries are counted under: the account alone.

        allauth's own has the Host header in it, whose port is the sender's to choose: a new port, five more tries.
        """
        del request
        return "sign-in:" + normalize("NFKC", credentials.get("email", "")).casefold()

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Whether the address is now the person's; one that another account signs in with is not."""
        taken = Person.objects.filter(email__iexact=email_address.email).exclude(pk=email_address.user_id)
        if taken.exists():
            told = {"email": email_address.email}
            self.add_message(request, messages.ERROR, "account/messages/email_confirmation_failed.txt", told)
            return False
        return bool(super().confirm_email(request, email_address))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends a mail; what was done stays done when the mail server does not take it, and the person is told."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as fault:
            log.error("%s: the mail server did not take it: %s", template_prefix, type(fault).__name__)
            told = _(
                "A mail to you could not be sent just now. Try again in some minutes. If it fails again, tell the "
                "people who run this service."
            )
            self.add_message(self.request, messages.ERROR, message=str(told))

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """The mail in the language of whoever gets it, with links that no Host header can bend."""
        known = Person.objects.filter(email__iexact=email).exclude(language="").first()
        told = {key: at_home(value) if key.endswith("_url") else value for key, value in context.items()}
        with override(known.language if known else None):
            message: EmailMessage = super().render_mail(template_prefix, email, told, headers)
        return message


def at_home(url: str) -> str:
    """The link at the address of the installation, if that is set; a request says only where it was sent."""
    if not settings.ORIGIN:
        return url
    parts = urlsplit(url)
    return settings.ORIGIN + parts.path + (f"?{parts.query}" if parts.query else "")
