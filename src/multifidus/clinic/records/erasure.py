"""Erasing a record: at once where no clinic has to keep it, otherwise closed now and erased when its time is over.

docs/decisions/2026-11-27-erasure.md says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from multifidus.clinic.audit.entries import Act, Ground, enter
from multifidus.clinic.audit.pseudonyms import forget
from multifidus.clinic.clinics.models import Membership
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.belongings import belongings, close_all
from multifidus.clinic.records.consents import live, withdraw
from multifidus.clinic.records.models import Erasure, Record
from multifidus.clinic.records.retention import kept_until


@dataclass(frozen=True)
class Asked:
    """What became of it when a person asked: erased, or kept unseen until a day."""

    kept_until: datetime | None


def ask(record: Record, *, by: Person) -> Asked:
    """Erases a person's record and those that went on in it, or closes what a clinic has to keep a while longer."""
    with transaction.atomic():
        held = _held(record)
        ends = [_erase_or_close(one, by) for one in (*held.continues.all(), held)]
        return Asked(max((end for end in ends if end is not None), default=None))


def _erase_or_close(record: Record, by: Person) -> datetime | None:
    """Until when a record is kept, closed; None when it was erased."""
    until = kept_until(record)
    if until is None or until <= timezone.now():
        erase(record, Erasure.Why.PERSON, by=by)
        return None
    _close(record, by)
    return until


def erase(record: Record, why: Erasure.Why, *, by: Person | None = None) -> Erasure:
    """That a record was erased; of what belonged to it nothing is left but this, and nothing here says whose it was.

    The row that says so comes first: the database lets nothing be deleted of a record before it stands.
    """
    with transaction.atomic():
        record = _held(record)
        close_all(record)
        enter(
            Act.ERASE,
            by=by.pk if by else None,
            record=record.pk,
            ground=Ground.OWN if by else Ground.NONE,
            kind="record",
        )
        going = [belonging for belonging in belongings() if not belonging.stays]
        counted = {belonging.name: belonging.rows(record).count() for belonging in going}
        erasure = Erasure.objects.create(record=record.pk, why=why, erased=counted)
        record.continues.update(continued_in=None)
        for belonging in reversed(going):
            rows = belonging.rows(record).select_related(None).order_by()
            rows._raw_delete(rows.db)  # one statement: what corrects each other goes together
        whole = Record.objects.filter(pk=record.pk)
        whole._raw_delete(whole.db)
        _forget(record)
    return erasure


def _close(record: Record, by: Person) -> None:
    """Nobody sees the record from now on, not even by break-glass, and it is nobody's; its rows stay as they are."""
    now = timezone.now()
    close_all(record)
    for consent in live(record).select_related("clinic"):
        withdraw(record, consent.clinic, by=by)
    record.emergency_accesses.filter(until__gt=now).update(until=now)
    enter(Act.ERASE, by=by.pk, record=record.pk, ground=Ground.OWN, kind="record")
    _forget_account(record)
    Record.objects.filter(pk=record.pk, closed_at=None).update(person=None, closed_at=now)


def _held(record: Record) -> Record:
    """The record as it is now; nobody else writes to it until this is done."""
    return Record.objects.select_for_update().get(pk=record.pk)


def _forget(record: Record) -> None:
    """The audit knows the record no more, nor the account of its person."""
    forget(record.pk)
    _forget_account(record)


def _forget_account(record: Record) -> None:
    """When somebody signed in tells when they read their record. Who ever worked in a clinic keeps their name."""
    person = record.person_id
    if person is not None and not Membership.objects.filter(person=person).exists():
        forget(person)
