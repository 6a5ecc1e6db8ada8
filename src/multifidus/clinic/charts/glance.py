"""The card of this room on the first page: what one's own record comes to now."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.current import current
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.shown import shown_to_person
from multifidus.clinic.design.cards import Card, cards
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.opening import own_record
from multifidus.clinic.records.walls import Wish, open_record


@cards
def of_charts(request: HttpRequest) -> Iterator[Card]:
    """The headline of the answer that holds now; asked at the walls, as it says what a record holds."""
    person = request.user
    own = own_record(person) if isinstance(person, Person) else None
    if own is None or not isinstance(person, Person):
        return
    found = open_record(person, own.pk, Wish.READ, Act.READ, kind=Kind.ASSESSMENT)
    made = current(found)
    if made is None:
        return
    told = shown_to_person(made.answer, engine()[0], gathered=made.gathered, failed=bool(made.failed))
    yield Card(
        told.headline,
        reverse("answer", args=[found.pk]),
        icon="siren" if told.is_emergency else "heart-pulse",
        text=_("What to do now, what it may be, and why."),
        urgency=told.urgency,
        order=10,
    )
