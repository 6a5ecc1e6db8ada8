"""The app `booking`."""

from __future__ import annotations

from django.apps import AppConfig


class BookingConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.booking"
    label = "booking"
