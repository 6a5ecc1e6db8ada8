"""Entering what happens to accounts: who signs in and out, who could not, and what of a sign-in was changed.

The room of people stands below and knows nothing of the audit; it tells by signals. When an entry cannot be made the
signal raises, and nobody is signed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth
from django.dispatch import Signal

from multifidus.clinic.audit.entries import Act, enter
from multifidus.clinic.audit.kinds import Kind
from multifidus.clinic.people import signals as people
from multifidus.clinic.people.models import Person

# What somebody did with their own account; each of these signals tells who.
DONE: tuple[tuple[Signal, Act, Kind], ...] = (
    (auth.user_logged_in, Act.SIGN_IN, Kind.SESSION),
    (auth.user_logged_out, Act.SIGN_OUT, Kind.SESSION),
    (account.user_signed_up, Act.SIGN_UP, Kind.ACCOUNT),
    (account.password_set, Act.CHANGE_PASSWORD, Kind.ACCOUNT),
    (account.password_changed, Act.CHANGE_PASSWORD, Kind.ACCOUNT),
    (account.password_reset, Act.CHANGE_PASSWORD, Kind.ACCOUNT),
    (account.email_changed, Act.CHANGE_ADDRESS, Kind.ACCOUNT),
    (mfa.authenticator_added, Act.CHANGE_SECOND_STEP, Kind.ACCOUNT),
    (mfa.authenticator_removed, Act.CHANGE_SECOND_STEP, Kind.ACCOUNT),
    (mfa.authenticator_reset, Act.CHANGE_SECOND_STEP, Kind.ACCOUNT),
)
# What was done to an account, by its person or by a command of whoever runs the service.
DONE_TO: tuple[tuple[Signal, Act], ...] = (
    (people.second_factors_forgotten, Act.CHANGE_SECOND_STEP),
    (people.sessions_ended, Act.END_SESSIONS),
    (people.account_closed, Act.CLOSE_ACCOUNT),
    (people.account_opened, Act.OPEN_ACCOUNT),
)


def connect() -> None:
    """Listens from now on; twice is as good as once."""
    for signal, act, kind in DONE:
        _listen(signal, partial(_did, act, kind), act)
    for signal, act in DONE_TO:
        _listen(signal, partial(_was_done_to, act), act)
    auth.user_login_failed.connect(_no_password, dispatch_uid="audit")
    mfa.authentication_failed.connect(_no_code, dispatch_uid="audit")


def _listen(signal: Signal, receiver: Callable[..., None], act: Act) -> None:
    signal.connect(receiver, weak=False, dispatch_uid=f"audit {act}")


def _did(act: Act, kind: Kind, *, user: Any = None, **_told: Any) -> None:
    if isinstance(user, Person):  # whoever signs out without having signed in did nothing
        enter(act, by=user.pk, kind=kind)


def _was_done_to(act: Act, *, person: Person, by: Person | None = None, **_told: Any) -> None:
    enter(act, by=by.pk if by else None, record=person.pk, kind=Kind.ACCOUNT)


def _no_password(*, credentials: Mapping[str, Any], **_told: Any) -> None:
    """A wrong password; whose account it was tried on, if there is one. Who tried is not known."""
    tried = Person.objects.filter(email__iexact=credentials.get("email") or "").first()
    enter(Act.SIGN_IN_FAILED, by=None, record=tried.pk if tried else None, kind=Kind.ACCOUNT)


def _no_code(*, user: Person, **_told: Any) -> None:
    """A wrong second step after a right password."""
    enter(Act.SIGN_IN_FAILED, by=None, record=user.pk, kind=Kind.ACCOUNT)
