"""Whether the service runs on a database: whoever serves says so, and whoever replaces it finds out."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection

from multifidus.clinic.operations.models import JOBS, Pulse, silent_for
from multifidus.errors import ServiceError

LOCK = "serving.lock"
FRESH = timedelta(seconds=60)


def hold_as_served() -> IO[str]:
    """A lock that lasts as long as this process and its children; several services may hold it side by side."""
    lock = (Path(settings.DATA) / LOCK).open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise ServiceError(
            where=str(settings.DATA), problem="a backup is being restored there", remedy="wait until it is done"
        ) from None
    return lock


@contextmanager
def refuse_while_served() -> Iterator[None]:
    """Nobody serves inside. Raises ServiceError when somebody does, on this machine or by the same database."""
    with (Path(settings.DATA) / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _served(f"{settings.DATA}") from None
        if connection.vendor == "postgresql" and _others_are_connected():
            raise _served(f"the database {connection.settings_dict['NAME']}")
        yield


def _others_are_connected() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        if cursor.fetchone()[0]:
            return True
    if Pulse._meta.db_table not in connection.introspection.table_names():
        return False
    silence = silent_for(JOBS)
    return silence is not None and silence < FRESH


def _served(where: str) -> ServiceError:
    return ServiceError(
        where=where,
        problem="multifidus runs on it, or somebody else is connected",
        remedy="stop it, on every machine, and wait a minute; then restore",
    )
