"""Opening a clinic and inviting its first administrator: from the command line, for there is nobody yet to do it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from multifidus.clinic.audit.entries import Act, enter
from multifidus.clinic.clinics.invitations import invite
from multifidus.clinic.clinics.models import Clinic, Membership, Role


@dataclass(frozen=True)
class Opened:
    """A clinic, whether it is new, and the token for its administrator; no token where one works there already."""

    clinic: Clinic
    is_new: bool
    token: str | None


def open_clinic(name: str, administrator: str, *, country: str = "", time_zone: str = "") -> Opened:
    """The clinic of this name, opened if there is none, and an invitation for its administrator.

    Called again it opens nothing twice: it draws a new invitation, until the address administers the clinic. Country
    and time zone are those of a new clinic (its zone is that of the installation when none is told); one that stands is
    changed on its page.
    """
    zone = time_zone or settings.TIME_ZONE
    with transaction.atomic():
        clinic, is_new = Clinic.objects.get_or_create(name=name, defaults={"country": country, "time_zone": zone})
        if is_new:
            enter(Act.WRITE, by=None, clinic=clinic.pk, kind="clinic", thing=clinic.pk)
        stands = Membership.objects.filter(
            clinic=clinic, role=Role.ADMINISTRATOR, person__email__iexact=administrator, ended_at=None
        )
        if stands.exists():
            return Opened(clinic, is_new, None)
        return Opened(clinic, is_new, invite(administrator, clinic, role=Role.ADMINISTRATOR).token)
