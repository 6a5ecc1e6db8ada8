"""Links that end reminders without sign-in: signed, so that nobody ends those of another, and leading to nobody."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "multifidus.plans.stop_reminders"


def stop_path(key: UUID) -> str:
    """The address that ends the reminders with this key."""
    return reverse("stop_reminders", args=[signing.Signer(salt=SALT, sep="~").sign(key.hex)])


def key_of(token: str) -> UUID | None:
    """The key behind a token; None for one that we did not make."""
    try:
        return UUID(signing.Signer(salt=SALT, sep="~").unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def at_home(path: str) -> str:
    """A path at the address of the installation; alone where a program on one machine has no such address."""
    return f"{settings.ORIGIN}{path}"
