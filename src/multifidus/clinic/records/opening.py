"""Opening a record: by its person at the first visit, or by a clinician for somebody without an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from multifidus.clinic.audit.entries import Act, Ground, enter
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.consents import write_down
from multifidus.clinic.records.models import Record, sought


@dataclass(frozen=True)
class Who:
    """Whose record it is: name, date of birth, sex as the vocabulary names it (empty: not told)."""

    name: str
    born: date | None = None
    sex: str = ""


def own_record(person: Person) -> Record | None:
    """The record of a person; None while they have none."""
    return Record.objects.filter(person=person, closed_at=None).first()


def open_own(person: Person, who: Who) -> Record:
    """The record of a person, opened now; the one they have, when it was opened twice at once."""
    try:
        with transaction.atomic():
            record = Record.objects.create(person=person, opened_by=person, name=who.name, born=who.born, sex=who.sex)
            enter(Act.WRITE, by=person.pk, record=record.pk, ground=Ground.OWN, kind="record", thing=record.pk)
    except IntegrityError:
        standing = own_record(person)
        if standing is None:
            raise
        return standing
    return record


def open_for(who: Who, clinic: Clinic, how: str, *, by: Person) -> Record:
    """A record for somebody without an account, and the consent that they told a clinician."""
    with transaction.atomic():
        record = Record.objects.create(opened_by=by, name=who.name, born=who.born, sex=who.sex)
        enter(
            Act.WRITE,
            by=by.pk,
            record=record.pk,
            clinic=clinic.pk,
            ground=Ground.CONSENT,
            kind="record",
            thing=record.pk,
        )
        write_down(record, clinic, how, by=by)
    return record


def change(record: Record, who: Who, *, by: Person) -> None:
    """Changes name, date of birth and sex of a record that the walls opened."""
    with transaction.atomic():
        Record.objects.filter(pk=record.pk).update(name=who.name, sought=sought(who.name), born=who.born, sex=who.sex)
        enter(
            Act.WRITE,
            by=by.pk,
            record=record.pk,
            clinic=record.opened.clinic,
            ground=record.opened.ground,
            kind="record",
            thing=record.pk,
        )
