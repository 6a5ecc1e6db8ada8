"""Each request counted, timed and logged: which page, what status, how long, by whom in the audit's own name."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from uuid import UUID, uuid4

import structlog
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from multifidus.clinic.audit.pseudonyms import pseudonym_of
from multifidus.clinic.operations.counters import REQUESTS, SECONDS
from multifidus.clinic.operations.logs import log
from multifidus.clinic.people.models import Person

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
NOWHERE = "none"  # the view of an address that there is not
UNHEARD = ("live", "ready", "metrics")  # asked every few seconds by machines; counted, and logged when they fail

Answer = Callable[[HttpRequest], HttpResponse]


class Observe:
    """The outermost middleware. The path is never looked at: an address that there is not may hold anything."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with a number by which it can be found in the log."""
        number = uuid4().hex
        began = perf_counter()
        with structlog.contextvars.bound_contextvars(request=number):
            response = self.answer(request)
            seconds = perf_counter() - began
            response["X-Request-ID"] = number
            self.tell(request, response.status_code, seconds)
        return response

    def tell(self, request: HttpRequest, status: int, seconds: float) -> None:
        """Counts and logs one request."""
        view = view_of(request)
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(view, method, status).inc()
        SECONDS.labels(view).observe(seconds)
        if (view in UNHEARD and status < 500) or (view == NOWHERE and status < 400):  # a static file that is there
            return
        say = log.error if status >= 500 else log.info
        say("request", method=method, view=view, status=status, ms=round(seconds * 1000, 1), by=who(request))


def view_of(request: HttpRequest) -> str:
    """The name of the page that was asked for."""
    match = request.resolver_match
    return (match.view_name or NOWHERE) if match else NOWHERE


def who(request: HttpRequest) -> UUID | None:
    """The audit's name for whoever asked, where the page looked at who that is; None for nobody."""
    person = getattr(request, "_cached_user", None)
    if not isinstance(person, Person):
        return None
    try:
        return pseudonym_of(person.pk)
    except DatabaseError:  # the line is logged all the same
        return None
