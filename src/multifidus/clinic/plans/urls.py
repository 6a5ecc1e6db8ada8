"""Addresses of the plan."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.plans.pages import choosing, course, days, reminders, stopping, ticking, today
from multifidus.clinic.records.pages import own

urlpatterns = [
    path("my/plan", own.leads_to("plan"), name="my_plan"),
    path("my/plan/no-reminders/<str:token>", reminders.stop_reminders, name="stop_reminders"),
    path("records/<uuid:record>/plan/", today.plan, name="plan"),
    path("records/<uuid:record>/plan/begin", choosing.begin_plan, name="begin_plan"),
    path("records/<uuid:record>/plan/end", choosing.end_plan, name="end_plan"),
    path("records/<uuid:record>/plan/done", ticking.plan_done, name="plan_done"),
    path("records/<uuid:record>/plan/done/<uuid:done>/back", ticking.plan_back, name="plan_back"),
    path("records/<uuid:record>/plan/days", days.plan_days, name="plan_days"),
    path("records/<uuid:record>/plan/course", course.plan_course, name="plan_course"),
    path("records/<uuid:record>/plan/reminders", reminders.plan_reminders, name="plan_reminders"),
    path("records/<uuid:record>/plan/<slug:exercise>/stop", stopping.stop_exercise, name="stop_exercise"),
]
