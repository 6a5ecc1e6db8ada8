"""The app `audit`."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.audit"
    label = "audit"

    def ready(self) -> None:
        """Listens to what happens to accounts."""
        from multifidus.clinic.audit.sign_ins import connect

        connect()
