"""The app `interviews`."""

from __future__ import annotations

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterviewsConfig(AppConfig):
    """Where Django finds this app."""

    name = "multifidus.clinic.interviews"
    label = "interviews"

    def ready(self) -> None:
        """Sign-in decides whose an interview is; what strangers left is gone soon."""
        from allauth.account.signals import user_logged_in as signed_in
        from django.contrib.auth.signals import user_logged_in

        from multifidus.clinic.interviews import signing_in
        from multifidus.clinic.jobs.kinds import add_kind
        from multifidus.clinic.people.tidying import forget_sessions

        user_logged_in.connect(signing_in.on_any_sign_in)
        signed_in.connect(signing_in.on_sign_in)
        add_kind(
            "forget_interviews",
            forget_sessions,
            label=_("Forget what strangers said in an interview"),
            every=timedelta(minutes=10),
        )
