"""Addresses of records: the list, opening one, consent, who looked, export, erasure, break-glass."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.records.pages.emergency import emergencies, emergency, end_emergency
from multifidus.clinic.records.pages.leaving import erase_record, export_record
from multifidus.clinic.records.pages.listing import record_names, records
from multifidus.clinic.records.pages.looked import who_looked
from multifidus.clinic.records.pages.opening import change_record, open_new_record
from multifidus.clinic.records.pages.own import own_record
from multifidus.clinic.records.pages.sharing import give_consent, sharing, withdraw_consent
from multifidus.clinic.records.pages.told import invite_to_record, withdrawal_told

urlpatterns = [
    path("", records, name="records"),
    path("names", record_names, name="record_names"),
    path("mine", own_record, name="own_record"),
    path("new", open_new_record, name="open_new_record"),
    path("emergency", emergency, name="emergency"),
    path("emergencies/<uuid:clinic>", emergencies, name="emergencies"),
    path("<uuid:record>/about", change_record, name="change_record"),
    path("<uuid:record>/sharing", sharing, name="sharing"),
    path("<uuid:record>/sharing/<uuid:clinic>/withdraw", withdraw_consent, name="withdraw_consent"),
    path("<uuid:record>/sharing/<uuid:clinic>/give", give_consent, name="give_consent"),
    path("<uuid:record>/withdrawal-told", withdrawal_told, name="withdrawal_told"),
    path("<uuid:record>/invite", invite_to_record, name="invite_to_record"),
    path("<uuid:record>/looked", who_looked, name="who_looked"),
    path("<uuid:record>/export", export_record, name="export_record"),
    path("<uuid:record>/erase", erase_record, name="erase_record"),
    path("<uuid:record>/emergency/end", end_emergency, name="end_emergency"),
]
