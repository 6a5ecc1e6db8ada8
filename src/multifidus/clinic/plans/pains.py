"""How bad the pain was and when: as the person told it, and at the worst of each spasm of the diary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from multifidus.clinic.charts.models import Reading
from multifidus.clinic.plans.place import zone_for
from multifidus.clinic.records.models import Record

TOLD = ("pain_0_10", "nprs")  # both from 0 to 10


@dataclass(frozen=True, slots=True)
class Pain:
    """The pain of one day, 0 to 10. That of a spasm is its worst moment, which no study of a course has measured."""

    day: date
    pain: float
    spasm: bool


def pains_of(record: Record) -> list[Pain]:
    """All that was told of how bad the pain is and stands, the oldest first; of two on a day the later one."""
    zone = zone_for(record)
    read = _read_in_words(record)
    found: dict[tuple[date, bool], Pain] = {}
    for reading in record.readings.filter(correction=None, struck=False).order_by("at", "entered_at"):
        pain = _of(reading, read)
        if pain is not None:
            spasm = reading.kind == Reading.Kind.DIARY
            day = reading.at.astimezone(zone).date()
            worst = max(pain, found[day, True].pain) if spasm and (day, True) in found else pain
            found[day, spasm] = Pain(day, worst, spasm)
    return sorted(found.values(), key=lambda one: (one.day, one.spasm))


def _of(reading: Reading, read: dict[str, float]) -> float | None:
    """The pain that one reading tells: as a spasm, as a finding, or in words that an assessment has read."""
    episode = reading.content.get("episode")
    if isinstance(episode, dict):
        return _number(episode.get("worst"))
    findings = reading.content.get("findings") or {}
    for name in TOLD:
        told = findings.get(name)
        if (number := _number(told.get("value") if isinstance(told, dict) else told)) is not None:
            return number
    return read.get(str(reading.pk))


def _read_in_words(record: Record) -> dict[str, float]:
    """The pain that assessments found in the words of a reading, by reading."""
    read: dict[str, float] = {}
    rows = record.assessments.order_by("seen", "made_at").values_list("answer__findings", "gathered__came_from")
    for findings, came_from in rows:
        for finding in findings or []:
            number = _number(finding.get("value")) if finding.get("id") in TOLD else None
            origins = (came_from or {}).get(finding["id"]) or []
            if number is not None and len(origins) == 1:  # of several nobody knows whose number it is
                read[str(origins[0])] = number
    return read


def _number(told: object) -> float | None:
    if isinstance(told, bool) or not isinstance(told, int | float) or not 0 <= told <= 10:
        return None
    return float(told)
