"""The records in care of whoever works in a clinic: by urgency for a clinician, by name for a scheduler."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Case, DateTimeField, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from multifidus.clinic.clinics.models import Role
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Record, sought
from multifidus.clinic.records.walls import records_in_care

# The most urgent first. Empty: not even the red flags could be checked, so somebody has to look; unknown is not safe.
URGENCIES = ("emergency", "", "urgent", "soon", "routine", "self_care")
NEVER_ASSESSED = len(URGENCIES)


def worklist(person: Person, *, name: str = "", clinic: UUID | None = None) -> QuerySet[Record]:
    """What waits for a clinician: the most urgent latest assessment first, of those the oldest first.

    Each record carries `urgency` (None: never assessed) and `assessed_at` of its latest assessment.
    """
    # The latest assessment of each record, looked up from the record: assessments live in a room above this one.
    latest = Record.objects.filter(pk=OuterRef("pk")).order_by("-assessments__seen", "-assessments__made_at")
    rank = Case(
        *(When(urgency=level, then=Value(place)) for place, level in enumerate(URGENCIES)),
        default=Value(NEVER_ASSESSED),
        output_field=IntegerField(),
    )
    listed = _narrowed(records_in_care(person, Role.CLINICIAN), name, clinic)
    return listed.annotate(
        urgency=Subquery(latest.values("assessments__urgency")[:1]),
        assessed_at=Subquery(latest.values("assessments__made_at")[:1], output_field=DateTimeField()),
        rank=rank,
        since=Coalesce("assessed_at", "opened_at"),
    ).order_by("rank", "since", "pk")


def names(person: Person, *, name: str = "", clinic: UUID | None = None) -> QuerySet[Record]:
    """The records whose names a scheduler sees, by name; nothing clinical hangs on them."""
    listed = _narrowed(records_in_care(person, Role.SCHEDULER), name, clinic)
    return listed.only("pk", "name", "born").order_by("sought", "pk")


def _narrowed(records: QuerySet[Record], name: str, clinic: UUID | None) -> QuerySet[Record]:
    """Those whose name holds every word that was sought, in the care of one clinic if one was chosen."""
    for word in sought(name).split():
        records = records.filter(sought__contains=word)
    if clinic is not None:
        records = records.filter(consents__clinic=clinic, consents__withdrawn_at=None)
    return records
