"""The entries of a diary that stand today, read with today's tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

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
    return [entry_of(row, knowledge) for row in rows.order_by("-at", "-entered_at", "pk")]


def entry_of(row: Reading, knowledge: Knowledge) -> Entry:
    """One reading of the diary as an entry."""
    told = row.content.get("episode")
    words = "\n\n".join(part for part in (row.content.get("text"), (told or {}).get("note")) if part)
    try:
        episode = episode_of(told, knowledge, "entry") if told else None
    except InputError:
        episode = None
    return Entry(row.pk, episode.began if episode else row.at, episode, words, row.by_clinician)


def episodes_of(entries: list[Entry]) -> list[Episode]:
    """The spasms among the entries, the oldest first."""
    return sorted((one.episode for one in entries if one.episode), key=lambda one: one.began)
