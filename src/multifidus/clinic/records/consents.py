"""Consent: given, told, withdrawn. A clinic sees a record as long as one stands, and not a moment longer."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from multifidus.clinic.audit.entries import Act, Ground, enter
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Consent, Record


def give(record: Record, clinic: Clinic, *, by: Person) -> Consent:
    """The consent of the person who owns a record; one that stands already is kept, one that was told is confirmed."""
    with transaction.atomic():
        _hold(record)
        standing = live(record).filter(clinic=clinic).first()
        if standing is not None and standing.given == Consent.Given.SIGNED_IN:
            return standing
        if standing is not None:
            _end(standing, by)
        consent = Consent.objects.create(
            record=record, clinic=clinic, given=Consent.Given.SIGNED_IN, given_by=by, follows=standing
        )
        _entered(Act.CONSENT, consent, by)
    return consent


def write_down(record: Record, clinic: Clinic, how: str, *, by: Person) -> Consent:
    """The consent that was told to a clinician, in whose words it was told; one that stands already is kept."""
    with transaction.atomic():
        _hold(record)
        standing = live(record).filter(clinic=clinic).first()
        if standing is not None:
            return standing
        consent = Consent.objects.create(
            record=record, clinic=clinic, given=Consent.Given.TOLD, given_by=by, told_how=how
        )
        _entered(Act.CONSENT, consent, by)
    return consent


def withdraw(record: Record, clinic: Clinic, *, by: Person | None) -> bool:
    """Whether a consent stood and is withdrawn now; by nobody when its time had come."""
    with transaction.atomic():
        _hold(record)
        standing = live(record).filter(clinic=clinic).first()
        if standing is None:
            return False
        _end(standing, by)
        _entered(Act.WITHDRAW, standing, by)
    return True


def live(record: Record) -> QuerySet[Consent]:
    """The consents to see a record that stand today."""
    return record.consents.filter(withdrawn_at=None)


def _end(consent: Consent, by: Person | None) -> None:
    Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=timezone.now(), withdrawn_by=by)


def _hold(record: Record) -> None:
    """Lets whoever changes the consents of the same record wait; on SQLite every writer waits for the one before."""
    Record.objects.select_for_update().get(pk=record.pk)


def _entered(act: Act, consent: Consent, by: Person | None) -> None:
    ground = Ground.NONE if by is None else Ground.OWN if consent.record.person_id == by.pk else Ground.CONSENT
    enter(
        act,
        by=by.pk if by else None,
        record=consent.record_id,
        clinic=consent.clinic_id,
        ground=ground,
        kind="consent",
        thing=consent.pk,
    )
