"""The app `audit`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.audit"
    label = "audit"

    def ready(self) -> None:
        """Adds the job that seals, keeps the guards standing, and listens to what happens to accounts."""
        from multifidus.clinic.audit.sealing import seal_all
        from multifidus.clinic.audit.sign_ins import connect
        from multifidus.clinic.jobs.kinds import add_kind

        connect()
        add_kind("seal", seal_all, label=_("Seal the audit"), every=timedelta(minutes=1))
        post_migrate.connect(_guard, sender=self)


def _guard(*, using: str, **_more: Any) -> None:
    from multifidus.clinic.audit.guards import ENTRY, set_guards

    if ENTRY in connections[using].introspection.table_names():  # not yet, or no more, while migrating in part
        set_guards(connections[using])
