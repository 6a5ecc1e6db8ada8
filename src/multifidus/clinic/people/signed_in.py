"""Who is asking."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from multifidus.clinic.people.models import Person


def person_of(request: HttpRequest) -> Person:
    """The person who is signed in; raises PermissionDenied for nobody (pages ask `login_required` before)."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user
