"""The JSON API: who is asking, the records open to them, their readings and assessments."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import NinjaAPI, Schema
from ninja.security import django_auth

from multifidus.clinic.people.signed_in import person_of

api = NinjaAPI(title="multifidus", version="1", auth=django_auth, urls_namespace="api")


class Me(Schema):
    """Who is signed in."""

    name: str


@api.get("/me", response=Me)
def me(request: HttpRequest) -> Me:
    """Who is signed in."""
    return Me(name=str(person_of(request)))
