"""Every address of the service."""

from __future__ import annotations

from django.urls import include, path

from multifidus.clinic.api.door import api
from multifidus.clinic.design import pages as design

handler429 = "multifidus.clinic.people.limits.too_many"  # allauth looks here

urlpatterns = [
    path("", design.home, name="home"),
    path("style", design.style, name="style"),
    path("accounts/", include("allauth.urls")),
    path("profile/", include("multifidus.clinic.people.urls")),
    path("clinics/", include("multifidus.clinic.clinics.urls")),
    path("invitation/", include("multifidus.clinic.records.invitation_urls")),
    path("records/", include("multifidus.clinic.records.urls")),
    path("records/<uuid:record>/", include("multifidus.clinic.charts.urls")),
    path("jobs/", include("multifidus.clinic.jobs.urls")),
    path("api/", api.urls),
    path("", include("multifidus.clinic.operations.urls")),
    path("", include("multifidus.clinic.example.urls")),
]
