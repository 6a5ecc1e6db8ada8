"""Which clinic somebody may administer or work in; Http404 for every other one, as for a clinic that is not there."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from multifidus.clinic.clinics.models import Clinic, Role
from multifidus.clinic.clinics.working import clinics_of
from multifidus.clinic.people.models import Person


def clinic_where(person: Person, clinic: UUID, *roles: Role) -> Clinic:
    """The clinic in which a person works as one of `roles` today, or at all; raises Http404 otherwise."""
    found = clinics_of(person, *roles).filter(pk=clinic).first()
    if found is None:
        raise Http404
    return found


def clinic_administered(person: Person, clinic: UUID) -> Clinic:
    """The clinic that a person administers; raises Http404 otherwise."""
    return clinic_where(person, clinic, Role.ADMINISTRATOR)
