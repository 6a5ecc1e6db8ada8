"""The whole of one's own record as one document."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.http import HttpRequest, StreamingHttpResponse
from ninja import Router
from pydantic import WithJsonSchema

from multifidus.clinic.api.problems import ProblemError, refusals
from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.people.signed_in import person_of
from multifidus.clinic.records.export import document
from multifidus.clinic.records.walls import Wish, open_record

router = Router(tags=["records"])
Document = Annotated[
    dict[str, Any], WithJsonSchema({"type": "object", "description": "docs/records.md says what is in it."})
]


@router.get("/records/{record}/export", response={200: Document, **refusals(404, 422)}, url_name="export_record")
def export_record(request: HttpRequest, record: UUID) -> StreamingHttpResponse:
    """All that is kept of one's own record. A session left open is not enough: confirm who you are a moment before."""
    found = open_record(person_of(request), record, Wish.OWN, Act.READ, kind=Kind.RECORD)
    if not did_recently_reauthenticate(request):
        raise ProblemError(
            403,
            where="session",
            problem="you signed in some time ago",
            remedy="confirm who you are at /accounts/reauthenticate/, and ask again",
        )
    found = open_record(person_of(request), record, Wish.OWN, Act.EXPORT, kind=Kind.RECORD)
    return StreamingHttpResponse(document(found), content_type="application/json; charset=utf-8")
