"""Addresses of the diary: of a record, of one's own, and of what a phone keeps."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.diary.pages import beside, correcting, diary, entering, files, phone, sending
from multifidus.clinic.records.pages import own

OF_RECORD = "records/<uuid:record>/diary/"

urlpatterns = [
    path(OF_RECORD, diary.diary, name="diary"),
    path(f"{OF_RECORD}new", entering.new_episode, name="new_episode"),
    path(f"{OF_RECORD}triggers", beside.beside, name="diary_triggers"),
    path(f"{OF_RECORD}file", files.upload, name="upload_diary"),
    path(f"{OF_RECORD}csv", files.download, name="download_diary"),
    path(f"{OF_RECORD}<uuid:episode>/correct", correcting.correct_episode, name="correct_episode"),
    path(f"{OF_RECORD}<uuid:episode>/strike", correcting.strike_episode, name="strike_episode"),
    path("my/diary", own.leads_to("diary"), name="my_diary"),
    path("my/diary/new", own.leads_to("new_episode"), name="my_new_episode"),
    path("my/diary/send", sending.send_episodes, name="send_episodes"),
    path("diary/quick", phone.quick_episode, name="quick_episode"),
    path("diary/waiting", phone.waiting_episodes, name="waiting_episodes"),
    path("manifest.webmanifest", phone.manifest, name="manifest"),
    path("service-worker.js", phone.service_worker, name="service_worker"),
]
