"""The part that does jobs: django-q2's cluster."""

from __future__ import annotations


def work() -> int:
    """Does jobs until it is told to stop."""
    from django_q.cluster import Cluster

    cluster = Cluster()
    cluster.start()
    cluster.sentinel.join()
    return int(cluster.sentinel.exitcode or 0)
