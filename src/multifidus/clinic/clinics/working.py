"""Who works where, today."""

from __future__ import annotations

from django.db.models import QuerySet

from multifidus.clinic.clinics.models import Clinic, Membership, Role
from multifidus.clinic.people.models import Person


def memberships_of(person: Person) -> QuerySet[Membership]:
    """The memberships of a person that have not ended."""
    return Membership.objects.filter(person=person, ended_at=None)


def clinics_of(person: Person, *roles: Role) -> QuerySet[Clinic]:
    """The clinics in which a person works as one of `roles`, or at all."""
    standing = memberships_of(person)
    if roles:
        standing = standing.filter(role__in=roles)
    return Clinic.objects.filter(pk__in=standing.values("clinic"))


def roles_of(person: Person, clinic: Clinic) -> frozenset[Role]:
    """What a person is in a clinic today; empty for a stranger."""
    return frozenset(Role(role) for role in memberships_of(person).filter(clinic=clinic).values_list("role", flat=True))


def works_anywhere(person: Person) -> bool:
    """Whether a person works in any clinic today."""
    return memberships_of(person).exists()
