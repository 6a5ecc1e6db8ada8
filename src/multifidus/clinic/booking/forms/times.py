"""The free times that a form offers."""

from __future__ import annotations

from dataclasses import dataclass, field

from multifidus.clinic.booking.shown import ShownDay


@dataclass(frozen=True, slots=True)
class Times:
    """The free times as a page shows them, a few days of them, and where the next begin."""

    days: list[ShownDay] = field(default_factory=list)
    in_time: bool = True  # they lie within the time in which somebody should be seen
    none_in_time: bool = False  # no time at all is free within it
    more: str = ""  # the day from which on there are more
    from_day: str = ""
