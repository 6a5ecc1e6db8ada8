"""The app `operations`."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.operations"
    label = "operations"

    def ready(self) -> None:
        """Counts each assessment."""
        from multifidus.clinic.charts.assessing import assessed

        assessed.connect(count_assessment)


def count_assessment(*, urgency: str, failed: bool, seconds: float, **_: Any) -> None:
    """One more assessment of this urgency, and how long it took."""
    from multifidus.clinic.operations.counters import ASSESS_SECONDS, ASSESSMENTS

    ASSESSMENTS.labels(urgency or "none", "yes" if failed else "no").inc()
    ASSESS_SECONDS.observe(seconds)
