"""Addresses of one's own account, beside those of allauth under /accounts/."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
