"""The app `people`."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.people"
    label = "people"

    def ready(self) -> None:
        """Sessions follow what happens to the account."""
        from allauth.account.signals import authentication_step_completed
        from allauth.mfa.signals import authenticator_added, authenticator_removed
        from django.contrib.auth.signals import user_logged_in

        from multifidus.clinic.people import sessions

        user_logged_in.connect(sessions.on_sign_in)
        authentication_step_completed.connect(sessions.on_step)
        authenticator_added.connect(sessions.on_second_factor)
        authenticator_removed.connect(sessions.on_second_factor)
