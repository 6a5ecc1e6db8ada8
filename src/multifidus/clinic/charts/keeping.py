"""Keeping readings: added, corrected or struck, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from multifidus.clinic.audit.entries import Act, Kind, enter
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Record


class SentBeforeError(Exception):
    """Something else was sent under the same `sent_as` before; what is new was not kept."""


class CorrectedMeanwhileError(Exception):
    """Somebody else has corrected the same reading; `by` is the correction that stands, ours was not kept."""

    def __init__(self, by: Reading) -> None:
        super().__init__("corrected in the meantime")
        self.by = by


def keep(
    record: Record,
    kind: Reading.Kind,
    content: Mapping[str, Any],
    *,
    author: Person,
    at: datetime | None = None,
    clinic: Clinic | None = None,
    sent_as: UUID | None = None,
) -> Reading:
    """The reading as it was kept, on disk and in the audit; `clinic` is where its author works, None for the person.

    What is sent twice under one `sent_as` is kept once, and the first answers; raises SentBeforeError when the second
    says something else, as it would be lost. The wall was asked before.
    """
    reading = Reading(
        record=record,
        kind=kind,
        at=at or timezone.now(),
        author=author,
        by_clinician=record.person_id != author.pk,
        clinic=clinic,
        content=dict(content),
        sent_as=sent_as,
    )
    return _sent_before(reading) or _written(reading, Act.WRITE) or _kept_by_another(reading)


def correct(
    reading: Reading,
    content: Mapping[str, Any] | None,
    *,
    author: Person,
    why: str,
    at: datetime | None = None,
    clinic: Clinic | None = None,
    sent_as: UUID | None = None,
) -> Reading:
    """The reading that stands from now on in the place of another; without content the other is struck.

    Raises CorrectedMeanwhileError when somebody else has corrected the same reading, SentBeforeError as `keep` does.
    """
    correction = Reading(
        record=reading.record,
        kind=reading.kind,
        at=at or reading.at,
        author=author,
        by_clinician=reading.record.person_id != author.pk,
        clinic=clinic,
        content=dict(content or {}),
        corrects=reading,
        struck=content is None,
        why=why,
        sent_as=sent_as,
    )
    return _sent_before(correction) or _written(correction, Act.CORRECT) or _kept_by_another(correction)


def standing(record: Record) -> list[Reading]:
    """The readings that hold today: no correction has taken their place, and they are not struck."""
    return list(record.readings.filter(correction=None, struck=False).order_by("at", "entered_at"))


def _written(reading: Reading, act: Act) -> Reading | None:
    """The reading, written with its audit entry or not at all; None where a constraint says that another was first."""
    try:
        with transaction.atomic():
            reading.save(force_insert=True)
            opened = reading.record.opened
            enter(
                act,
                by=reading.author_id,
                record=reading.record_id,
                clinic=reading.clinic_id or opened.clinic,
                ground=opened.ground,
                kind=Kind.READING,
                thing=reading.pk,
            )
    except IntegrityError:
        if not Reading.objects.filter(_in_its_place(reading)).exists():
            raise
        return None
    return reading


def _in_its_place(reading: Reading) -> Q:
    same = Q(record=reading.record_id, sent_as=reading.sent_as) if reading.sent_as else Q(pk=None)
    return same | Q(corrects=reading.corrects_id) if reading.corrects_id else same


def _sent_before(reading: Reading) -> Reading | None:
    """What was kept under the same `sent_as`; raises SentBeforeError when it says something else."""
    if reading.sent_as is None:
        return None
    kept = Reading.objects.filter(record=reading.record_id, sent_as=reading.sent_as).first()
    if kept is None:
        return None
    told = (kept.kind, kept.content, kept.corrects_id, kept.struck, kept.author_id)
    if told != (reading.kind, reading.content, reading.corrects_id, reading.struck, reading.author_id):
        raise SentBeforeError
    return kept


def _kept_by_another(reading: Reading) -> Reading:
    """What stands in the place of a reading that came second."""
    kept = _sent_before(reading)
    if kept is not None:
        return kept
    raise CorrectedMeanwhileError(Reading.objects.get(corrects=reading.corrects_id))
