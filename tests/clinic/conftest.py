"""The small world and a browser for whoever tests the clinic."""

import pytest

from clinic.world import World, made
from multifidus.clinic.people.models import Person


@pytest.fixture
def world(db) -> World:
    return made()


@pytest.fixture
def signed_in(client):
    """A browser in which somebody has signed in."""

    def sign_in(person: Person):
        client.force_login(person)
        return client

    return sign_in
