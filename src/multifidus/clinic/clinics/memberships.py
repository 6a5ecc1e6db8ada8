"""Memberships: begun by an invitation, ended by an administrator or by whoever leaves, kept for ever."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from multifidus.clinic.audit.entries import Act, enter
from multifidus.clinic.clinics.models import Clinic, Membership, Role
from multifidus.clinic.clinics.signals import membership_ended
from multifidus.clinic.people.models import Person


class LastAdministratorError(Exception):
    """Without this membership nobody could administer the clinic any more."""


def join(person: Person, clinic: Clinic, role: Role) -> Membership:
    """The membership of a person in a role, begun now unless it stands already."""
    with transaction.atomic():
        membership, is_new = Membership.objects.get_or_create(person=person, clinic=clinic, role=role, ended_at=None)
        if is_new:
            enter(Act.JOIN, by=person.pk, clinic=clinic.pk, kind="membership", thing=membership.pk)
    return membership


def end(membership: Membership, *, by: Person | None, even_the_last: bool = False) -> None:
    """Ends a membership; every page asks who works where, so it counts from the next request on.

    Raises LastAdministratorError and ends nothing when the clinic would be left without an administrator, unless the
    account itself was closed by a command. Ending it twice ends it once.
    """
    with transaction.atomic():
        # Two administrators who end each other at the same moment wait for each other here.
        Clinic.objects.select_for_update().get(pk=membership.clinic_id)
        if not even_the_last and is_last(membership):
            raise LastAdministratorError
        ended = Membership.objects.filter(pk=membership.pk, ended_at=None).update(ended_at=timezone.now())
        if ended:
            who = by.pk if by else None
            membership_ended.send(Membership, membership=membership, by=by)
            enter(Act.LEAVE, by=who, clinic=membership.clinic_id, kind="membership", thing=membership.pk)


def is_last(membership: Membership) -> bool:
    """Whether nobody else administers the clinic; an account that is closed administers nothing."""
    if membership.role != Role.ADMINISTRATOR:
        return False
    administrators = Membership.objects.filter(
        clinic=membership.clinic_id, role=Role.ADMINISTRATOR, ended_at=None, person__is_active=True
    )
    return not administrators.exclude(person=membership.person_id).exists()
