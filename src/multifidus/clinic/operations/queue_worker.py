"""The part that does jobs: django-q2's cluster, and its pulse."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, close_old_connections

from multifidus.clinic.operations.logs import log
from multifidus.clinic.operations.models import JOBS, beat, rest

BEAT_S = 20.0


def work() -> int:
    """Does jobs until it is told to stop."""
    from django_q.cluster import Cluster

    cluster = Cluster()
    cluster.start()
    while cluster.sentinel.is_alive():
        quietly(beat)
        cluster.sentinel.join(BEAT_S)
    quietly(rest)
    return int(cluster.sentinel.exitcode or 0)


def quietly(say: Callable[[str], None]) -> None:
    """Lets whoever asks for readiness see whether jobs are being done; a database that is away is no reason to end."""
    try:
        say(JOBS)
    except DatabaseError as error:
        log.warning("pulse_not_kept", exc_info=error)
    close_old_connections()
