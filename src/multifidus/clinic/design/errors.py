"""Answers for when something goes wrong: plain words, and never a traceback. The room `api` tells programs in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from multifidus.clinic.design.themes import theme_of

ACCESS_LOST = (HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE)
BARE = (
    "<!doctype html><html lang='en'><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
    "<title>Something broke</title><h1>Something broke on our side</h1>"
    "<p>It is not your fault. Wait a minute and load the page again.</p>"
    "<p>If you cannot pee, feel numb between your legs, or a leg is getting weak: "
    "go to an emergency department now.</p>"
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400."""
    return answer(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403."""
    return answer(request, HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404: the same for what does not exist and for what is not open to whoever asks."""
    return answer(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503."""
    return answer(request, HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "120"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403 for a form that was not accepted; the setting CSRF_FAILURE_VIEW names it. The reason is for nobody's eyes."""
    return answer(request, HTTPStatus.FORBIDDEN, template="403_csrf.html")


def answer(
    request: HttpRequest, status: HTTPStatus, headers: Mapping[str, str] | None = None, template: str | None = None
) -> HttpResponse:
    """The page of `status`. It needs no session and no database, and should even the page fail, bare words remain."""
    context = {"theme": theme_of(request), "urgent_too": status in ACCESS_LOST}
    try:
        words: str = render_to_string(template or f"{status.value}.html", context)
    except Exception:
        if status != HTTPStatus.INTERNAL_SERVER_ERROR:
            raise
        words = BARE
    return HttpResponse(words, status=status, headers=headers)
