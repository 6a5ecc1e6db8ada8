"""The page that a Prometheus asks: what was counted, and what waits. Names and numbers, no person."""

from __future__ import annotations

import hmac
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from multifidus.clinic.people.this_machine import from_this_machine

MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"  # prometheus-client reads it when it is first imported


def share_between_processes(folder: Path) -> None:
    """Has every process of this service count into one folder, begun anew. It has to be called before all else."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    os.environ[MULTIPROCESS] = str(folder)


def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, in the text that Prometheus reads; Http404 for whoever may not see them."""
    if not (from_this_machine(request) or knows_token(request)):
        raise Http404
    from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    from multifidus.clinic.operations.waiting import Waiting

    counted = REGISTRY
    if MULTIPROCESS in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    waiting = CollectorRegistry()
    waiting.register(Waiting())
    return HttpResponse(generate_latest(counted) + generate_latest(waiting), content_type=CONTENT_TYPE_LATEST)


def knows_token(request: HttpRequest) -> bool:
    """Whether the request carries the token that was set; none is set by default."""
    wanted = settings.METRICS_TOKEN
    given = request.META.get("HTTP_AUTHORIZATION", "")
    return bool(wanted) and hmac.compare_digest(given.encode(), f"Bearer {wanted}".encode())
