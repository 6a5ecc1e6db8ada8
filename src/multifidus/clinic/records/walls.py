"""Who may see what. Every page and every answer asks here, and nowhere else."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from multifidus.clinic.audit.entries import Act, enter
from multifidus.clinic.clinics.models import Role
from multifidus.clinic.clinics.working import clinics_of
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Consent, EmergencyAccess, Record


class Wish(StrEnum):
    """What somebody wants to do with a record."""

    READ = "read"  # its contents
    WRITE = "write"  # a reading, a correction
    OWN = "own"  # consent, export, erase, who looked: what only its person decides or sees


def records_in_care(person: Person, *roles: Role) -> QuerySet[Record]:
    """The records under a live consent to a clinic in which `person` works as one of `roles`."""
    consents = Consent.objects.filter(withdrawn_at=None, clinic__in=clinics_of(person, *roles))
    return Record.objects.filter(pk__in=consents.values("record"))


def records_open_to(person: Person, wish: Wish) -> QuerySet[Record]:
    """The records with which `person` may do what they wish: their own, those in care, those opened by break-glass."""
    if wish is Wish.OWN:
        return Record.objects.filter(person=person)
    glass = EmergencyAccess.objects.filter(
        clinician=person, until__gt=timezone.now(), clinic__in=clinics_of(person, Role.CLINICIAN)
    )
    return Record.objects.filter(
        Q(person=person) | Q(pk__in=records_in_care(person, Role.CLINICIAN)) | Q(pk__in=glass.values("record"))
    )


def open_record(
    person: Person, record: UUID, wish: Wish, act: Act, *, kind: str = "", thing: UUID | None = None
) -> Record:
    """The record, with the opening entered in the audit; Http404 where it is not theirs to open.

    What lies behind the wall answers as what does not exist.
    """
    found = records_open_to(person, wish).filter(pk=record).first()
    if found is None:
        raise Http404
    enter(act, by=person.pk, record=found.pk, kind=kind, thing=thing)
    return found
