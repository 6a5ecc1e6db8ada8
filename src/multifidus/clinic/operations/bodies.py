"""How much one request may carry. Django would write a form with a file to disk, however large, for anybody."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from multifidus.clinic.design.errors import answer


class BoundedBody:
    """Middleware: 413 for what says that it is larger than the setting LARGEST_BODY_BYTES, before any of it is read.

    A body that does not say how long it is reads as empty, by WSGI.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, or the refusal."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) <= settings.LARGEST_BODY_BYTES:
            return self.get_response(request)
        return answer(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, template="400.html")
