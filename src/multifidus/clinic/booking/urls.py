"""Addresses of visits: a person's own, and those of a clinic."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.booking.pages import book, mine, visit, waiting

OWN = "records/<uuid:record>/visits/"

urlpatterns = [
    path("my/visits", mine.my_visits, name="my_visits"),
    path(OWN, mine.visits, name="visits"),
    path(f"{OWN}book", book.book_visit, name="book_visit"),
    path(f"{OWN}wait", waiting.wait_for_visit, name="wait_for_visit"),
    path(f"{OWN}waiting/<uuid:waiting>/leave", waiting.leave_waiting, name="leave_waiting"),
    path(f"{OWN}offers/<uuid:offer>/", waiting.visit_offer, name="visit_offer"),
    path(f"{OWN}<uuid:visit>/", visit.visit, name="visit"),
    path(f"{OWN}<uuid:visit>/move", book.move_visit, name="move_visit"),
    path(f"{OWN}<uuid:visit>/cancel", visit.cancel_visit, name="cancel_visit"),
    path(f"{OWN}<uuid:visit>/calendar.ics", visit.visit_calendar, name="visit_calendar"),
]
