"""The places of this room: the worklist, the names, one's own record."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from multifidus.clinic.clinics.models import Role
from multifidus.clinic.clinics.working import memberships_of
from multifidus.clinic.design.navigation import Place, places
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.opening import own_record

BELOW = ("chart", "new_reading", "open_new_record", "change_record", "sharing", "who_looked", "emergency")


@places
def of_records(request: HttpRequest) -> Iterator[Place]:
    """A clinician's worklist, a scheduler's names; one's own record for who has one or works nowhere."""
    person = request.user
    if not isinstance(person, Person):
        return
    roles = set(memberships_of(person).values_list("role", flat=True))
    if Role.CLINICIAN in roles:
        yield Place(_("Records"), "records", "clipboard-list", order=10, also=BELOW)
    if Role.SCHEDULER in roles:
        yield Place(_("Names"), "record_names", "users-round", order=20)
    if not roles:
        yield Place(_("My record"), "own_record", "heart-pulse", order=10, also=BELOW)
    elif own_record(person) is not None:
        yield Place(_("My record"), "own_record", "heart-pulse", order=30)
