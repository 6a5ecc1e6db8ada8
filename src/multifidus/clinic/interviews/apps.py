"""The app `interviews`."""

from __future__ import annotations

from django.apps import AppConfig


class InterviewsConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.interviews"
    label = "interviews"
