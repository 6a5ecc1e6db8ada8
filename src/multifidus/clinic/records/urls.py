"""Addresses of records: the list, opening one, consent, who looked, export, erasure, break-glass."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.records import pages

urlpatterns = [path("", pages.records, name="records")]
