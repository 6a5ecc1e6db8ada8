"""Every address of the service."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import set_language

from multifidus.clinic.api.door import api
from multifidus.clinic.design import pages as design

urlpatterns = [
    path("", design.home, name="home"),
    path("style", design.style, name="style"),
    path("theme", design.choose_theme, name="theme"),
    path("language", set_language, name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("profile/", include("multifidus.clinic.people.urls")),
    path("clinics/", include("multifidus.clinic.clinics.urls")),
    path("invitation/", include("multifidus.clinic.records.invitation_urls")),
    path("", include("multifidus.clinic.oversight.urls")),
    path("records/", include("multifidus.clinic.records.urls")),
    path("records/<uuid:record>/", include("multifidus.clinic.charts.urls")),
    path("", include("multifidus.clinic.charts.own_urls")),
    path("", include("multifidus.clinic.interviews.urls")),
    path("", include("multifidus.clinic.diary.urls")),
    path("", include("multifidus.clinic.plans.urls")),
    path("", include("multifidus.clinic.booking.urls")),
    path("", include("multifidus.clinic.lifts.urls")),
    path("api/", api.urls),
    path("", include("multifidus.clinic.operations.urls")),
    path("", include("multifidus.clinic.example.urls")),
]

handler400 = "multifidus.clinic.design.errors.bad_request"
handler403 = "multifidus.clinic.design.errors.permission_denied"
handler404 = "multifidus.clinic.design.errors.page_not_found"
handler429 = "multifidus.clinic.people.limits.too_many"  # allauth looks here
handler500 = "multifidus.clinic.design.errors.server_error"
