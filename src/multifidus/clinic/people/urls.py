"""Addresses of one's own account, beside those of allauth under /accounts/."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.people import pages

urlpatterns = [
    path("", pages.profile, name="profile"),
    path("close", pages.close_account, name="close_account"),
    path("closed", pages.account_closed, name="account_closed"),
    path("sign-out-everywhere", pages.sign_out_everywhere, name="sign_out_everywhere"),
    path("time-zone", pages.choose_zone, name="choose_zone"),
    path("still-here", pages.still_here, name="still_here"),
]
