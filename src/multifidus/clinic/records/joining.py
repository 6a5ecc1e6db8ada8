"""Accepting an invitation: staff join the clinic; a person gives consent, and the record that waited becomes theirs."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from multifidus.clinic.audit.entries import Act, Ground, enter
from multifidus.clinic.clinics.invitations import TakenError, count_try, take
from multifidus.clinic.clinics.memberships import join
from multifidus.clinic.clinics.models import Invitation, Membership, Role
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.belongings import carry_on
from multifidus.clinic.records.consents import give, live, write_down
from multifidus.clinic.records.models import Consent, Record
from multifidus.clinic.records.opening import Who, open_own, own_record


class WrongBirthError(Exception):
    """The date of birth is not that of the record that waits; `left` tries are left."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} tries are left")
        self.left = left


def join_as_staff(invitation: Invitation, person: Person) -> Membership:
    """The membership that an invitation leads to; raises TakenError when it is not open any more."""
    with transaction.atomic():
        take(invitation, person)
        return join(person, invitation.clinic, Role(invitation.role))


def join_in_care(invitation: Invitation, person: Person, who: Who) -> Record:
    """The person's record, with their consent for the clinic that invited them.

    `who` is used where they have no record yet, and `who.born` has to fit the record that waits for them: the letter
    may have gone to somebody else. Raises WrongBirthError, and TakenError when the invitation is not open any more.
    """
    waits = invitation.record
    if waits is not None and not _is_theirs(waits, who.born):
        raise WrongBirthError(count_try(invitation))
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)  # two invitations accepted at once wait for each other
        take(invitation, person)
        had = own_record(person)
        own = _joined(_waiting(waits), had, person) if waits is not None else had or open_own(person, who)
        give(own, invitation.clinic, by=person)
        Invitation.objects.filter(pk=invitation.pk).update(record=own.pk)  # so that erasing the record finds it
        enter(
            Act.JOIN,
            by=person.pk,
            record=own.pk,
            clinic=invitation.clinic_id,
            ground=Ground.OWN,
            kind="record",
            thing=own.pk,
        )
    return own


def _is_theirs(record: UUID, born: date | None) -> bool:
    return born is not None and Record.objects.filter(pk=record, born=born).exists()


def _waiting(record: UUID) -> Record:
    """The record that waits, held; raises TakenError when it is somebody's by now, or closed."""
    waiting = Record.objects.select_for_update().filter(pk=record, person=None, closed_at=None).first()
    if waiting is None:
        raise TakenError
    return waiting


def _joined(waiting: Record, own: Record | None, person: Person) -> Record:
    """The one record of the person: the one that waited, or their own with all that waited added to it."""
    if own is None:
        waiting.person = person
        waiting.save(update_fields=["person"])
        return waiting
    carry_on(waiting, own)
    for consent in live(waiting).select_related("clinic"):
        _carry_consent(consent, own)
    now = timezone.now()
    live(waiting).update(withdrawn_at=now, withdrawn_by=person)
    waiting.emergency_accesses.filter(until__gt=now).update(until=now)
    Record.objects.filter(pk=waiting.pk).update(closed_at=now, continued_in=own)
    enter(Act.WRITE, by=person.pk, record=waiting.pk, ground=Ground.OWN, kind="record", thing=own.pk)
    return own


def _carry_consent(consent: Consent, own: Record) -> None:
    """A consent that was told holds for the record that goes on, as it was told."""
    if consent.given_by is not None:
        write_down(own, consent.clinic, consent.told_how, by=consent.given_by)
