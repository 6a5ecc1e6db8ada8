"""Every refusal of the API in one shape: where it is, what is wrong, what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from pydantic import Field

from multifidus.errors import InputError


class Problem(Schema):
    """What every refusal says."""

    where: str = Field(description="The part of what was sent that it is about.")
    problem: str = Field(description="What is wrong.")
    remedy: str = Field(description="What to do about it.")


class ProblemError(Exception):
    """A refusal with its status."""

    def __init__(self, status: int, *, where: str, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.status = status
        self.told = {"where": where, "problem": problem, "remedy": remedy}


TOLD: Mapping[int, tuple[str, str, str]] = {
    400: ("request", "this cannot be read", "send JSON in UTF-8, with Content-Type application/json"),
    401: ("session", "nobody is signed in", "sign in first; the session cookie says who is asking"),
    403: ("session", "this is refused", "send the CSRF token of the session in the header X-CSRFToken"),
    404: ("address", "nothing is here", "check the id; what is not open to you answers in the same way"),
    405: ("method", "this address does not answer to that method", "see /api/openapi.json for what it answers to"),
    413: ("request", "larger than is read", "send less at once; one reading is one occasion"),
    429: ("request", "too many requests", "wait for as many seconds as the header Retry-After says"),
    500: ("service", "something broke here", "try again; in an emergency call an ambulance, do not wait for this"),
    503: ("service", "the service is not ready", "try again; in an emergency call an ambulance, do not wait for this"),
}
STATUS_OF: Mapping[type[Exception], int] = {  # refusals of which there is nothing more to say than their status
    Http404: 404,
    AuthenticationError: 401,
    PermissionDenied: 403,
    RequestDataTooBig: 413,
    SuspiciousOperation: 400,
}
OTHER = ("request", "this cannot be done", "see /api/openapi.json")


def told_of(status: int) -> dict[str, str]:
    """What a refusal of a status says when nothing more is known."""
    where, problem, remedy = TOLD.get(status) or (TOLD[500] if status >= 500 else OTHER)
    return {"where": where, "problem": problem, "remedy": remedy}


def refusals(*statuses: int) -> dict[int, type[Problem]]:
    """The refusals of one address, for its description; whoever asks has to be signed in for all of these."""
    return dict.fromkeys(sorted({400, 401, 403, 429, *statuses}), Problem)


def answer_in_one_shape(api: NinjaAPI) -> None:
    """Lets every error of the API be answered as a Problem."""

    def refuse(request: HttpRequest, status: int, told: Mapping[str, str]) -> HttpResponse:
        return api.create_response(request, dict(told), status=status)

    def plain(request: HttpRequest, _fault: Exception, *, status: int) -> HttpResponse:
        return refuse(request, status, told_of(status))

    for kind, status in STATUS_OF.items():
        api.add_exception_handler(kind, partial(plain, status=status))

    @api.exception_handler(ProblemError)
    def problem(request: HttpRequest, fault: ProblemError) -> HttpResponse:
        return refuse(request, fault.status, fault.told)

    @api.exception_handler(InputError)
    def not_readable(request: HttpRequest, fault: InputError) -> HttpResponse:
        told = {"where": fault.where, "problem": fault.problem, "remedy": fault.remedy}
        return refuse(request, 422, told)

    @api.exception_handler(ValidationError)
    def not_valid(request: HttpRequest, fault: ValidationError) -> HttpResponse:
        return refuse(request, 422, _first(fault.errors))

    @api.exception_handler(Throttled)
    def too_often(request: HttpRequest, fault: Throttled) -> HttpResponse:
        answer = refuse(request, 429, told_of(429))
        answer["Retry-After"] = str(round(fault.wait or 60) + 1)
        return answer

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, fault: HttpError) -> HttpResponse:
        cause = fault.__cause__
        if isinstance(cause, ProblemError):  # raised while the body was read
            return refuse(request, cause.status, cause.told)
        return refuse(request, fault.status_code, told_of(fault.status_code))


def _first(errors: list[dict[str, Any]]) -> dict[str, str]:
    """The first of the errors of a validation, with its place; what was sent is not repeated."""
    error = errors[0]
    place = [str(part) for part in error.get("loc", ()) if part not in ("body", "query", "path", "sent")]
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return {
        "where": ".".join(place) or "request",
        "problem": f"{error.get('msg', 'not valid')}{more}",
        "remedy": "see /api/openapi.json for what belongs here",
    }
