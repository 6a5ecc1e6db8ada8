"""Break-glass: a clinician opens a record without consent, for an hour, for a reason that they write down.

Whether anybody of a name exists is told only after a reason was written, and each try counts, found or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from multifidus.clinic.audit.entries import Act, Ground, enter
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.jobs.queue import enqueue
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Consent, EmergencyAccess, EmergencyTry, Record, sought

LASTS = timedelta(hours=1)
TRIES_PER_HOUR = 5  # by one clinician
TRIES_PER_CLINIC = 20  # within an hour, by all who work there
MAIL = "tell_of_emergency"  # the kind of job that writes to the person


class TooManyTriesError(Exception):
    """A clinician, or all of a clinic, has tried as often as is allowed within an hour."""


class NobodyError(Exception):
    """No record fits, or more than one does: `several` says which."""

    def __init__(self, *, several: bool) -> None:
        super().__init__("several fit" if several else "none fits")
        self.several = several


@dataclass(frozen=True)
class Whom:
    """Whose record is needed: the id of the record, or the exact name and date of birth."""

    record: UUID | None = None
    name: str = ""
    born: date | None = None


def break_glass(whom: Whom, reason: str, *, by: Person, clinic: Clinic) -> EmergencyAccess:
    """The access, open for an hour; the one that is open already, when the same clinician asks again.

    Raises TooManyTriesError before it looks for anybody, and NobodyError when nobody or several fit.
    """
    with transaction.atomic():
        _count(by, clinic)
    found = list(_fitting(whom)[:2])
    if len(found) != 1:
        raise NobodyError(several=len(found) > 1)
    return _open(found[0], reason, by=by, clinic=clinic)


def end(access: EmergencyAccess, *, by: Person) -> None:
    """Ends an access before its hour is over."""
    with transaction.atomic():
        now = timezone.now()
        if EmergencyAccess.objects.filter(pk=access.pk, until__gt=now).update(until=now):
            enter(
                Act.WITHDRAW,
                by=by.pk,
                record=access.record_id,
                clinic=access.clinic_id,
                ground=Ground.BREAK_GLASS,
                kind="emergency_access",
                thing=access.pk,
            )


def concerning(clinic: Clinic) -> QuerySet[EmergencyAccess]:
    """The accesses by clinicians of a clinic, and those to records while it had consent for them; the newest first."""
    before = Consent.objects.filter(record=OuterRef("record"), clinic=clinic, given_at__lte=OuterRef("at"))
    either = Q(clinic=clinic) | Exists(before.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=OuterRef("at"))))
    return EmergencyAccess.objects.filter(either).select_related("clinician", "clinic").order_by("-at")


def _count(by: Person, clinic: Clinic) -> None:
    """Counts a try, found or not; raises TooManyTriesError when there were enough."""
    Clinic.objects.select_for_update().get(pk=clinic.pk)  # who tries at the same moment is counted after the other
    hour = EmergencyTry.objects.filter(at__gt=timezone.now() - timedelta(hours=1))
    if hour.filter(clinician=by).count() >= TRIES_PER_HOUR or hour.filter(clinic=clinic).count() >= TRIES_PER_CLINIC:
        raise TooManyTriesError
    tried = EmergencyTry.objects.create(clinician=by, clinic=clinic)
    enter(Act.BREAK_GLASS, by=by.pk, clinic=clinic.pk, kind="emergency_try", thing=tried.pk)


def _fitting(whom: Whom) -> QuerySet[Record]:
    standing = Record.objects.filter(closed_at=None)
    if whom.record is not None:
        return standing.filter(pk=whom.record)
    name = sought(whom.name)
    if not name or whom.born is None:
        return standing.none()
    return standing.filter(sought=name, born=whom.born)


def _open(record: Record, reason: str, *, by: Person, clinic: Clinic) -> EmergencyAccess:
    with transaction.atomic():
        Record.objects.select_for_update().get(pk=record.pk)
        now = timezone.now()
        running = record.emergency_accesses.filter(clinician=by, clinic=clinic, until__gt=now).first()
        if running is not None:
            return running
        access = EmergencyAccess.objects.create(
            record=record, clinician=by, clinic=clinic, reason=reason, at=now, until=now + LASTS
        )
        enter(
            Act.BREAK_GLASS,
            by=by.pk,
            record=record.pk,
            clinic=clinic.pk,
            ground=Ground.BREAK_GLASS,
            kind="emergency_access",
            thing=access.pk,
        )
        if record.person_id is not None:
            enqueue(MAIL, clinic=clinic.pk, access=access.pk)
    return access
