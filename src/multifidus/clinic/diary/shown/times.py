"""At which times of day spasms begin, in words and bars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from multifidus.findings.diary.times import Band, Times

WIDTH = 1000  # units of a bar; as long as its ground is all of them


@dataclass(frozen=True, slots=True)
class Bar:
    """Four hours of the day."""

    hours: str
    spasms: int
    length: int
    start: int  # of the doubt
    end: int
    stands_out: bool


@dataclass(frozen=True, slots=True)
class Day:
    """What can be said of the times of day."""

    told: str
    bars: tuple[Bar, ...]


def day_of(times: Times) -> Day:
    """The sentence, and the six bars."""
    return Day(_sentence(times), tuple(_bar(band, times.most) for band in times.bands))


def _sentence(times: Times) -> str:
    if not times.told:
        return _("Too few spasms to tell at what time of day they come.")
    if times.most is None:
        return _("No time of day stands out.")
    many = sum(band.spasms for band in times.bands)
    told = {"hours": _hours(times.most), "n": times.most.spasms, "all": many}
    return _("They come most often between %(hours)s: %(n)d of %(all)d.") % told


def _hours(band: Band) -> str:
    begins, ends = time(band.start_hour), time(band.end_hour % 24)
    told = {"begins": time_format(begins, "TIME_FORMAT"), "ends": time_format(ends, "TIME_FORMAT")}
    return _("%(begins)s and %(ends)s") % told


def _bar(band: Band, most: Band | None) -> Bar:
    told = {"begins": time_format(time(band.start_hour), "TIME_FORMAT")}
    told["ends"] = time_format(time(band.end_hour % 24), "TIME_FORMAT")
    length = round(band.share * WIDTH) if band.spasms else 0
    start, end = round(band.low * WIDTH), round(band.high * WIDTH)
    return Bar(_("%(begins)s to %(ends)s") % told, band.spasms, length, start, max(end, start + 2), band is most)
