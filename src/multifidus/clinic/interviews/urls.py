"""Addresses of the interview. They say how far it is, and nothing of what was answered: addresses end up in logs."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.interviews.pages import answering, beginning, keeping, leaving, letter, screens

urlpatterns = [
    path("interview/", beginning.interview, name="interview"),
    path("interview/understood", beginning.interview_words, name="interview_words"),
    path("interview/<int:step>", screens.interview_step, name="interview_step"),
    path("interview/answer", answering.interview_answer, name="interview_answer"),
    path("interview/letter", letter.interview_letter, name="interview_letter"),
    path("interview/keep", keeping.keep_interview, name="keep_interview"),
    path("interview/country", leaving.interview_country, name="interview_country"),
    path("interview/forget", leaving.forget_interview, name="forget_interview"),
]
