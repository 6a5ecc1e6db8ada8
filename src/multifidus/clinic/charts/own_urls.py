"""Addresses that lead to one's own chart."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.records.pages import own

urlpatterns = [path("my/answer", own.leads_to("answer"), name="my_answer")]
