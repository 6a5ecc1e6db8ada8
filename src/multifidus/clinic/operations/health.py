"""Whether the process is alive, and whether it can answer."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse


def live(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 while the process answers at all."""
    return JsonResponse({"alive": True})


def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"ready": False, "database": "does not answer"}, status=503)
    return JsonResponse({"ready": True})
