"""Who is asking, and the records that are open to them."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from multifidus.clinic.api.paging import Part
from multifidus.clinic.api.problems import refusals
from multifidus.clinic.audit.entries import Act, Kind, enter
from multifidus.clinic.clinics.models import Role
from multifidus.clinic.clinics.working import clinics_of, memberships_of
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.walls import Wish, open_record, records_open_to

router = Router(tags=["records"])


class WorksIn(Schema):
    """What somebody is in a clinic."""

    clinic: UUID
    name: str
    role: Literal["clinician", "scheduler", "administrator"]


class Me(Schema):
    """Who is signed in: their name, their own record if they have one, and where they work."""

    id: UUID
    name: str
    record: UUID | None
    works_in: list[WorksIn]


class ToldRecord(Schema):
    """One record, without what is in it."""

    id: UUID
    name: str
    born: date | None
    sex: Literal["female", "male"] | None
    mine: bool


class Records(Schema):
    """A part of the records."""

    items: list[ToldRecord]
    count: int


@router.get("/me", response={200: Me, **refusals()}, url_name="me")
def me(request: HttpRequest) -> Me:
    """Who is signed in."""
    person = person_of(request)
    own = records_open_to(person, Wish.OWN).values_list("pk", flat=True).first()
    works_in = [
        WorksIn(clinic=one.clinic_id, name=one.clinic.name, role=one.role)  # type: ignore[arg-type]
        for one in memberships_of(person).select_related("clinic").order_by("clinic__name", "role")
    ]
    return Me(id=person.pk, name=str(person), record=own, works_in=works_in)


@router.get("/records", response={200: Records, **refusals(422)}, url_name="records")
def records(request: HttpRequest, part: Query[Part]) -> Records:
    """The records that are open to whoever asks, by name."""
    person = person_of(request)
    found = records_open_to(person, Wish.READ).order_by("name", "pk")
    for clinic in clinics_of(person, Role.CLINICIAN).values_list("pk", flat=True) or (None,):
        enter(Act.LIST, by=person.pk, clinic=clinic, kind=Kind.RECORD)
    items = [told_record(one, person.pk) for one in found[part.offset : part.offset + part.limit]]
    return Records(items=items, count=found.count())


@router.get("/records/{record}", response={200: ToldRecord, **refusals(404, 422)}, url_name="record")
def one_record(request: HttpRequest, record: UUID) -> ToldRecord:
    """One record."""
    person = person_of(request)
    return told_record(open_record(person, record, Wish.READ, Act.READ, kind=Kind.RECORD), person.pk)


def told_record(record: Record, who: UUID) -> ToldRecord:
    """A record as the API tells it."""
    return ToldRecord(
        id=record.pk,
        name=record.name,
        born=record.born,
        sex=record.sex or None,  # type: ignore[arg-type]
        mine=record.person_id == who,
    )
