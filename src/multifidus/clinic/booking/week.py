"""The week of a clinic: for each clinician and day what is booked, held, closed and free, on the clinic's clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from multifidus.clinic.booking.doors import AtDesk
from multifidus.clinic.booking.free import free_spans, zone_of_clinic
from multifidus.clinic.booking.holidays_kept import holidays_of
from multifidus.clinic.booking.models import Closure, Offer, Visit
from multifidus.clinic.booking.shown import clock
from multifidus.clinic.booking.slots import Span, moment_of
from multifidus.clinic.booking.urgency_words import urgencies_of
from multifidus.clinic.clinics.models import Membership

A_LINE = 5  # minutes, of the grid
DAYS = 7


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a day: a visit with its name, or free, closed or held time."""

    kind: str  # visit, free, closed, held
    span: Span
    starts: str
    ends: str
    row: int = 1  # in the grid, counted from 1
    rows: int = 1
    visit: UUID | None = None
    words: str = ""
    urgency: str | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """One day of one clinician."""

    day: date
    words: str
    holiday: str
    is_today: bool
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """The week of one clinician."""

    clinician: UUID
    name: str
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """A week as a page shows it."""

    first: date
    seats: tuple[Seat, ...] = ()

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + timedelta(days=DAYS - 1)

    @property
    def before(self) -> str:
        """The Monday of the week before."""
        return (self.first - timedelta(days=DAYS)).isoformat()

    @property
    def after(self) -> str:
        """The Monday of the week after."""
        return (self.first + timedelta(days=DAYS)).isoformat()


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_of(desk: AtDesk, members: list[Membership], first: date, *, now: datetime) -> Week:
    """The week that begins on a Monday, of these clinicians; weekends only where something is in them."""
    zone = zone_of_clinic(desk.clinic)
    whole = Span(moment_of(first, time(0), zone), moment_of(first + timedelta(days=DAYS), time(0), zone))
    by_member = {one.pk: _entries(desk, one, whole, zone, now=now) for one in members}
    holidays = holidays_of(desk.clinic, first, first + timedelta(days=DAYS - 1))
    days = [first + timedelta(days=number) for number in range(DAYS)]
    shown = [day for day in days if day.weekday() < 5 or any(_on(entries, day, zone) for entries in by_member.values())]
    earliest = _earliest(by_member.values(), zone)
    today = now.astimezone(zone).date()
    seats = tuple(
        Seat(
            one.person_id,
            one.person.get_full_name(),
            tuple(
                Day(
                    day,
                    date_format(day, "D j M"),
                    holidays.get(day, ""),
                    day == today,
                    tuple(_placed(entry, earliest, zone) for entry in _on(by_member[one.pk], day, zone)),
                )
                for day in shown
            ),
        )
        for one in members
    )
    return Week(first, seats)


def _entries(desk: AtDesk, member: Membership, whole: Span, zone: tzinfo, *, now: datetime) -> list[Entry]:
    """All that is in the week of one clinician, in order."""
    inside = {"starts__lt": whole.ends, "ends__gt": whole.starts}
    rows = desk.visits().filter(clinician=member.person_id, state=Visit.State.BOOKED, record__closed_at=None, **inside)
    urgencies = urgencies_of(desk.clinic, [row.record_id for row in rows])
    found = [_visit(row, urgencies, zone) for row in rows]
    offers = Offer.objects.filter(
        clinician=member.person_id, waiting__clinic=desk.clinic, ended_at=None, until__gt=now, **inside
    )
    found += [_plain("held", Span(one.starts, one.ends), zone, _("Held for somebody who waits")) for one in offers]
    closures = Closure.objects.filter(clinic=desk.clinic, membership__in=[member.pk], **inside)
    closures = closures | Closure.objects.filter(clinic=desk.clinic, membership=None, **inside)
    for closure in closures:
        span = Span(max(closure.starts, whole.starts), min(closure.ends, whole.ends))
        found += [_plain("closed", part, zone, closure.get_why_display()) for part in _by_day(span, zone)]
    for span in free_spans(desk.clinic, [member], whole)[member.pk]:
        begins = max(span.starts, whole.starts, now)
        if begins < min(span.ends, whole.ends):
            part = Span(begins, min(span.ends, whole.ends))
            found += [_plain("free", one, zone, _("Free")) for one in _by_day(part, zone)]
    return sorted(found, key=lambda entry: (entry.span.starts, entry.kind))


def _visit(row: Visit, urgencies: dict[UUID, str | None], zone: tzinfo) -> Entry:
    return Entry(
        "visit",
        Span(row.starts, row.ends),
        clock(row.starts, zone),
        clock(row.ends, zone),
        visit=row.pk,
        words=row.record.name,
        urgency=urgencies.get(row.record_id),
        shared=row.record_id in urgencies,
    )


def _plain(kind: str, span: Span, zone: tzinfo, words: str | Promise) -> Entry:
    return Entry(kind, span, clock(span.starts, zone), clock(span.ends, zone), words=str(words))


def _by_day(span: Span, zone: tzinfo) -> list[Span]:
    """A span in parts that each lie in one day of the clinic's calendar."""
    found, starts = [], span.starts
    while starts < span.ends:
        next_day = moment_of(starts.astimezone(zone).date() + timedelta(days=1), time(0), zone)
        found.append(Span(starts, min(span.ends, next_day)))
        starts = next_day
    return found


def _on(entries: Iterable[Entry], day: date, zone: tzinfo) -> list[Entry]:
    return [entry for entry in entries if entry.span.starts.astimezone(zone).date() == day]


def _earliest(all_entries: Iterable[list[Entry]], zone: tzinfo) -> int:
    """The hour at which the grid begins: that of the first visit or free time, nine at the latest."""
    shown = [entry for entries in all_entries for entry in entries if entry.kind != "closed"]
    return min([9, *(entry.span.starts.astimezone(zone).hour for entry in shown)])


def _placed(entry: Entry, earliest: int, zone: tzinfo) -> Entry:
    """The entry with its place in the grid; what lies outside is cut at the edge."""
    local = entry.span.starts.astimezone(zone)
    minutes = (local.hour - earliest) * 60 + local.minute
    first = max(0, minutes // A_LINE)
    length = max(1, -(-int((entry.span.ends - entry.span.starts) / timedelta(minutes=1)) // A_LINE))
    last = min(first + length, (24 - earliest) * 60 // A_LINE)
    fields = {name: getattr(entry, name) for name in entry.__slots__}
    return Entry(**{**fields, "row": first + 1, "rows": max(1, last - first)})
