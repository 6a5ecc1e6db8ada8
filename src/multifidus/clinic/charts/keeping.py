"""Keeping readings: added, corrected or struck, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from multifidus.clinic.audit.entries import Act, enter
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Record


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

    What is sent twice under one `sent_as` is kept once, and the first answers. The wall was asked before.
    """
    with transaction.atomic():
        if sent_as is not None:
            kept = Reading.objects.filter(record=record, sent_as=sent_as).first()
            if kept is not None:
                return kept
        reading = Reading.objects.create(
            record=record,
            kind=kind,
            at=at or timezone.now(),
            author=author,
            by_clinician=record.person_id != author.pk,
            clinic=clinic,
            content=dict(content),
            sent_as=sent_as,
        )
        enter(
            Act.WRITE,
            by=author.pk,
            record=record.pk,
            clinic=clinic.pk if clinic else record.opened.clinic,
            ground=record.opened.ground,
            kind="reading",
            thing=reading.pk,
        )
    return reading


def correct(
    reading: Reading, content: Mapping[str, Any] | None, *, author: Person, clinic: Clinic | None = None
) -> Reading:
    """The reading that stands from now on in the place of another; without content the other is struck.

    Raises IntegrityError when somebody else has corrected the same reading in the meantime.
    """
    with transaction.atomic():
        correction = Reading.objects.create(
            record=reading.record,
            kind=reading.kind,
            at=reading.at,
            author=author,
            by_clinician=reading.record.person_id != author.pk,
            clinic=clinic,
            content=dict(content or {}),
            corrects=reading,
            struck=content is None,
        )
        enter(
            Act.CORRECT,
            by=author.pk,
            record=reading.record_id,
            clinic=clinic.pk if clinic else reading.record.opened.clinic,
            ground=reading.record.opened.ground,
            kind="reading",
            thing=correction.pk,
        )
    return correction


def standing(record: Record) -> list[Reading]:
    """The readings that hold today: no correction has taken their place, and they are not struck."""
    return list(record.readings.filter(correction=None, struck=False).order_by("at", "entered_at"))
