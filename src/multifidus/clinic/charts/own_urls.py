"""Addresses that lead to one's own chart."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.charts.pages import answer

urlpatterns = [path("my/answer", answer.my_answer, name="my_answer")]
