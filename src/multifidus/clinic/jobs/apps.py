"""The app `jobs`."""

from __future__ import annotations

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Adds the one job of the queue itself."""
        from multifidus.clinic.jobs.kinds import add_kind
        from multifidus.clinic.jobs.pruning import prune

        add_kind("prune", prune, label=_("Throw away old jobs"), every=timedelta(days=1))
