"""What every page tells the browser: keep no copy of it, and lend it to nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponseBase

# no-store: after signing out the Back button, and the next one at the same computer, find nothing.
HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class NothingKept:
    """Middleware: adds these headers to all that is not a static file; what a page says itself stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, with them."""
        answer = self.get_response(request)
        for name, value in HEADERS.items():
            if name not in answer.headers:
                answer[name] = value
        if "no-store" not in answer["Cache-Control"]:
            answer["Cache-Control"] = "no-store"
        return answer
