"""What a chart keeps of a record: readings and assessments, for its export, its erasure, and going on in another."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from multifidus.clinic.charts.assessing import reassess
from multifidus.clinic.charts.models import Assessment, Reading
from multifidus.clinic.records.belongings import belongs
from multifidus.clinic.records.models import Record


def register() -> None:
    """Adds readings and assessments to what belongs to a record."""
    belongs("readings", Reading, readings, _reading, carry=carry_readings)
    belongs("assessments", Assessment, assessments, _assessment)


def readings(record: Record) -> QuerySet[Reading]:
    """All readings, those corrected or struck as well, as they came."""
    return record.readings.select_related("author", "clinic").order_by("entered_at", "pk")


def assessments(record: Record) -> QuerySet[Assessment]:
    """All assessments, the first one first."""
    return record.assessments.order_by("made_at", "pk")


def carry_readings(before: Record, after: Record) -> None:
    """Adds the readings of one record to another as they were written, corrections to what they correct.

    The second is assessed anew once that is committed.
    """
    rows = list(readings(before))
    new: dict[UUID, UUID] = {row.pk: uuid4() for row in rows}
    for row in rows:
        corrects = new[row.corrects_id] if row.corrects_id else None
        carried = {name: getattr(row, name) for name in CARRIED}
        Reading.objects.create(pk=new[row.pk], record=after, corrects_id=corrects, **carried)
    if new:
        transaction.on_commit(lambda: reassess(after))


# All that a reading says; `sent_as` is left behind, for it only tells one phone what it sent to the other record.
CARRIED = ("kind", "at", "entered_at", "author", "by_clinician", "clinic", "content", "struck", "why")


def _reading(row: Reading) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "at": row.at,
        "entered_at": row.entered_at,
        "author": str(row.author) if row.author else None,
        "by_clinician": row.by_clinician,
        "clinic": row.clinic.name if row.clinic else None,
        "content": row.content,
        "corrects": row.corrects_id,
        "struck": row.struck,
        "why": row.why,
        "sent_as": row.sent_as,
    }


def _assessment(row: Assessment) -> dict[str, Any]:
    return {
        "id": row.pk,
        "made_at": row.made_at,
        "because": row.because,
        "seen": row.seen,
        "edition": row.edition,
        "urgency": row.urgency,
        "readings": row.readings,
        "answer": row.answer,
        "gathered": row.gathered,
        "holds_until": row.holds_until,
        "failed": row.failed,
    }
