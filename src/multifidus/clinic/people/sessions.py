"""Sessions that end: by themselves, and when the person says so."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout, update_session_auth_hash
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from multifidus.clinic.people.hooks import rooms
from multifidus.clinic.people.models import Person, new_session_salt
from multifidus.clinic.people.signals import sessions_ended

BEGAN, SEEN, KEPT = "began", "seen", "kept"  # in the session: when, when last, "on this phone"
STEP_SECONDS = 60  # the time of the last request is kept to the minute, or each request would write


@dataclass(frozen=True)
class Ends:
    """After how long a session ends: with nothing done, and in any case."""

    idle: timedelta
    whole: timedelta


# A computer in a clinic stands open to the next in the room: half an hour, one shift.
STAFF = Ends(idle=timedelta(minutes=30), whole=timedelta(hours=12))
# Somebody in pain lies down between two questions; but it may be a borrowed computer.
PERSON = Ends(idle=timedelta(hours=2), whole=timedelta(hours=12))
# Their own phone, said so: a diary is kept weekly at least, and a phone that was lost is noticed in two weeks.
ON_THIS_PHONE = Ends(idle=timedelta(days=14), whole=timedelta(days=30))


def ends_of(person: Person, session: SessionBase) -> Ends:
    """When this session ends; whoever works in a clinic cannot keep one on a phone."""
    if rooms.works_in_clinic(person):
        return STAFF
    return ON_THIS_PHONE if session.get(KEPT) else PERSON


def begin(request: HttpRequest) -> None:
    """Starts the clocks of a session, at sign-in."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


def keep_on_this_phone(request: HttpRequest, *, wished: bool) -> None:
    """Lets the browser keep the session when it is closed, or not."""
    request.session[KEPT] = wished
    request.session.set_expiry(int(ON_THIS_PHONE.whole.total_seconds()) if wished else 0)


def why_over(session: SessionBase, ends: Ends) -> str | None:
    """Why the session is over, in words for the person; None while it goes on."""
    now = time.time()
    if now - session.get(SEEN, 0) > ends.idle.total_seconds():
        return gettext("You were signed out, because nothing was done for %(time)s.") % {"time": in_words(ends.idle)}
    if now - session.get(BEGAN, 0) > ends.whole.total_seconds():
        return gettext("You were signed out, because you signed in %(time)s ago.") % {"time": in_words(ends.whole)}
    return None


def in_words(span: timedelta) -> str:
    """A round span: 30 minutes, 2 hours, 14 days."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = minutes // 60
    if hours <= 24:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d day", "%(count)d days", hours // 24) % {"count": hours // 24}


class SessionsEnd:
    """Middleware: ends a session whose time is over; the request goes on as that of a stranger."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, to the person or to nobody."""
        if SESSION_KEY in request.session and isinstance(request.user, Person):
            if told := why_over(request.session, ends_of(request.user, request.session)):
                if request.method == "POST":
                    told += " " + gettext("What you sent just now was not kept. Please sign in and send it again.")
                logout(request)
                messages.warning(request, told)
            else:
                touch(request)
        return self.get_response(request)


def touch(request: HttpRequest) -> None:
    """Notes that somebody is there, once a minute."""
    if time.time() - request.session[SEEN] >= STEP_SECONDS:
        request.session[SEEN] = int(time.time())
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())


def rotate(request: HttpRequest) -> None:
    """Gives the session of whoever is signed in a new key: what was known of the old one is worth nothing."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    request.session.cycle_key()
    UserSession.objects.create_from_request(request)


def end_others(request: HttpRequest, person: Person) -> None:
    """Ends every session of the person but this one, listed or not."""
    UserSession.objects.filter(user=person).exclude(session_key=request.session.session_key).delete()
    end_all(person)
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    update_session_auth_hash(request, person)
    UserSession.objects.create_from_request(request)


def end_all(person: Person) -> None:
    """Ends every session of the person."""
    person.session_salt = new_session_salt()
    person.save(update_fields=["session_salt"])
    sessions_ended.send(sender=Person, person=person)


def on_sign_in(request: HttpRequest | None, **_told: Any) -> None:
    """Django has signed somebody in."""
    if request is not None:
        begin(request)


def on_step(request: HttpRequest, **told: Any) -> None:
    """Somebody who is signed in has shown once more who they are; from now on the session may do more."""
    if told.get("reauthenticated") and request.user.is_authenticated:
        rotate(request)


def on_second_factor(request: HttpRequest | None, user: Person, **_told: Any) -> None:
    """A second factor was added or removed: sessions from before know nothing of it."""
    if request is not None and request.user.is_authenticated and request.user.pk == user.pk:
        end_others(request, user)
