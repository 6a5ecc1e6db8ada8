"""Addresses within one record: the chart, a reading, its correction, an assessment."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.charts import pages

urlpatterns = [
    path("", pages.chart, name="chart"),
    path("readings/new", pages.new_reading, name="new_reading"),
]
