"""The card of this room on the first page: the way into the questions."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.clinics.working import works_anywhere
from multifidus.clinic.design.cards import Card, cards
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.opening import own_record


@cards
def of_interviews(request: HttpRequest) -> Iterator[Card]:
    """For everybody with a record of their own, and for who works nowhere."""
    person = request.user
    if isinstance(person, Person) and (own_record(person) is not None or not works_anywhere(person)):
        yield Card(
            _("My back hurts now"),
            reverse("interview"),
            icon="activity",
            text=_("A few short questions, then what to do."),
            order=15,
        )
