"""The API against its own description: whatever is sent, no fault of ours, and every answer as it was described."""

import logging
from collections import Counter
from itertools import product

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, seed
from hypothesis import settings as bounded
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from multifidus.clinic.charts.current import current
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.wsgi import application

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)


@pytest.fixture
def described(world, monkeypatch, caplog):
    """The description as the service gives it, what its addresses may name, and a session."""
    monkeypatch.setattr(settings, "API_RATES", {"asked": 10**9, "assess": 10**9})
    caplog.set_level(logging.ERROR, logger="django.request")
    reading = keep(world.ada, Reading.Kind.NOTE, {"text": "My back locked up."}, author=world.clinician)
    browser = Client()
    browser.force_login(world.clinician)
    token = "t" * 32
    cookies = {settings.SESSION_COOKIE_NAME: browser.cookies[settings.SESSION_COOKIE_NAME].value, "csrftoken": token}
    session = {"cookies": cookies, "headers": {"X-CSRFToken": token}}
    real = {"record": world.ada.pk, "reading": reading.pk, "assessment": current(world.ada).pk}
    for signal in (request_started, request_finished):  # as Django's own client does: the test has one transaction
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/openapi.json", application), real, session
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask_of_every_address(described, examples):
    """So many requests to each address, half of them as described and half not, half to a record that there is."""
    schema, things, session = described
    statuses: Counter[tuple[str, int]] = Counter()
    operations = [found.ok() for found in schema.get_all_operations()]
    for operation, mode in product(operations, GenerationMode):

        @bounded(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @seed(5)
        @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans())
        def ask(case, real):
            for name in set(things) & set(case.path_parameters or {}) if real else ():
                case.path_parameters[name] = str(things[name])
            answer = case.call_and_validate(**session, checks=CHECKS)
            statuses[case.operation.label, answer.status_code] += 1

        ask()
    return len(operations), statuses


def test_every_answer_is_as_it_was_described(described):
    operations, statuses = ask_of_every_address(described, examples=15)

    assert operations >= 12
    assert ("GET /api/records/{record}/assessments/latest", 200) in statuses, "nothing came behind the walls"
    assert {status for address, status in statuses if address == "POST /api/records/{record}/readings"} & {201, 422}


@pytest.mark.slow
def test_every_answer_is_as_it_was_described_at_length(described):
    ask_of_every_address(described, examples=200)
