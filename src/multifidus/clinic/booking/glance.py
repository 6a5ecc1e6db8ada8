"""The card of this room on the first page: the next visit, or the way to one."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.booking.booked import ahead
from multifidus.clinic.charts.place import zone_of
from multifidus.clinic.design.cards import Card, cards
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.opening import own_record
from multifidus.clinic.records.walls import Wish, open_record


@cards
def of_visits(request: HttpRequest) -> Iterator[Card]:
    """When and where the next visit is, for whoever has a record; asked at the walls."""
    person = request.user
    own = own_record(person) if isinstance(person, Person) else None
    if own is None or not isinstance(person, Person):
        return
    found = open_record(person, own.pk, Wish.READ, Act.READ, kind=Kind.VISIT)
    visit = ahead(found).select_related("clinic").order_by("starts").first()
    if visit is None:
        return
    starts = date_format(visit.starts.astimezone(zone_of(found, person)), "SHORT_DATETIME_FORMAT")
    yield Card(
        _("Your next visit"),
        reverse("my_visits"),
        icon="calendar-check",
        text=f"{starts}, {visit.clinic.name}",
        order=40,
    )
