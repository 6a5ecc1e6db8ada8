"""The app `design`."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DesignConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.design"
    label = "design"

    def ready(self) -> None:
        """Lets each app tell its places in the main navigation, and its cards on the first page."""
        autodiscover_modules("navigation", "glance")
