"""Addresses of what an administrator watches over."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.oversight.pages.audit_log import audit_log, audit_log_csv
from multifidus.clinic.oversight.pages.jobs import jobs, retry_job

urlpatterns = [
    path("clinics/<uuid:clinic>/log", audit_log, name="audit_log"),
    path("clinics/<uuid:clinic>/log.csv", audit_log_csv, name="audit_log_csv"),
    path("jobs/", jobs, name="jobs"),
    path("jobs/<int:job>/retry", retry_job, name="retry_job"),
]
