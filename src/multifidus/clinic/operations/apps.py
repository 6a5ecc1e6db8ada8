"""The app `operations`."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save


class OperationsConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.operations"
    label = "operations"

    def ready(self) -> None:
        """Counts each assessment that is kept."""
        post_save.connect(count_assessment, sender="charts.Assessment")


def count_assessment(*, instance: Any, created: bool, **_: Any) -> None:
    """One more assessment of this urgency."""
    from multifidus.clinic.operations.counters import ASSESSMENTS

    if created:
        ASSESSMENTS.labels(instance.urgency or "none").inc()
