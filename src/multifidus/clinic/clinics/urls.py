"""Addresses of clinics: members, invitations, what a clinic is."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.clinics.pages.clinic import change_clinic, clinic, clinics
from multifidus.clinic.clinics.pages.invitation import (
    invite_in_care,
    invite_staff,
    resend_invitation,
    withdraw_invitation,
)
from multifidus.clinic.clinics.pages.membership import end_membership

urlpatterns = [
    path("", clinics, name="clinics"),
    path("<uuid:clinic>/", clinic, name="clinic"),
    path("<uuid:clinic>/change", change_clinic, name="change_clinic"),
    path("<uuid:clinic>/members/<uuid:membership>/end", end_membership, name="end_membership"),
    path("<uuid:clinic>/invite/staff", invite_staff, name="invite_staff"),
    path("<uuid:clinic>/invite/in-care", invite_in_care, name="invite_in_care"),
    path("<uuid:clinic>/invitations/<uuid:invitation>/resend", resend_invitation, name="resend_invitation"),
    path("<uuid:clinic>/invitations/<uuid:invitation>/withdraw", withdraw_invitation, name="withdraw_invitation"),
]
