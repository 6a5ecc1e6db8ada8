"""Addresses of the example clinic."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.example import pages

urlpatterns = [
    path("example/sign-in", pages.sign_in, name="example_sign_in"),
]
