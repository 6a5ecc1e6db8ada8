"""The place of this room: the exercises of whoever has a record of their own."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.design.navigation import Place, places
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.opening import own_record

BELOW = ("plan", "begin_plan", "end_plan", "plan_days", "plan_course", "plan_reminders", "stop_exercise")


@places
def of_plans(request: HttpRequest) -> Iterator[Place]:
    """The exercises of today."""
    person = request.user
    if isinstance(person, Person) and own_record(person) is not None:
        yield Place(_("Exercises"), "my_plan", "dumbbell", order=14, also=BELOW)
