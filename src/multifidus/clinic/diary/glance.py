"""The card of this room on the first page: a spasm, written down at once."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.clinics.working import works_anywhere
from multifidus.clinic.design.cards import Card, cards
from multifidus.clinic.people.models import Person


@cards
def of_diary(request: HttpRequest) -> Iterator[Card]:
    """For whoever is here for their own back."""
    if isinstance(request.user, Person) and not works_anywhere(request.user):
        yield Card(_("Write down a spasm"), reverse("my_new_episode"), icon="plus", text=_("In three taps."), order=20)
