"""The free times of a clinic: what its clinicians' hours leave, less holidays, closures and held time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from multifidus.clinic.booking.holidays_kept import shut_days
from multifidus.clinic.booking.models import STEP, Closure, HeldTime, Hours, Visit, VisitKind
from multifidus.clinic.booking.slots import Span, Weekly, cut, less, merged, open_spans
from multifidus.clinic.clinics.models import Clinic, Membership, Role
from multifidus.clinic.people.zones import zone_named


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A time at which a clinician could see somebody."""

    span: Span
    clinician: UUID
    name: str

    @property
    def key(self) -> str:
        """How a form names it: the moment in UTC and the clinician."""
        return f"{self.span.starts:%Y%m%dT%H%M}Z.{self.clinician}"


def zone_of_clinic(clinic: Clinic) -> ZoneInfo:
    """The zone of a clinic's clock."""
    return zone_named(clinic.time_zone) or ZoneInfo("UTC")


def clinicians(clinic: Clinic) -> list[Membership]:
    """Who sees people in a clinic today, by name."""
    working = Membership.objects.filter(clinic=clinic, role=Role.CLINICIAN, ended_at=None, person__is_active=True)
    return list(working.select_related("person").order_by("person__name", "person__email", "pk"))


def free_slots(
    kind: VisitKind,
    first: datetime,
    last: datetime,
    *,
    clinician: UUID | None = None,
    moving: Visit | None = None,
) -> list[Slot]:
    """The free times for a kind of visit that begin between two moments, in order; of one clinician, or of all.

    What a visit that is being moved holds counts as free.
    """
    members = [one for one in clinicians(kind.clinic) if clinician in (None, one.person_id)]
    wanted = Span(first.astimezone(UTC), last.astimezone(UTC))
    spans = free_spans(kind.clinic, members, wanted, moving=moving)
    length = timedelta(minutes=kind.minutes)
    found = [
        Slot(span, one.person_id, one.person.get_full_name())
        for one in members
        for span in cut(spans[one.pk], length, after=wanted.starts)
        if span.starts < wanted.ends
    ]
    return sorted(found)


def is_free(member: Membership, span: Span, *, moving: Visit | None = None) -> bool:
    """Whether a clinician sees people during all of a time, and nothing of it is closed or held by another."""
    found = free_spans(member.clinic, [member], span, moving=moving)[member.pk]
    return any(one.covers(span) for one in found)


def free_spans(
    clinic: Clinic, members: Iterable[Membership], wanted: Span, *, moving: Visit | None = None
) -> dict[UUID, list[Span]]:
    """What is free of each clinician, by membership, on the days that `wanted` touches."""
    zone, asked = zone_of_clinic(clinic), list(members)
    first = wanted.starts.astimezone(zone).date() - timedelta(days=1)
    last = wanted.ends.astimezone(zone).date() + timedelta(days=1)
    shut = shut_days(clinic, first, last)
    edge = Span(wanted.starts - timedelta(days=2), wanted.ends + timedelta(days=2))
    hours, taken = hours_of(asked), _taken(clinic, asked, edge, moving)
    return {one.pk: less(open_spans(hours[one.pk], first, last, zone, shut=shut), taken[one.pk]) for one in asked}


def hours_of(members: Iterable[Membership]) -> dict[UUID, list[Weekly]]:
    """The weekly hours of each clinician, by membership."""
    found: dict[UUID, list[Weekly]] = {one.pk: [] for one in members}
    for row in Hours.objects.filter(membership__in=list(found)).order_by("weekday", "begins"):
        told = Weekly(row.weekday, row.begins, row.ends, row.valid_from, row.valid_until)
        found[row.membership_id].append(told)
    return found


def _taken(clinic: Clinic, members: list[Membership], edge: Span, moving: Visit | None) -> dict[UUID, list[Span]]:
    """What is closed or held of each clinician, by membership."""
    found: dict[UUID, list[Span]] = {one.pk: [] for one in members}
    closures = Closure.objects.filter(Q(membership=None) | Q(membership__in=list(found)), clinic=clinic)
    for closure in closures.filter(ends__gt=edge.starts, starts__lt=edge.ends):
        for member in [closure.membership_id] if closure.membership_id else list(found):
            found[member].append(Span(closure.starts, closure.ends))
    held = HeldTime.objects.filter(
        clinician__in=[one.person_id for one in members], moment__gte=edge.starts, moment__lt=edge.ends
    )
    if moving is not None:
        held = held.exclude(visit=moving)
    of = {one.person_id: one.pk for one in members}
    for person, moment in held.values_list("clinician", "moment"):
        found[of[person]].append(Span(moment, moment + STEP))
    return {member: merged(spans) for member, spans in found.items()}
