"""What the rooms above tell this one, as it may not import them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

from multifidus.clinic.people.models import Person


def nobody_told(person: Person) -> bool:
    """Raises: to guess here would leave staff without a second factor."""
    raise ImproperlyConfigured(
        f"people/hooks.py: nobody told whether {person.pk} works in a clinic; an app above sets "
        "`rooms.works_in_clinic` in its AppConfig.ready()"
    )


def no_home(person: Person) -> str:
    """No clinic is known of anybody: times are those of the installation."""
    del person
    return ""


@dataclass
class Rooms:
    """Questions that only a room above can answer; that room sets the answer when it is ready."""

    works_in_clinic: Callable[[Person], bool] = nobody_told
    zone_at_home: Callable[[Person], str] = no_home  # the time zone of their clinic; empty for none


rooms = Rooms()
