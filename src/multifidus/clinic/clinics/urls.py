"""Addresses of clinics: members, invitations, audit."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
