"""The next visit of a record, for its chart and for the worklist: the clinic's own visits, or all of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django import template
from django.http import HttpRequest

from multifidus.clinic.booking.booked import is_ahead
from multifidus.clinic.booking.models import Visit
from multifidus.clinic.clinics.models import Role
from multifidus.clinic.clinics.working import clinics_of
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Record

register = template.Library()


@register.simple_tag(takes_context=True)
def next_visit(context: template.Context, record: str) -> Visit | None:
    """The next visit of a record that whoever reads the page may know of; None for none."""
    request: HttpRequest = context["request"]
    person = request.user
    if not isinstance(person, Person):
        return None
    rows = Visit.objects.filter(is_ahead(), record=UUID(record))
    if not Record.objects.filter(pk=UUID(record), person=person).exists():
        rows = rows.filter(clinic__in=clinics_of(person, Role.CLINICIAN))
    return rows.select_related("clinic", "clinician").order_by("starts").first()


@register.simple_tag(takes_context=True)
def next_visits(context: template.Context, records: Iterable[Record]) -> dict[UUID, Visit]:
    """The next visit of each record of a list, at the clinics of the clinician who reads it."""
    person = context["request"].user
    if not isinstance(person, Person):
        return {}
    rows = Visit.objects.filter(
        is_ahead(), record__in=[one.pk for one in records], clinic__in=clinics_of(person, Role.CLINICIAN)
    )
    found: dict[UUID, Visit] = {}
    for row in rows.order_by("starts"):
        found.setdefault(row.record_id, row)
    return found


@register.filter
def of_record(visits: dict[UUID, Visit], record: UUID) -> Visit | None:
    """The one of a record, out of those of a list."""
    return visits.get(record)
