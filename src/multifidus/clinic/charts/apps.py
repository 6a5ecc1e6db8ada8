"""The app `charts`."""

from __future__ import annotations

from django.apps import AppConfig


class ChartsConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.charts"
    label = "charts"

    def ready(self) -> None:
        """Says what a chart keeps of a record, and which jobs it has."""
        from multifidus.clinic.charts import belongings, reassessing

        belongings.register()
        reassessing.register()
