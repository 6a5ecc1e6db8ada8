"""Addresses within one record: the chart, a reading, its correction, an assessment."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.charts.pages import adding, answer, assessments, chart, correcting, follow_up, letter, readings

urlpatterns = [
    path("", chart.chart, name="chart"),
    path("answer", answer.answer, name="answer"),
    path("how-now", follow_up.follow_up, name="follow_up"),
    path("letter", letter.letter, name="letter"),
    path("letter/clinician", letter.clinician_letter, name="clinician_letter"),
    path("readings/new", adding.new_reading, name="new_reading"),
    path("readings/exam", adding.new_exam, name="new_exam"),
    path("readings/<uuid:reading>/", readings.reading, name="reading"),
    path("readings/<uuid:reading>/correct", correcting.correct_reading, name="correct_reading"),
    path("readings/<uuid:reading>/strike", correcting.strike_reading, name="strike_reading"),
    path("assessments/", assessments.assessments, name="assessments"),
    path("assessments/<uuid:assessment>/", assessments.assessment, name="assessment"),
]
