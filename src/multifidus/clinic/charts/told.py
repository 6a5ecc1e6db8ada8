"""What leaves the room of a reading or an assessment: plain values, no rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from multifidus.clinic.charts.follow_up import follow_up_told
from multifidus.clinic.charts.models import Assessment, Reading
from multifidus.clinic.records.models import Record


@dataclass(frozen=True, slots=True)
class ToldReading:
    """One reading: who told it, when it was so, what was told, and what became of it."""

    id: UUID
    kind: str
    kind_label: str
    at: datetime
    entered_at: datetime
    author: UUID | None
    author_name: str  # empty where the account is no more
    by_clinician: bool
    clinic_name: str  # empty for the person's own
    text: str | None
    findings: dict[str, Any] | None
    questionnaires: Any
    setting: str | None
    episode: dict[str, Any] | None
    follow_up: tuple[str, ...]  # how it had changed, and whether the day could be done, in words
    corrects: UUID | None
    corrected_by: UUID | None
    struck: bool
    why: str

    @property
    def stands(self) -> bool:
        """Whether it counts today."""
        return not self.struck and self.corrected_by is None


@dataclass(frozen=True, slots=True)
class ToldAssessment:
    """One assessment: when and why it was made, with which tables, from which readings, and what it says."""

    id: UUID
    made_at: datetime
    because: str
    because_label: str
    edition: str
    urgency: str
    failed: bool
    readings: tuple[UUID, ...]
    answer: dict[str, Any]
    gathered: dict[str, Any]


def readings_of(record: Record) -> list[ToldReading]:
    """All readings of a record, the newest first, those corrected and struck among them."""
    rows = record.readings.select_related("author", "clinic").order_by("-at", "-entered_at")
    return told_readings(rows)


def told_readings(rows: Iterable[Reading]) -> list[ToldReading]:
    """Readings in their order, each with its correction."""
    rows = list(rows)
    corrections = dict(Reading.objects.filter(corrects__in=[row.pk for row in rows]).values_list("corrects", "pk"))
    return [told_reading(row, corrected_by=corrections.get(row.pk)) for row in rows]


def told_reading(row: Reading, *, corrected_by: UUID | None) -> ToldReading:
    """One reading as plain values."""
    content = row.content
    return ToldReading(
        id=row.pk,
        kind=str(row.kind),
        kind_label=str(row.get_kind_display()),
        at=row.at,
        entered_at=row.entered_at,
        author=row.author_id,
        author_name=str(row.author) if row.author is not None else "",
        by_clinician=row.by_clinician,
        clinic_name=row.clinic.name if row.clinic is not None else "",
        text=content.get("text"),
        findings=content.get("findings"),
        questionnaires=content.get("questionnaires"),
        setting=content.get("setting"),
        episode=content.get("episode"),
        follow_up=follow_up_told(content),
        corrects=row.corrects_id,
        corrected_by=corrected_by,
        struck=row.struck,
        why=row.why,
    )


def told_assessment(row: Assessment, *, whole: bool = True) -> ToldAssessment:
    """One assessment as plain values; without its answer unless it is wanted `whole`."""
    return ToldAssessment(
        id=row.pk,
        made_at=row.made_at,
        because=str(row.because),
        because_label=str(row.get_because_display()),
        edition=row.edition,
        urgency=row.urgency,
        failed=bool(row.failed),
        readings=tuple(UUID(one) for one in row.readings),
        answer=row.answer if whole else {},
        gathered=row.gathered if whole else {},
    )
