"""Addresses of an invitation, for whoever got one."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.records.pages.joining import accept_invitation, invitation

urlpatterns = [
    path("", accept_invitation, name="accept_invitation"),
    path("<str:token>", invitation, name="invitation"),
]
