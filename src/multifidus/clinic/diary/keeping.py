"""Keeping episodes: each once, however often a phone sends it; and whether what was told made it urgent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from multifidus.clinic.charts.assessing import latest
from multifidus.clinic.charts.current import current
from multifidus.clinic.charts.keeping import SentBeforeError, keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Record

AT_ONCE = ("emergency", "urgent")  # what has to be seen before anything else, the most urgent first


@dataclass(frozen=True, slots=True)
class CameTo:
    """What the record comes to after something was kept: how urgent, and whether that is new."""

    urgency: str
    rose: bool


def keep_episode(
    record: Record, content: Mapping[str, Any], *, author: Person, at: datetime, sent_as: UUID | None
) -> Reading:
    """The reading as it was kept. The same episode sent again answers with the first, though its minute moved on.

    Raises SentBeforeError where another episode was sent under the same `sent_as`.
    """
    try:
        return keep(record, Reading.Kind.DIARY, content, author=author, at=at, sent_as=sent_as)
    except SentBeforeError:
        kept = record.readings.get(sent_as=sent_as)
        if kept.kind != Reading.Kind.DIARY or _but_when(kept.content) != _but_when(content):
            raise
        return kept


def assessed(record: Record, *, before: str) -> CameTo:
    """The urgency now, and whether it rose to something that has to be seen at once."""
    made = current(record)
    now = made.urgency if made is not None else ""
    return CameTo(now, now in AT_ONCE and (before not in AT_ONCE or AT_ONCE.index(now) < AT_ONCE.index(before)))


def urgency_of(record: Record) -> str:
    """How urgent it was last; empty where nobody knows."""
    made = latest(record)
    return made.urgency if made is not None else ""


def answer_of(record: Record) -> str:
    """Where the answer of a record stands."""
    return reverse("answer", args=[record.pk])


def _but_when(content: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in (content.get("episode") or {}).items() if key != "began"}
