"""The places of this room: one's own visits; the week of the clinic."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.clinics.working import works_anywhere
from multifidus.clinic.design.navigation import Place, places
from multifidus.clinic.people.models import Person

BELOW = ("visits", "book_visit", "visit", "move_visit", "cancel_visit", "wait_for_visit", "visit_offer")


@places
def of_visits(request: HttpRequest) -> Iterator[Place]:
    """One's own visits, for whoever works in no clinic."""
    if isinstance(request.user, Person) and not works_anywhere(request.user):
        yield Place(_("Visits"), "my_visits", "calendar-check", order=16, also=BELOW)
