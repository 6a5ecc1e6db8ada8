"""What becomes of a stranger's interview when somebody signs in on the same browser.

It is theirs only where they came from "Keep this": sign-in then leads back to that page. Whoever signs in by any other
way may be somebody else, so that they get nothing of it; the phone forgets it.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from multifidus.clinic.interviews.remembered import KEY, Remembered, forget, is_stale
from multifidus.clinic.people.models import Person


def on_sign_in(request: HttpRequest | None, user: Person, response: HttpResponse | None = None, **_told: Any) -> None:
    """Somebody has signed in by a page of allauth; `response` leads to where they wanted to go."""
    if request is None or KEY not in request.session:
        return
    held = request.session[KEY]
    where = response.headers.get("Location", "") if response is not None else ""
    if where != reverse("keep_interview") or not _is_strangers(held) or is_stale(Remembered(**held)):
        forget(request.session)
        return
    request.session[KEY] = {**held, "of": str(user.pk), "handed_over": True}


def on_any_sign_in(request: HttpRequest | None, user: Person, **_told: Any) -> None:
    """Django has signed somebody in, by whatever way: what another person said while signed in is not theirs."""
    if request is not None and KEY in request.session and not _is_strangers(request.session[KEY], or_of=user):
        forget(request.session)


def _is_strangers(held: Any, *, or_of: Person | None = None) -> bool:
    try:
        of = Remembered(**held).of
    except TypeError:
        return False
    return of == "" or (or_of is not None and of == str(or_of.pk))
