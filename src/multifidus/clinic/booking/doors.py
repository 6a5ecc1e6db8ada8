"""Who may see and change what of a clinic's visits; Http404 for everybody else, as for what does not exist.

Schedulers see the whole week, clinicians their own. What they see of somebody is a name and times; how soon somebody
has to be seen is told while that person's consent stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from multifidus.clinic.audit.entries import Act, Ground, Kind, enter
from multifidus.clinic.booking.models import Visit
from multifidus.clinic.clinics.doors import clinic_where
from multifidus.clinic.clinics.models import Clinic, Membership, Role
from multifidus.clinic.clinics.working import memberships_of, roles_of
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Consent, Record

STAFF = (Role.SCHEDULER, Role.CLINICIAN)
KEEPERS = (Role.SCHEDULER, Role.ADMINISTRATOR)  # of hours, kinds of visit and the desk


@dataclass(frozen=True, slots=True)
class AtDesk:
    """Somebody who works in a clinic, and as what."""

    person: Person
    clinic: Clinic
    roles: frozenset[Role]

    @property
    def is_scheduler(self) -> bool:
        """Whether the whole week is theirs."""
        return Role.SCHEDULER in self.roles

    @property
    def sees_names(self) -> bool:
        """Whether they see who comes; an administrator does not."""
        return bool(self.roles & set(STAFF))

    @property
    def keeps(self) -> bool:
        """Whether they set hours and kinds of visit."""
        return bool(self.roles & set(KEEPERS))

    def visits(self) -> QuerySet[Visit]:
        """The visits that they see: all of the clinic, or those to themselves."""
        rows = Visit.objects.filter(clinic=self.clinic).select_related("record__person", "clinician", "kind", "clinic")
        return rows if self.is_scheduler else rows.filter(clinician=self.person)


def at_desk(person: Person, clinic: UUID, *roles: Role) -> AtDesk:
    """Somebody who works in a clinic as one of `roles`; raises Http404 for everybody else."""
    found = clinic_where(person, clinic, *roles)
    return AtDesk(person, found, roles_of(person, found))


def visit_at_desk(person: Person, clinic: UUID, visit: UUID, act: Act = Act.READ) -> tuple[AtDesk, Visit]:
    """A visit of a clinic, its opening entered in the audit of its person; Http404 where it is not theirs to see."""
    desk = at_desk(person, clinic, *STAFF)
    row = desk.visits().filter(pk=visit, record__closed_at=None).first()
    if row is None:
        raise Http404
    enter(
        act,
        by=person.pk,
        record=row.record_id,
        clinic=desk.clinic.pk,
        ground=Ground.CONSENT if is_in_care(desk.clinic, row.record) else Ground.NONE,
        kind=Kind.VISIT,
        thing=row.pk,
    )
    return desk, row


def record_at_desk(desk: AtDesk, record: UUID) -> Record:
    """Somebody in the care of a clinic; Http404 for everybody else."""
    found = in_care(desk.clinic).filter(pk=record).first()
    if found is None:
        raise Http404
    return found


def in_care(clinic: Clinic) -> QuerySet[Record]:
    """The records that a clinic sees today."""
    consents = Consent.objects.filter(clinic=clinic, withdrawn_at=None)
    return Record.objects.filter(closed_at=None, pk__in=consents.values("record"))


def is_in_care(clinic: Clinic, record: Record) -> bool:
    """Whether a clinic sees a record today."""
    return in_care(clinic).filter(pk=record.pk).exists()


def clinicians_seen(desk: AtDesk, members: list[Membership]) -> list[Membership]:
    """Whose week somebody sees: everybody's at the desk, else their own."""
    return members if desk.is_scheduler else [one for one in members if one.person_id == desk.person.pk]


def desks_of(person: Person) -> list[Clinic]:
    """The clinics whose week a person may see, by name."""
    working = memberships_of(person).filter(role__in=STAFF)
    return list(Clinic.objects.filter(pk__in=working.values("clinic")).order_by("name"))
