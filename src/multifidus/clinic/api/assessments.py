"""Assessments of a record, and one of a text or case of which nothing is kept."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field, WithJsonSchema

from multifidus.clinic.api.contract import CONTRACT, KEPT
from multifidus.clinic.api.limits import ByWhoAsks
from multifidus.clinic.api.paging import Part
from multifidus.clinic.api.problems import Problem, ProblemError, refusals, told_of
from multifidus.clinic.api.readings import Content
from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.charts.current import current
from multifidus.clinic.charts.models import Assessment
from multifidus.clinic.charts.once import NotWorkedOutError, assess_once
from multifidus.clinic.charts.told import told_assessment
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.walls import Wish, open_record

router = Router(tags=["assessments"])
LONGEST_SENT = 20_000  # characters of a text that anybody may send; it is read in a tenth of a second


class AssessmentLine(Schema):
    """An assessment without its answer."""

    id: UUID
    made_at: datetime
    because: str
    edition: str
    urgency: str = Field(description="Empty where it could not be worked out.")
    failed: bool
    readings: list[UUID]


class WholeAssessment(AssessmentLine):
    """An assessment with its answer, and where each finding came from."""

    answer: Annotated[dict[str, Any], WithJsonSchema(KEPT)]
    gathered: Annotated[dict[str, Any], WithJsonSchema({"type": "object"})]


class Assessments(Schema):
    """A part of the assessments, the newest first."""

    items: list[AssessmentLine]
    count: int


class ToAssess(Content):
    """A text or a case to assess; nothing of it is kept."""

    text: str | None = Field(None, max_length=LONGEST_SENT, description="A note, a report, or a person's own words.")
    country: str | None = Field(None, pattern="^[A-Za-z]{2}$", description="Two letters; says which number to call.")


Contract = Annotated[dict[str, Any], WithJsonSchema(CONTRACT)]


@router.get("/records/{record}/assessments", response={200: Assessments, **refusals(404, 422)}, url_name="assessments")
def assessments(request: HttpRequest, record: UUID, part: Query[Part]) -> Assessments:
    """The assessments of a record, without their answers."""
    found = open_record(person_of(request), record, Wish.READ, Act.READ, kind=Kind.ASSESSMENT)
    rows = found.assessments.defer("answer", "gathered")
    items = [_line(row) for row in rows[part.offset : part.offset + part.limit]]
    return Assessments(items=items, count=rows.count())


@router.get(
    "/records/{record}/assessments/latest",
    response={200: WholeAssessment, **refusals(404, 422)},
    url_name="latest_assessment",
)
def latest_assessment(request: HttpRequest, record: UUID) -> WholeAssessment:
    """The assessment that holds now; 404 while nothing was told."""
    found = open_record(person_of(request), record, Wish.READ, Act.READ, kind=Kind.ASSESSMENT)
    return _whole(current(found))


@router.get(
    "/records/{record}/assessments/{assessment}",
    response={200: WholeAssessment, **refusals(404, 422)},
    url_name="assessment",
)
def one_assessment(request: HttpRequest, record: UUID, assessment: UUID) -> WholeAssessment:
    """One assessment as it was made."""
    found = open_record(person_of(request), record, Wish.READ, Act.READ, kind=Kind.ASSESSMENT, thing=assessment)
    return _whole(found.assessments.filter(pk=assessment).first())


@router.post(
    "/assess",
    response={200: Contract, **dict.fromkeys((400, 413, 422, 429), Problem)},
    auth=None,
    throttle=[ByWhoAsks("assess")],
    url_name="assess",
)
def assess_what_is_sent(request: HttpRequest, sent: ToAssess) -> dict[str, Any]:  # noqa: ARG001
    """What a text or a case comes to. Nobody has to sign in, and nothing of it is kept or written down."""
    parts = ("text", "findings", "questionnaires")
    content = {part: getattr(sent, part) for part in parts if getattr(sent, part) is not None}
    try:
        return assess_once(content, country=sent.country, setting=sent.setting)
    except NotWorkedOutError:
        raise ProblemError(500, **told_of(500)) from None


def _line(row: Assessment) -> AssessmentLine:
    told = asdict(told_assessment(row, whole=False))
    return AssessmentLine(**{name: told[name] for name in AssessmentLine.model_fields})


def _whole(row: Assessment | None) -> WholeAssessment:
    if row is None:
        raise Http404
    told = asdict(told_assessment(row))
    return WholeAssessment(**{name: told[name] for name in WholeAssessment.model_fields})
