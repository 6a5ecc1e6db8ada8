"""What every page of a record shows while it stands open by break-glass."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import EmergencyAccess
from multifidus.clinic.records.walls import glass_broken_by


def emergency(request: HttpRequest) -> dict[str, Any]:
    """The emergency access by which whoever asks sees the record of this address; looked up when a page shows it."""
    return {"emergency_access": SimpleLazyObject(lambda: _running(request))}


def _running(request: HttpRequest) -> EmergencyAccess | None:
    match = request.resolver_match
    record = match.kwargs.get("record") if match else None
    if record is None or not isinstance(request.user, Person):
        return None
    return glass_broken_by(request.user).filter(record=record).order_by("-until").first()
