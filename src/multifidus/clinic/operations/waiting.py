"""What waits, looked up when it is asked for: jobs, entries of the audit without a seal, the silence of the worker."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from multifidus import __version__
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.jobs.models import Job
from multifidus.clinic.operations.models import JOBS, silent_for


class Waiting(Collector):
    """Gauges of the database as it is now, the same whichever process is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One family after another."""
        yield from jobs()
        unsealed = Entry.objects.filter(seal=None).count()
        yield GaugeMetricFamily("multifidus_audit_unsealed", "Audit entries that no seal covers yet.", value=unsealed)
        silence = silent_for(JOBS)
        if silence is not None:
            told = "Seconds since the worker of jobs was last seen."
            yield GaugeMetricFamily("multifidus_worker_silence_seconds", told, value=silence.total_seconds())
        version = GaugeMetricFamily("multifidus_version", "Version and edition.", labels=["version", "edition"])
        version.add_metric([__version__, engine()[0].edition], 1)
        yield version


def jobs() -> Iterator[GaugeMetricFamily]:
    """How many jobs are in each state, and for how long the oldest has been due."""
    states = GaugeMetricFamily("multifidus_jobs", "Jobs by state.", labels=["state"])
    found = dict(Job.objects.values_list("state").annotate(Count("pk")))
    for state in Job.State:
        states.add_metric([state.value], found.get(state.value, 0))
    yield states
    now = timezone.now()
    oldest = Job.objects.filter(state=Job.State.WAITING, due_at__lte=now).aggregate(at=Min("due_at"))["at"]
    told = "Seconds for which the oldest job has been due."
    yield GaugeMetricFamily(
        "multifidus_oldest_job_seconds", told, value=(now - oldest).total_seconds() if oldest else 0
    )
