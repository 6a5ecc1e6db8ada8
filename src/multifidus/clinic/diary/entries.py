"""The entries of a diary that stand today, read with today's tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from multifidus.clinic.charts.gathering import words_in
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.records.models import Record
from multifidus.errors import InputError
from multifidus.findings.diary import Episode, episode_of
from multifidus.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a spasm, or words alone."""

    id: UUID
    began: datetime  # by the clock where the person was
    episode: Episode | None  # None for words alone, and for a spasm that today's tables cannot read
    words: str
    by_clinician: bool


def entries_of(record: Record, knowledge: Knowledge) -> list[Entry]:
    """All that stand, the newest first; none is left out because it cannot be read."""
    rows = record.readings.filter(kind=Reading.Kind.DIARY, correction=None, struck=False)
    told = rows.order_by("-at", "-entered_at", "pk").values_list("pk", "at", "content", "by_clinician")
    return [entry_of(*row, knowledge=knowledge) for row in told]


def entry_of(pk: UUID, at: datetime, content: Mapping[str, Any], by_clinician: bool, *, knowledge: Knowledge) -> Entry:
    """One reading of the diary as an entry."""
    told = content.get("episode")
    try:
        episode = episode_of(told, knowledge, "entry") if told else None
    except InputError:
        episode = None
    return Entry(pk, episode.began if episode else at, episode, words_in(content), by_clinician)


def episodes_of(entries: list[Entry]) -> list[Episode]:
    """The spasms among the entries, the oldest first."""
    return sorted((one.episode for one in entries if one.episode), key=lambda one: one.began)
