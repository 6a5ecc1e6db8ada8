"""Where somebody is at home here: the clinic they work in, or the one that sees their record."""

from __future__ import annotations

from django.db.models import Q

from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.people.models import Person


def zone_at_home(person: Person) -> str:
    """The time zone of the clinic in which a person works, else of one that they consented to; empty for none."""
    works = Q(memberships__person=person, memberships__ended_at=None)
    in_care = Q(consents__record__person=person, consents__withdrawn_at=None)
    zones = Clinic.objects.filter(works).values_list("time_zone", flat=True)
    cared = Clinic.objects.filter(in_care).order_by("-consents__given_at").values_list("time_zone", flat=True)
    return zones.order_by("memberships__since").first() or cared.first() or ""
