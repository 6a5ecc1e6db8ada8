"""The language that a person chose, on whatever device they sign in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse

from multifidus.clinic.people.models import Person


def speak(answer: HttpResponse, language: str) -> None:
    """Has the browser ask for this language from now on, as its chooser on each page does; "" leaves it to itself."""
    if language in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    else:
        answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)


def on_sign_in(user: Person, response: HttpResponse | None = None, **_told: Any) -> None:
    """Somebody has signed in by a page; who chose no language keeps what the browser has."""
    if response is not None and user.language:
        speak(response, user.language)
