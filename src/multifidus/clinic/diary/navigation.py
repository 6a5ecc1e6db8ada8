"""The place of this room: one's own diary."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.clinics.working import memberships_of
from multifidus.clinic.design.navigation import Place, places
from multifidus.clinic.people.models import Person

BELOW = ("diary", "new_episode", "upload_diary", "diary_triggers", "correct_episode", "strike_episode")


@places
def of_diary(request: HttpRequest) -> Iterator[Place]:
    """The diary of whoever is here for their own back."""
    person = request.user
    if isinstance(person, Person) and not memberships_of(person).exists():
        yield Place(_("Diary"), "my_diary", "notebook-pen", order=12, also=BELOW)
