"""The app `clinics`."""

from __future__ import annotations

from django.apps import AppConfig


class ClinicsConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.clinics"
    label = "clinics"
