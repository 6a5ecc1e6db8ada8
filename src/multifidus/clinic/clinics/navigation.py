"""The place of this room: the clinics that one works in."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.clinics.working import works_anywhere
from multifidus.clinic.design.navigation import Place, places
from multifidus.clinic.people.models import Person

BELOW = ("clinic", "change_clinic", "end_membership", "invite_staff", "invite_in_care", "emergencies")


@places
def of_clinics(request: HttpRequest) -> Iterator[Place]:
    """The clinics of whoever works in one."""
    if isinstance(request.user, Person) and works_anywhere(request.user):
        yield Place(_("Clinic"), "clinics", "building-2", order=40, also=BELOW)
