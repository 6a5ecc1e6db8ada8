"""The small world and a browser for whoever tests the clinic."""

import fcntl
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.utils import timezone, translation

from clinic import guards  # noqa: F401 - lets tests that really commit be emptied again
from clinic.world import World, made
from multifidus.clinic.audit.guards import lift_guards
from multifidus.clinic.design.building.__main__ import build
from multifidus.clinic.design.building.parts import BUILT, axe, missing_parts
from multifidus.clinic.people.models import Person

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session", autouse=True)
def static_build():
    """What git does not keep is there, as after `make static`; the first of several workers makes it."""
    if missing_parts() or not axe(ROOT).exists():
        BUILT.mkdir(parents=True, exist_ok=True)
        with (BUILT / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if missing_parts() or not axe(ROOT).exists():
                build(ROOT, dev=True)


@pytest.fixture(scope="session", autouse=True)
def never_the_last_to_leave(django_db_setup, django_db_blocker):
    """SQLite's files beside the database go when its last connection does, and a live server's threads come and go.

    One thread that let go of them while another came crashed SQLite 3.40 now and then; a served clinic keeps its own.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(name)) as kept:
        kept.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield


@pytest.fixture
def world(db) -> World:
    return made()


@pytest.fixture(autouse=True)
def nobodys_language_and_zone():
    """A request leaves its language and zone behind in the thread; here all tests share one."""
    yield
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(autouse=True)
def no_tries_yet(request):
    """Tries that an earlier test committed: the table they are counted in is no model's, so nobody empties it."""
    mark = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or "live_server" in request.fixturenames or (mark and mark.kwargs):
        request.getfixturevalue("transactional_db")
        cache.clear()


@pytest.fixture
def signed_in(client):
    """A browser in which somebody has signed in."""

    def sign_in(person: Person):
        client.force_login(person)
        return client

    return sign_in


def _emptied_without_guards(case, really=TransactionTestCase._fixture_teardown):
    """What the audit holds cannot be removed; a test that empties its database says so first."""
    lift_guards(connection)
    really(case)  # tells of a migration when all is empty, and the guards stand again


TransactionTestCase._fixture_teardown = _emptied_without_guards
