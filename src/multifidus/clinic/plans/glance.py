"""The card of this room on the first page: the exercises of today."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.design.cards import Card, cards
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.opening import own_record


@cards
def of_plans(request: HttpRequest) -> Iterator[Card]:
    """For whoever has a record of their own; what is in the plan stands behind the link."""
    if isinstance(request.user, Person) and own_record(request.user) is not None:
        yield Card(_("Exercises of today"), reverse("my_plan"), icon="dumbbell", order=30)
