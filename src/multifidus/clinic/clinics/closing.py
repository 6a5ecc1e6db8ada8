"""What closing an account means for the clinics somebody works in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from multifidus.clinic.clinics.memberships import end, is_last
from multifidus.clinic.clinics.working import memberships_of
from multifidus.clinic.people.models import Person


def objects_as_last_administrator(person: Person, **_signal: Any) -> str | None:
    """Why an account cannot be closed yet: a clinic would be left without an administrator."""
    for membership in memberships_of(person).select_related("clinic"):
        if is_last(membership):
            told = _("Nobody else administers %(clinic)s. Invite another administrator first; then close your account.")
            return told % {"clinic": membership.clinic.name}
    return None


def ends_memberships(person: Person, by: Person | None, **_signal: Any) -> None:
    """Ends all that a person works as, in the transaction that closes the account."""
    for membership in memberships_of(person):
        end(membership, by=by, even_the_last=by is None)
