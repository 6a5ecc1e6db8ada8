"""Invitations: drawn, sent, sent again, withdrawn, taken once. Only the SHA-256 of a token is kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from multifidus.clinic.audit.entries import Act, enter
from multifidus.clinic.clinics.models import Clinic, Invitation, Membership, Role
from multifidus.clinic.people.models import Person

VALID_FOR = timedelta(days=7)
PER_HOUR = 30  # by one person; more is a mistake or a misuse
TRIES = 5  # dates of birth that do not fit, until an invitation is withdrawn


class TooManyInvitationsError(Exception):
    """Somebody has sent as many invitations as one person may in an hour."""


class IsMemberError(Exception):
    """Whoever is invited works in the clinic in this role already."""


class TakenError(Exception):
    """An invitation was accepted, withdrawn or has expired in the meantime."""


@dataclass(frozen=True)
class Drawn:
    """An invitation and its token, which nobody can tell again."""

    invitation: Invitation
    token: str


def invite(
    email: str, clinic: Clinic, *, role: Role | None = None, record: UUID | None = None, by: Person | None = None
) -> Drawn:
    """An invitation to work in a clinic, or without a role to be in its care; a record may wait for the person.

    An open invitation of the same clinic for the same address and purpose is withdrawn: only the newest link opens.
    """
    with transaction.atomic():
        if by is not None:
            Person.objects.select_for_update().get(pk=by.pk)  # the count below holds while this person sends
            _stay_below_the_limit(by)
        if role is not None and _works_already(email, clinic, role):
            raise IsMemberError
        now = timezone.now()
        open_now(clinic).filter(email__iexact=email, role=role or "", record=record).update(withdrawn_at=now)
        token = _draw()
        invitation = Invitation.objects.create(
            clinic=clinic,
            email=email.lower(),
            role=role or "",
            record=record,
            token_hash=_hashed(token),
            invited_by=by,
            expires_at=now + VALID_FOR,
        )
        _entered(invitation, by=by)
    return Drawn(invitation, token)


def send_again(invitation: Invitation, *, by: Person | None) -> Drawn:
    """The invitation with a new token and seven new days; the link before opens nothing any more.

    Raises TakenError when it was accepted or withdrawn.
    """
    with transaction.atomic():
        token, now = _draw(), timezone.now()
        changed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None).update(
            token_hash=_hashed(token), sent_at=now, expires_at=now + VALID_FOR
        )
        if not changed:
            raise TakenError
        _entered(invitation, by=by)
    invitation.refresh_from_db()
    return Drawn(invitation, token)


def withdraw(invitation: Invitation, *, by: Person) -> None:
    """Withdraws an invitation; raises TakenError when it was accepted before."""
    with transaction.atomic():
        changed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(withdrawn_at=timezone.now())
        if not changed:
            raise TakenError
        enter(Act.WITHDRAW, by=by.pk, clinic=invitation.clinic_id, kind="invitation", thing=invitation.pk)


def found(token: str) -> Invitation | None:
    """The invitation that a token opens; None when there is none, or it is not open any more."""
    return standing().filter(token_hash=_hashed(token)).select_related("clinic", "invited_by").first()


def standing() -> QuerySet[Invitation]:
    """The invitations that can be accepted."""
    return Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


def open_now(clinic: Clinic) -> QuerySet[Invitation]:
    """The invitations of a clinic that were neither accepted nor withdrawn; those that expired can be sent again."""
    return Invitation.objects.filter(clinic=clinic, accepted_at=None, withdrawn_at=None)


def take(invitation: Invitation, person: Person) -> None:
    """Marks an invitation as accepted; of two who take it at once the other gets TakenError.

    Called within the transaction of what it leads to.
    """
    taken = standing().filter(pk=invitation.pk).update(accepted_at=timezone.now(), accepted_by=person)
    if taken != 1:
        raise TakenError


def count_try(invitation: Invitation) -> int:
    """How many tries are left after one that did not fit; with the last one the invitation is withdrawn."""
    with transaction.atomic():
        mine = Invitation.objects.filter(pk=invitation.pk, accepted_at=None)
        mine.update(tries=F("tries") + 1)
        mine.filter(Q(tries__gte=TRIES), withdrawn_at=None).update(withdrawn_at=timezone.now())
    tries: int = Invitation.objects.values_list("tries", flat=True).get(pk=invitation.pk)
    return max(TRIES - tries, 0)


def _stay_below_the_limit(by: Person) -> None:
    hour = timezone.now() - timedelta(hours=1)
    if Invitation.objects.filter(invited_by=by, sent_at__gt=hour).count() >= PER_HOUR:
        raise TooManyInvitationsError


def _works_already(email: str, clinic: Clinic, role: Role) -> bool:
    return Membership.objects.filter(person__email__iexact=email, clinic=clinic, role=role, ended_at=None).exists()


def _entered(invitation: Invitation, *, by: Person | None) -> None:
    enter(
        Act.INVITE,
        by=by.pk if by else None,
        record=invitation.record,
        clinic=invitation.clinic_id,
        kind="invitation",
        thing=invitation.pk,
    )


def _draw() -> str:
    return secrets.token_urlsafe(32)


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
