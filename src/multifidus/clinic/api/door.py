"""The JSON API: who is asking, the records open to them, their readings and assessments."""

from __future__ import annotations

from ninja import NinjaAPI
from ninja.security import django_auth

from multifidus.clinic.api import assessments, export, readings, records
from multifidus.clinic.api.limits import ByWhoAsks
from multifidus.clinic.api.problems import answer_in_one_shape
from multifidus.clinic.api.reading_json import StrictJson

DESCRIPTION = """\
Records of people with back pain: readings, and the assessments that were made from them.

Whoever asks is known by the session of the web pages, and sends its CSRF token with whatever changes something.
Every refusal has the same three parts: where it is, what is wrong, and what to do about it.
"""

api = NinjaAPI(
    title="multifidus",
    version="1",
    description=DESCRIPTION,
    auth=django_auth,
    urls_namespace="api",
    docs_url=None,  # the page that comes with the library is built from inline script; /api/openapi.json says it all
    parser=StrictJson(),
    throttle=[ByWhoAsks("asked")],
)
answer_in_one_shape(api)
api.add_router("", records.router)
api.add_router("", export.router)
api.add_router("", readings.router)
api.add_router("", assessments.router)
