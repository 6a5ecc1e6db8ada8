"""Free times and visits as a page shows them: by day, on the reader's clock, and on the clinic's where that differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from itertools import groupby

from django.utils.formats import date_format, time_format

from multifidus.clinic.booking.free import Slot


@dataclass(frozen=True, slots=True)
class ShownSlot:
    """One time to choose: how a form names it, and its words."""

    key: str
    clock: str
    who: str
    at_clinic: str  # the clinic's clock, where it shows another time; else empty


@dataclass(frozen=True, slots=True)
class ShownDay:
    """The free times of one day."""

    day: date
    words: str
    slots: tuple[ShownSlot, ...]
    opened: bool = field(default=False)

    def __contains__(self, key: object) -> bool:
        return any(slot.key == key for slot in self.slots)


def days_of(slots: Iterable[Slot], reader: tzinfo, clinic: tzinfo) -> list[ShownDay]:
    """The slots by day of the reader's calendar, in order."""
    found = []
    for day, those in groupby(slots, key=lambda slot: slot.span.starts.astimezone(reader).date()):
        shown = tuple(_shown(slot, reader, clinic) for slot in those)
        found.append(ShownDay(day, date_format(day, "l, j F"), shown))
    return found


def one_each(slots: Iterable[Slot]) -> list[Slot]:
    """Each beginning once, whoever has it first: for people to whom any clinician will do."""
    return [next(iter(those)) for _, those in groupby(sorted(slots), key=lambda slot: slot.span.starts)]


def clock(moment: datetime, zone: tzinfo) -> str:
    """The time of a moment in a zone; in the hour that comes twice with the name of its clock."""
    local = moment.astimezone(zone)
    words = time_format(local, "H:i")
    first, second = local.replace(fold=0).utcoffset(), local.replace(fold=1).utcoffset()
    if first is not None and second is not None and first > second:
        return f"{words} {local.tzname()}"
    return words


def _shown(slot: Slot, reader: tzinfo, clinic: tzinfo) -> ShownSlot:
    starts = slot.span.starts
    same = starts.astimezone(reader).utcoffset() == starts.astimezone(clinic).utcoffset()
    return ShownSlot(slot.key, clock(starts, reader), slot.name, "" if same else clock(starts, clinic))
