"""The example clinic: believable, marked, and never where real people could be."""

import os
import secrets
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.test import Client

from clinic.serving import service
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.example.cast import cast
from multifidus.clinic.example.diary import spasms_of
from multifidus.clinic.example.making import make
from multifidus.clinic.people.models import Person
from multifidus.clinic.plans.following import following
from multifidus.clinic.records.models import Record


@pytest.fixture
def example(db, settings):
    settings.EXAMPLE_CLINIC = settings.THIS_MACHINE_ONLY = True
    assert make()
    return settings


def urgency_of(name: str) -> str:
    return Record.objects.get(name=name).assessments.first().urgency


def test_its_people_are_told_apart_by_how_urgent_they_are(example):
    assert urgency_of("Dev Marsh") == "emergency"
    assert urgency_of("Joan Pike") == "urgent"
    assert urgency_of("Ben Okoro") == "routine"
    assert Record.objects.count() == len(cast().people) == 8
    assert Reading.objects.count() == sum(len(one.readings) + len(list(spasms_of(one.key))) for one in cast().people)
    assert all(record.assessments.first().answer["in_scope"] for record in Record.objects.all())


def test_it_is_made_once_and_marked(example):
    assert not make()
    assert Clinic.objects.get().is_example
    assert Entry.objects.filter(act="write", kind="reading").count() == Reading.objects.count()


def test_nobody_in_it_has_a_password_or_an_address_that_could_exist(example):
    for person in Person.objects.all():
        assert not person.has_usable_password()
        assert person.email.endswith("@example.invalid")


@pytest.mark.parametrize("who", [one.key for one in cast().staff] + ["ada", "ines"])
def test_one_click_signs_in_as_each_of_the_first_page(example, client, who):
    assert f'value="{who}"' in client.get("/").content.decode()

    assert client.post("/example/sign-in", {"who": who}).status_code == 302
    assert client.get("/records/", follow=True).status_code == 200
    assert Person.objects.get(pk=client.session["_auth_user_id"]).email == f"{who}@example.invalid"


@pytest.mark.parametrize("who", ["ben", "nobody", "", "clinician@example.invalid"])
def test_nobody_else_can_be_signed_in_as(example, client, who):
    assert client.post("/example/sign-in", {"who": who}).status_code == 404


@pytest.mark.parametrize(
    "asker",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
    ],
)
def test_from_another_machine_or_through_a_proxy_there_is_no_one_click(example, client, asker):
    assert "example/sign-in" not in client.get("/", **asker).content.decode()
    assert client.post("/example/sign-in", {"who": "clinician"}, **asker).status_code == 404


def test_another_site_cannot_click_for_somebody(example):
    browser = Client(enforce_csrf_checks=True)

    assert browser.post("/example/sign-in", {"who": "clinician"}).status_code == 403


def test_a_link_signs_nobody_in(example, client):
    assert client.get("/example/sign-in", {"who": "clinician"}).status_code == 405


@pytest.mark.parametrize(("on", "this_machine"), [(False, True), (True, False), (False, False)])
def test_without_the_setting_or_beyond_this_machine_there_is_no_one_click(example, client, on, this_machine):
    example.EXAMPLE_CLINIC, example.THIS_MACHINE_ONLY = on, this_machine

    assert "example/sign-in" not in client.get("/").content.decode()
    assert client.post("/example/sign-in", {"who": "clinician"}).status_code == 404


def test_a_service_that_others_can_reach_fails_its_check_with_an_example_clinic(settings):
    settings.EXAMPLE_CLINIC, settings.THIS_MACHINE_ONLY = True, False

    assert "example.E001" in [message.id for message in run_checks()]


def test_it_is_not_made_where_it_may_not_be(db, settings):
    settings.EXAMPLE_CLINIC = False

    with pytest.raises(CommandError, match="MULTIFIDUS_EXAMPLE=1"):
        call_command("example_clinic")
    assert not Clinic.objects.exists()


def test_production_never_has_it_whatever_the_environment_says(tmp_path):
    code = "from multifidus.clinic.settings import production as it; print(it.EXAMPLE_CLINIC, it.THIS_MACHINE_ONLY)"
    environment = {
        **os.environ,
        "MULTIFIDUS_EXAMPLE": "1",
        "MULTIFIDUS_DATA": str(tmp_path),
        "MULTIFIDUS_SECRET_KEY": secrets.token_urlsafe(48),
        "MULTIFIDUS_HOSTS": "spine.example.org",
        "MULTIFIDUS_MAIL_HOST": "mail.example.org",
        "MULTIFIDUS_MAIL_FROM": "clinic@example.org",
        "MULTIFIDUS_DATABASE": "sqlite:///" + str(tmp_path / "clinic.sqlite3"),
    }
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)

    assert told.stdout.split() == ["False", "False"], told.stderr


def test_make_run_shows_it(tmp_path):
    with service(tmp_path, MULTIFIDUS_EXAMPLE="1") as running:
        status, page = running.get("/")

    assert status == 200
    assert 'value="clinician"' in page


def test_one_of_them_follows_a_plan(example):
    record = Record.objects.get(name="Inês Costa")
    today = following(record)

    assert today.runs
    assert len(today.cards) >= 4
    assert today.done_today >= 1
