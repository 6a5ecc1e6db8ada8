"""Addresses within one record: the chart, a reading, its correction, an assessment."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.charts.pages import adding, chart

urlpatterns = [
    path("", chart.chart, name="chart"),
    path("readings/new", adding.new_reading, name="new_reading"),
]
