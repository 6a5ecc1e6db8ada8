"""Readings of a record: told, added, corrected, struck."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import AwareDatetime, ConfigDict, Field, WithJsonSchema

from multifidus.clinic.api.contract import FINDINGS
from multifidus.clinic.api.paging import Part
from multifidus.clinic.api.problems import ProblemError, refusals
from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.content import LONGEST_TEXT, checked, moment_in
from multifidus.clinic.charts.current import current
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.keeping import CorrectedMeanwhileError, SentBeforeError, correct, keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.charts.moment import checked_moment
from multifidus.clinic.charts.told import told_readings
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.walls import Wish, clinic_behind, open_record

router = Router(tags=["readings"])
KindOfReading = Literal["interview", "diary", "exam", "note", "report", "image", "lift"]
Case = Annotated[dict[str, Any] | None, WithJsonSchema(FINDINGS)]
Sheets = Annotated[dict[str, Any] | None, WithJsonSchema({"type": ["object", "null"], "additionalProperties": True})]
LONGEST_WHY = 300


class Content(Schema):
    """What was told: a text, findings, or both."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(None, max_length=LONGEST_TEXT, description="Words, kept exactly as they are.")
    findings: Case = None
    questionnaires: Sheets = Field(None, description="Answers to questionnaires, by questionnaire and item.")
    setting: Literal["primary", "emergency", "secondary"] | None = None
    episode: Sheets = Field(
        None, description="A spasm of the diary: when it began, how long, how bad, what was before."
    )

    def told(self, kind: str) -> dict[str, Any]:
        """The content of a reading of this kind; raises InputError where the core cannot read it."""
        parts = ("text", "findings", "questionnaires", "setting", "episode")
        content = {part: getattr(self, part) for part in parts if getattr(self, part) is not None}
        return checked(content, engine()[0], kind=kind)


class NewReading(Content):
    """A reading to keep."""

    kind: KindOfReading
    at: AwareDatetime | None = Field(None, description="When it was so, with its time zone; now when it is left out.")
    sent_as: UUID | None = Field(None, description="Drawn by the sender: what is sent twice under it is kept once.")


class Correction(Content):
    """What stands from now on in the place of a reading."""

    why: str = Field(min_length=1, max_length=LONGEST_WHY, description="A word why.")
    at: AwareDatetime | None = Field(None, description="When it was so, where that was wrong.")
    sent_as: UUID | None = None


class Strike(Schema):
    """That nothing of a reading holds."""

    model_config = ConfigDict(extra="forbid")

    why: str = Field(min_length=1, max_length=LONGEST_WHY, description="A word why.")
    sent_as: UUID | None = None


class OneReading(Schema):
    """A reading as it was kept."""

    id: UUID
    kind: KindOfReading
    at: datetime
    entered_at: datetime
    author: UUID | None
    author_name: str
    by_clinician: bool
    clinic_name: str
    text: str | None
    findings: Annotated[dict[str, Any] | None, WithJsonSchema({"type": ["object", "null"]})]
    questionnaires: Annotated[Any, WithJsonSchema({})]
    setting: str | None
    episode: Annotated[dict[str, Any] | None, WithJsonSchema({"type": ["object", "null"]})]
    corrects: UUID | None
    corrected_by: UUID | None
    struck: bool
    why: str


class Readings(Schema):
    """A part of the readings, the newest first."""

    items: list[OneReading]
    count: int


class Kept(Schema):
    """A reading that was kept, and the assessment that came of it (see `/assessments/latest` for its answer)."""

    reading: OneReading
    assessment: UUID | None
    urgency: str = Field(description="Empty where it could not be worked out; it will be tried again.")
    failed: bool


@router.get("/records/{record}/readings", response={200: Readings, **refusals(404, 422)}, url_name="readings")
def readings(request: HttpRequest, record: UUID, part: Query[Part]) -> Readings:
    """The readings of a record, those corrected and struck among them."""
    found = open_record(person_of(request), record, Wish.READ, Act.READ, kind=Kind.READING)
    rows = found.readings.select_related("author", "clinic").order_by("-at", "-entered_at", "pk")
    items = told_readings(rows[part.offset : part.offset + part.limit])
    return Readings(items=[OneReading(**asdict(one)) for one in items], count=rows.count())


