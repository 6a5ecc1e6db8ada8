"""The address of the lift. What is lifted is posted and stands in no address: addresses end up in logs."""

from __future__ import annotations

from django.urls import path

from multifidus.clinic.lifts.pages import lift

urlpatterns = [path("lift/", lift, name="lift")]
