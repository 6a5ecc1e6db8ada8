"""The part that does jobs: django-q2's cluster, and its pulse."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, close_old_connections

from multifidus.clinic.operations.logs import log
from multifidus.clinic.operations.models import JOBS, beat, rest

BEAT_S = 20.0
TOLD_AS_WELL_S = 0.5  # in which a sentinel that was told as well is gone


def work() -> int:
    """Does jobs until it is told to stop."""
    from django_q.cluster import Cluster

    cluster = Cluster()
    stop_at_once_told(cluster)
    cluster.start()
    while cluster.sentinel.is_alive():
        quietly(beat)
        cluster.sentinel.join(BEAT_S)
    quietly(rest)
    return int(cluster.sentinel.exitcode or 0)


def stop_at_once_told(cluster: Any) -> None:
    """Lets the cluster stop at the first SIGTERM or SIGINT and hear no other.

    Ctrl-C and systemd tell every process, and then our parent does. A second signal while it stops would lock it for
    ever; so would asking a sentinel to stop that was itself told and died with the lock of its event in hand.
    """

    def stop(*_: object) -> None:
        for sig in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sig, signal.SIG_IGN)
        cluster.sentinel.join(TOLD_AS_WELL_S)
        cluster.stop()  # nothing where the sentinel is gone

    for sig in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sig, stop)


def quietly(say: Callable[[str], None]) -> None:
    """Lets whoever asks for readiness see whether jobs are being done; a database that is away is no reason to end."""
    try:
        say(JOBS)
    except DatabaseError as error:
        log.warning("pulse_not_kept", exc_info=error)
    close_old_connections()
