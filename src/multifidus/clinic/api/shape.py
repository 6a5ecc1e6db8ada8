"""What Django itself answers under /api/ (no such address, another method, a fault) in the shape of the API."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from multifidus.clinic.api.problems import told_of

UNDER = "/api/"
KEPT = ("Allow", "Retry-After")  # headers that the words point to


class OneShape:
    """Answers under /api/ are JSON, whoever gives them, and are kept by no cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer of whatever comes after, reshaped where it is an error that is no JSON."""
        answer = self.get_response(request)
        if not request.path_info.startswith(UNDER):
            return answer
        if answer.status_code >= 400 and not _is_json(answer):
            kept = {name: answer[name] for name in KEPT if name in answer.headers}
            answer = JsonResponse(told_of(answer.status_code), status=answer.status_code, headers=kept)
        answer["Cache-Control"] = "no-store"
        return answer


def _is_json(answer: HttpResponseBase) -> bool:
    return isinstance(answer, HttpResponse) and answer.headers.get("Content-Type", "").startswith("application/json")
