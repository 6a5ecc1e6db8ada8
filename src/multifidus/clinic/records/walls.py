"""Who may see what. Every page and every answer asks here, and nowhere else."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from multifidus.clinic.audit.entries import Act, Ground, enter
from multifidus.clinic.clinics.models import Clinic, Role
from multifidus.clinic.clinics.working import clinics_of, memberships_of
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Consent, EmergencyAccess, Opened, Record


class Wish(StrEnum):
    """What somebody wants to do with a record."""

    READ = "read"  # its contents
    WRITE = "write"  # a reading, a correction
    OWN = "own"  # consent, export, erase, who looked: what only its person decides or sees


def records_in_care(person: Person, *roles: Role) -> QuerySet[Record]:
    """The records under a live consent to a clinic in which `person` works as one of `roles`."""
    consents = Consent.objects.filter(withdrawn_at=None, clinic__in=clinics_of(person, *roles))
    return Record.objects.filter(closed_at=None, pk__in=consents.values("record"))


def glass_broken_by(person: Person) -> QuerySet[EmergencyAccess]:
    """The emergency accesses of a clinician that have not ended, in clinics where they still are one."""
    clinics = clinics_of(person, Role.CLINICIAN)
    return EmergencyAccess.objects.filter(clinician=person, until__gt=timezone.now(), clinic__in=clinics)


def records_open_to(person: Person, wish: Wish) -> QuerySet[Record]:
    """The records with which `person` may do what they wish: their own, those in care, those opened by break-glass."""
    if wish is Wish.OWN:
        return Record.objects.filter(closed_at=None, person=person)
    glass = glass_broken_by(person)
    return Record.objects.filter(
        Q(person=person) | Q(pk__in=records_in_care(person, Role.CLINICIAN)) | Q(pk__in=glass.values("record")),
        closed_at=None,
    )


def opened_by(person: Person, record: Record) -> Opened:
    """By what right a person may read a record, and under which clinic; ground NONE when by none.

    It says of one record what `records_open_to` says of all, in a few short queries: a test holds the two together.
    """
    if record.closed_at is not None:
        return Opened()
    if record.person_id == person.pk:
        return Opened(Ground.OWN)
    clinics = list(memberships_of(person).filter(role=Role.CLINICIAN).values_list("clinic_id", flat=True))
    if not clinics:
        return Opened()
    consents = record.consents.filter(withdrawn_at=None, clinic__in=clinics).order_by("given_at", "pk")
    if consented := consents.values_list("clinic_id", flat=True).first():
        return Opened(Ground.CONSENT, consented)
    glass = EmergencyAccess.objects.filter(record=record, clinician=person, until__gt=timezone.now())
    if broken := glass.filter(clinic__in=clinics).order_by("-at").values_list("clinic_id", flat=True).first():
        return Opened(Ground.BREAK_GLASS, broken)
    return Opened()


def clinic_behind(person: Person, record: Record) -> Clinic | None:
    """The clinic as whose clinician `person` stands before a record; None before their own."""
    opened = opened_by(person, record) if record.opened.ground is Ground.NONE else record.opened
    return Clinic.objects.filter(pk=opened.clinic).first() if opened.clinic is not None else None


def open_record(
    person: Person, record: UUID, wish: Wish, act: Act, *, kind: str = "", thing: UUID | None = None
) -> Record:
    """The record, with the opening entered in the audit; Http404 where it is not theirs to open.

    What lies behind the wall answers as what does not exist. `opened` of the record says by what right it was opened:
    hand it on to whatever is entered next.
    """
    found = Record.objects.filter(pk=record).first()
    opened = opened_by(person, found) if found is not None else Opened()
    if found is None or opened.ground is Ground.NONE or (wish is Wish.OWN and opened.ground is not Ground.OWN):
        raise Http404
    found.opened = opened
    enter(
        act,
        by=person.pk,
        record=found.pk,
        clinic=opened.clinic,
        ground=opened.ground,
        kind=kind,
        thing=thing,
    )
    return found
