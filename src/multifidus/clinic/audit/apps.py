"""The app `audit`."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.audit"
    label = "audit"
