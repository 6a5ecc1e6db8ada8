"""Whether the process is alive, and whether it can do what it is there for."""

from __future__ import annotations

import shutil
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from multifidus.clinic.operations.database import pending
from multifidus.clinic.operations.models import JOBS, silent_for

LEAST_FREE_BYTES = 200_000_000
SILENT_TOO_LONG = timedelta(minutes=2)

_migrated = False  # once true, true for the life of a process: nobody takes a migration back under a running service


def live(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 while the process answers at all."""
    return JsonResponse({"alive": True})


def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 when it can take and keep what it is sent, else 503 with what is wrong, in words that tell nobody a secret.

    A worker that is not seen makes nobody wait: it is told, and the service stays ready.
    """
    wrong = {name: problem for name, check in CHECKS.items() if (problem := check())}
    told = {"ready": not wrong, "wrong": wrong, "jobs": "no answer" if wrong else jobs()}
    return JsonResponse(told, status=503 if wrong else 200)


def database() -> str:
    """What is wrong with the database; empty when it answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return ""


def migrations() -> str:
    """Whether the tables are as this program needs them; empty when they are."""
    global _migrated  # noqa: PLW0603
    try:
        _migrated = _migrated or not pending()
    except DatabaseError:
        return "not known"
    return "" if _migrated else "not applied: start multifidus serve anew"


def disk() -> str:
    """Whether there is room for what comes; empty when there is."""
    free = shutil.disk_usage(settings.DATA).free
    return "" if free >= LEAST_FREE_BYTES else "nearly full"


def jobs() -> str:
    """Whether somebody does jobs."""
    silence = silent_for(JOBS)
    if silence is None:
        return "never seen"
    return "seen" if silence <= SILENT_TOO_LONG else f"not seen for {int(silence.total_seconds() // 60)} minutes"


CHECKS = {"database": partial(database), "migrations": partial(migrations), "disk": partial(disk)}