@router.post("/records/{record}/readings", response={201: Kept, **refusals(404, 409, 413, 422)}, url_name="readings")
def add_reading(request: HttpRequest, record: UUID, sent: NewReading) -> Status[Kept]:
    """Keeps a reading, and then assesses the record anew."""
    person = person_of(request)
    found = open_record(person, record, Wish.WRITE, Act.READ, kind=Kind.READING_FORM)
    told = sent.told(sent.kind)
    return _kept(
        found,
        lambda: keep(
            found,
            Reading.Kind(sent.kind),
            told,
            author=person,
            at=_moment(sent.at, found, told),
            clinic=clinic_behind(person, found),
            sent_as=sent.sent_as,
        ),
    )


@router.get(
    "/records/{record}/readings/{reading}", response={200: OneReading, **refusals(404, 422)}, url_name="reading"
)
def one_reading(request: HttpRequest, record: UUID, reading: UUID) -> OneReading:
    """One reading."""
    found = open_record(person_of(request), record, Wish.READ, Act.READ, kind=Kind.READING, thing=reading)
    return _told(_row(found, reading))


@router.post(
    "/records/{record}/readings/{reading}/correct",
    response={201: Kept, **refusals(404, 409, 413, 422)},
    url_name="correct_reading",
)
def correct_reading(request: HttpRequest, record: UUID, reading: UUID, sent: Correction) -> Status[Kept]:
    """Puts another reading in the place of one that was wrong; the old one stays to be seen."""
    person = person_of(request)
    found = open_record(person, record, Wish.WRITE, Act.READ, kind=Kind.READING, thing=reading)
    row = _row(found, reading)
    told = sent.told(row.kind)
    return _kept(
        found,
        lambda: correct(
            row,
            told,
            author=person,
            why=sent.why,
            at=_moment(sent.at, found, told) or row.at,
            clinic=clinic_behind(person, found),
            sent_as=sent.sent_as,
        ),
    )


@router.post(
    "/records/{record}/readings/{reading}/strike",
    response={201: Kept, **refusals(404, 409, 413, 422)},
    url_name="strike_reading",
)
def strike_reading(request: HttpRequest, record: UUID, reading: UUID, sent: Strike) -> Status[Kept]:
    """Says that nothing of a reading holds; it stays to be seen as struck."""
    person = person_of(request)
    found = open_record(person, record, Wish.WRITE, Act.READ, kind=Kind.READING, thing=reading)
    row = _row(found, reading)
    clinic = clinic_behind(person, found)
    return _kept(found, lambda: correct(row, None, author=person, why=sent.why, clinic=clinic, sent_as=sent.sent_as))


def _kept(record: Record, keeping: Callable[[], Reading]) -> Status[Kept]:
    """What was kept, and the assessment that came of it."""
    try:
        row = keeping()
    except SentBeforeError:
        raise ProblemError(
            409, where="sent_as", problem="something else was sent under it", remedy="draw a new one for what is new"
        ) from None
    except CorrectedMeanwhileError as fault:
        raise ProblemError(
            409,
            where="reading",
            problem="somebody has corrected it already; nothing of yours was kept",
            remedy=f"look at reading {fault.by.pk}, which stands in its place, and correct that one",
        ) from None
    made = current(record)
    assert made is not None, "a record with a reading has an assessment"
    kept = Kept(reading=_told(row), assessment=made.pk, urgency=made.urgency, failed=bool(made.failed))
    return Status(201, kept)


def _moment(at: datetime | None, record: Record, told: Mapping[str, Any]) -> datetime | None:
    """The moment that was sent, or at which the spasm began; raises ProblemError where the two differ."""
    began = moment_in(told)
    if at is not None and began is not None and at != began:
        raise ProblemError(422, where="at", problem="not when the spasm began", remedy="leave it out")
    at = began or at
    return None if at is None else checked_moment(at, now=timezone.now(), born=record.born)


def _row(record: Record, reading: UUID) -> Reading:
    row = record.readings.select_related("author", "clinic", "record").filter(pk=reading).first()
    if row is None:
        raise Http404
    row.record = record  # which knows by what right it was opened
    return row


def _told(row: Reading) -> OneReading:
    return OneReading(**asdict(told_readings([row])[0]))
