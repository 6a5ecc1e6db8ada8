"""Secrets of the second factor at rest: locked with a key that is not in the database."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

PURPOSE = b"multifidus second factor 1"  # another purpose gets another key out of the same secret


def lock(text: str) -> str:
    """The text, unreadable without the secret of the installation."""
    return vault().encrypt(text.encode()).decode()


def unlock(locked: str) -> str:
    """What was locked, with today's secret or an earlier one; raises ImproperlyConfigured when none fits."""
    try:
        return vault().decrypt(locked.encode()).decode()
    except InvalidToken:
        raise ImproperlyConfigured(
            "SECRET_KEY: a second factor was locked with another secret; bring that secret back, or give it as "
            "MULTIFIDUS_OLD_SECRET_KEYS"
        ) from None


def vault() -> MultiFernet:
    """Locks with the secret of the installation, unlocks with the earlier ones too."""
    secrets = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(key_from(secret)) for secret in secrets])


def key_from(secret: str) -> bytes:
    """A key of its own out of the secret, which Django uses for other things too (HKDF, RFC 5869)."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
