"""What every page of a record may ask: whether it stands open by break-glass, and whose it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import EmergencyAccess, Record
from multifidus.clinic.records.walls import glass_broken_by


def emergency(request: HttpRequest) -> dict[str, Any]:
    """The emergency access by which whoever asks sees the record of this address, and that record.

    Both are looked up when a page shows them. The page has passed the walls before; a page of trouble shows neither.
    """
    return {
        "emergency_access": SimpleLazyObject(lambda: _running(request)),
        "record_here": SimpleLazyObject(lambda: _record(request)),
    }


def _record(request: HttpRequest) -> Record | None:
    named = _named(request)
    return Record.objects.only("pk", "person").filter(pk=named).first() if named is not None else None


def _named(request: HttpRequest) -> UUID | None:
    return request.resolver_match.kwargs.get("record") if request.resolver_match else None


def _running(request: HttpRequest) -> EmergencyAccess | None:
    record = _named(request)
    if record is None or not isinstance(request.user, Person):
        return None
    return glass_broken_by(request.user).filter(record=record).order_by("-until").first()
