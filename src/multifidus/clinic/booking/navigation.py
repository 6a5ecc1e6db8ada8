"""The places of this room: one's own visits; the week of the clinic."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.booking.doors import STAFF
from multifidus.clinic.clinics.working import memberships_of, works_anywhere
from multifidus.clinic.design.navigation import Place, places
from multifidus.clinic.people.models import Person

BELOW = ("visits", "book_visit", "visit", "move_visit", "cancel_visit", "wait_for_visit", "visit_offer")

WEEK = (
    "clinic_week",
    "clinic_visit",
    "clinic_move_visit",
    "clinic_cancel_visit",
    "clinic_book",
    "clinic_book_for",
    "clinic_waiting",
    "closures",
    "clinic_hours",
    "visit_kinds",
    "booking_desk",
)


@places
def of_visits(request: HttpRequest) -> Iterator[Place]:
    """One's own visits for whoever works in no clinic; the week for who sees one."""
    if not isinstance(request.user, Person):
        return
    if memberships_of(request.user).filter(role__in=STAFF).exists():
        yield Place(_("Week"), "my_week", "calendar", order=16, also=WEEK)
    elif not works_anywhere(request.user):
        yield Place(_("Visits"), "my_visits", "calendar-check", order=16, also=BELOW)
