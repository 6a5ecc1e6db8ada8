"""The app `people`."""

from __future__ import annotations

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.people"
    label = "people"

    def ready(self) -> None:
        """Sessions follow what happens to the account; what nobody needs is forgotten each night."""
        from allauth.account.signals import authentication_step_completed
        from allauth.account.signals import user_logged_in as signed_in
        from allauth.mfa.signals import authenticator_added, authenticator_removed
        from django.contrib.auth.signals import user_logged_in

        from multifidus.clinic.jobs.kinds import add_kind
        from multifidus.clinic.people import language, sessions
        from multifidus.clinic.people.tidying import tidy

        add_kind("tidy_accounts", tidy, label=_("Forget ended sessions and old tries"), every=timedelta(days=1))
        user_logged_in.connect(sessions.on_sign_in)
        signed_in.connect(language.on_sign_in)
        authentication_step_completed.connect(sessions.on_step)
        authenticator_added.connect(sessions.on_second_factor)
        authenticator_removed.connect(sessions.on_second_factor)
