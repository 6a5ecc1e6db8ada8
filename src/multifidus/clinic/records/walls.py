"""Who may see what. Every page and every answer asks here, and nowhere else."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, UUIDField
from django.http import Http404
from django.utils import timezone

from multifidus.clinic.audit.entries import Act, Ground, enter
from multifidus.clinic.clinics.models import Clinic, Role
from multifidus.clinic.clinics.working import clinics_of
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


def clinic_behind(person: Person, record: Record) -> Clinic | None:
    """The clinic as whose clinician `person` stands before a record; None before their own."""
    opened = record.opened
    if opened.ground is Ground.NONE:
        seen = _with_grounds(Record.objects.all(), person).filter(pk=record.pk).first()
        opened = _opened(seen, person) if seen is not None else opened
    return Clinic.objects.filter(pk=opened.clinic).first() if opened.clinic is not None else None


def open_record(
    person: Person, record: UUID, wish: Wish, act: Act, *, kind: str = "", thing: UUID | None = None
) -> Record:
    """The record, with the opening entered in the audit; Http404 where it is not theirs to open.

    What lies behind the wall answers as what does not exist. `opened` of the record says by what right it was opened:
    hand it on to whatever is entered next.
    """
    found = _with_grounds(records_open_to(person, wish), person).filter(pk=record).first()
    if found is None:
        raise Http404
    found.opened = _opened(found, person)
    enter(
        act,
        by=person.pk,
        record=found.pk,
        clinic=found.opened.clinic,
        ground=found.opened.ground,
        kind=kind,
        thing=thing,
    )
    return found


def _with_grounds(records: QuerySet[Record], person: Person) -> QuerySet[Record]:
    """The records with the clinic whose consent, or whose break-glass, opens each to a person: in the same query."""
    clinics = clinics_of(person, Role.CLINICIAN)
    consents = Consent.objects.filter(record=OuterRef("pk"), withdrawn_at=None, clinic__in=clinics)
    glass = glass_broken_by(person).filter(record=OuterRef("pk"))
    return records.annotate(
        consented=Subquery(consents.order_by("given_at", "pk").values("clinic")[:1], output_field=UUIDField()),
        glass=Subquery(glass.order_by("-at").values("clinic")[:1], output_field=UUIDField()),
    )


def _opened(record: Record, person: Person) -> Opened:
    if record.person_id == person.pk:
        return Opened(Ground.OWN)
    if consented := getattr(record, "consented", None):
        return Opened(Ground.CONSENT, consented)
    if glass := getattr(record, "glass", None):
        return Opened(Ground.BREAK_GLASS, glass)
    return Opened()
