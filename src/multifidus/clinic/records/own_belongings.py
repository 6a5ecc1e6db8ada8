"""What this app keeps of a record, as it is told in an export: consents, break-glass, invitations, the audit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from multifidus.clinic.audit.models import Entry
from multifidus.clinic.clinics.models import Invitation
from multifidus.clinic.records.belongings import belongs
from multifidus.clinic.records.looked import entries_of, told
from multifidus.clinic.records.models import Consent, EmergencyAccess, Record


def register() -> None:
    """Adds them to what belongs to a record."""
    belongs("invitations", Invitation, invitations, _invitation)
    belongs("emergency_accesses", EmergencyAccess, emergency_accesses, _emergency_access)
    belongs("consents", Consent, consents, _consent)
    belongs("accesses", Entry, entries_of, lambda row: _accesses([row])[0], stays=True, tell_many=_accesses)


def invitations(record: Record) -> QuerySet[Invitation]:
    """The invitations into care that led to a record, or would."""
    return Invitation.objects.filter(record=record.pk).select_related("clinic").order_by("invited_at", "pk")


def emergency_accesses(record: Record) -> QuerySet[EmergencyAccess]:
    """The openings of a record by break-glass."""
    return record.emergency_accesses.select_related("clinic", "clinician").order_by("at", "pk")


def consents(record: Record) -> QuerySet[Consent]:
    """The consents to see a record, those that were withdrawn as well."""
    return record.consents.select_related("clinic", "given_by", "withdrawn_by").order_by("given_at", "pk")


def _invitation(row: Invitation) -> dict[str, Any]:
    return {
        "clinic": row.clinic.name,
        "email": row.email,
        "invited_at": row.invited_at,
        "accepted_at": row.accepted_at,
        "withdrawn_at": row.withdrawn_at,
    }


def _emergency_access(row: EmergencyAccess) -> dict[str, Any]:
    return {
        "clinician": str(row.clinician) if row.clinician else None,
        "clinic": row.clinic.name,
        "reason": row.reason,
        "at": row.at,
        "until": row.until,
    }


def _consent(row: Consent) -> dict[str, Any]:
    return {
        "clinic": row.clinic.name,
        "given": row.given,
        "given_at": row.given_at,
        "given_by": str(row.given_by) if row.given_by else None,
        "told_how": row.told_how,
        "withdrawn_at": row.withdrawn_at,
        "withdrawn_by": str(row.withdrawn_by) if row.withdrawn_by else None,
    }


def _accesses(rows: list[Entry]) -> list[Mapping[str, Any]]:
    return [
        {
            "at": row.at,
            "act": row.act,
            "kind": row.kind,
            "ground": row.ground,
            "by": looking.who or None,
            "clinic": looking.clinic or None,
        }
        for row, looking in zip(rows, told(rows), strict=True)
    ]
