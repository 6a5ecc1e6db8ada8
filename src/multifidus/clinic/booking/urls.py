"""Addresses of visits: a person's own, and those of a clinic."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.booking.pages import book, desk, keeping, mine, visit, waiting, week
from multifidus.clinic.records.pages import own

OWN = "records/<uuid:record>/visits/"
CLINIC = "clinics/<uuid:clinic>/visits/"

urlpatterns = [
    path("my/visits", own.leads_to("visits"), name="my_visits"),
    path(OWN, mine.visits, name="visits"),
    path(f"{OWN}book", book.book_visit, name="book_visit"),
    path(f"{OWN}wait", waiting.wait_for_visit, name="wait_for_visit"),
    path(f"{OWN}waiting/<uuid:waiting>/leave", waiting.leave_waiting, name="leave_waiting"),
    path(f"{OWN}offers/<uuid:offer>/", waiting.visit_offer, name="visit_offer"),
    path(f"{OWN}<uuid:visit>/", visit.visit, name="visit"),
    path(f"{OWN}<uuid:visit>/move", book.move_visit, name="move_visit"),
    path(f"{OWN}<uuid:visit>/cancel", visit.cancel_visit, name="cancel_visit"),
    path(f"{OWN}<uuid:visit>/calendar.ics", visit.visit_calendar, name="visit_calendar"),
    path("my/week", week.my_week, name="my_week"),
    path(CLINIC, week.clinic_week, name="clinic_week"),
    path(f"{CLINIC}waiting", week.clinic_waiting, name="clinic_waiting"),
    path(f"{CLINIC}book", desk.clinic_book, name="clinic_book"),
    path(f"{CLINIC}book/<uuid:record>", desk.clinic_book_for, name="clinic_book_for"),
    path(f"{CLINIC}hours", keeping.clinic_hours, name="clinic_hours"),
    path(f"{CLINIC}hours/<uuid:hours>/end", keeping.end_hours, name="end_hours"),
    path(f"{CLINIC}kinds", keeping.visit_kinds, name="visit_kinds"),
    path(f"{CLINIC}kinds/<uuid:visit_kind>/retire", keeping.retire_kind, name="retire_kind"),
    path(f"{CLINIC}closures", keeping.closures, name="closures"),
    path(f"{CLINIC}closures/<uuid:closure>/end", keeping.end_closure, name="end_closure"),
    path(f"{CLINIC}desk", keeping.booking_desk, name="booking_desk"),
    path(f"{CLINIC}<uuid:visit>/", week.clinic_visit, name="clinic_visit"),
    path(f"{CLINIC}<uuid:visit>/move", desk.clinic_move_visit, name="clinic_move_visit"),
    path(f"{CLINIC}<uuid:visit>/cancel", desk.clinic_cancel_visit, name="clinic_cancel_visit"),
]
