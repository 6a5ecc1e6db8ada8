"""The diaries of some of the cast, read from the file beside this one and written into their records."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from multifidus.clinic.charts.content import checked
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Record

FILE = Path(__file__).parent / "diaries.csv"
WINDOWS = ("here", "day_before", "two_days_before")


@dataclass(frozen=True)
class Spasm:
    """One entry: how many days ago, at what time, and what it says beside."""

    days_ago: int
    at: time
    told: Mapping[str, Any]


def spasms_of(key: str) -> Iterator[Spasm]:
    """The entries of one of the cast, the oldest first; none for whoever keeps no diary."""
    for row in csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()):
        if row["who"] == key:
            told = {
                "minutes": int(row["minutes"]) if row["minutes"] else None,
                "worst": int(row["worst"]) if row["worst"] else None,
                "before": {window: _ticked(row[window]) for window in WINDOWS},
                **{name: row[name] or None for name in ("side", "medicine", "note")},
            }
            yield Spasm(int(row["days_ago"]), time.fromisoformat(row["time"]), told)


def write_diary(record: Record, key: str, person: Person, zone: ZoneInfo) -> int:
    """How many entries were written, each at its time of day where the clinic is."""
    today = timezone.now().astimezone(zone).date()
    spasms = list(spasms_of(key))
    for spasm in spasms:
        began = datetime.combine(today - timedelta(days=spasm.days_ago), spasm.at, tzinfo=zone)
        content = checked({"episode": {"began": began.isoformat(), **spasm.told}}, engine()[0], kind="diary")
        keep(record, Reading.Kind.DIARY, content, author=person, at=began)
    return len(spasms)


def _ticked(cell: str) -> list[str] | None:
    """The ids in a cell; nothing of the list for "none", not remembered where it is empty."""
    return None if not cell else [] if cell == "none" else cell.split()
