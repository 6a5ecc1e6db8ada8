"""Taking the whole record along: one JSON document, for its person alone, who has just confirmed who they are."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from clinic.world import PASSWORD
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.charts.assessing import reassess
from multifidus.clinic.charts.keeping import correct, keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.records.belongings import belongings
from multifidus.clinic.records.export import document
from multifidus.clinic.records.models import EmergencyAccess, Record

PAGE = (Path(__file__).parents[2] / "docs" / "records.md").read_text(encoding="utf-8")


def confirmed(person) -> Client:
    """A browser in which somebody signed in and has just typed their password again."""
    browser = Client()
    browser.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return browser


@pytest.fixture
def filled(world) -> Record:
    ada = world.ada
    first = keep(ada, Reading.Kind.NOTE, {"text": "Numb foot since May."}, author=ada.person)
    correct(first, {"text": "Numb foot since June."}, author=ada.person, why="wrong month")
    reassess(ada)
    EmergencyAccess.objects.create(
        record=ada,
        clinician=world.other_clinician,
        clinic=world.hillside,
        reason="found on the floor",
        until=timezone.now() + timedelta(hours=1),
    )
    return ada


def told(record: Record) -> dict:
    return json.loads("".join(document(record)))


def test_the_document_holds_all_that_is_kept(filled, world):
    Record.objects.filter(pk=filled.pk).update(born=date(1980, 5, 4))
    filled.refresh_from_db()
    Client().force_login(world.clinician)
    whole = told(filled)

    assert (whole["format"], whole["version"]) == ("multifidus record", 1)
    assert whole["person"]["name"] == "Ada"
    assert whole["person"]["born"] == "1980-05-04"
    assert whole["person"]["email"] == "ada@example.org"
    first, second = whole["readings"]
    assert first["content"] == {"text": "Numb foot since May."}
    assert second["corrects"] == first["id"]
    assert second["why"] == "wrong month"
    assert not whole["assessments"][0]["failed"], whole["assessments"][0]
    assert whole["assessments"][0]["answer"]["urgency"]
    assert whole["consents"][0]["clinic"] == "Riverside Backs"
    assert whole["emergency_accesses"][0]["reason"] == "found on the floor"
    assert {"write", "correct", "assess"} <= {access["act"] for access in whole["accesses"]}
    assert "Ada" in {access["by"] for access in whole["accesses"]}


def test_the_document_holds_nothing_of_anybody_else(filled, world):
    keep(world.bert, Reading.Kind.NOTE, {"text": "Bert fell over a xylophone."}, author=world.bert.person)
    whole = json.dumps(told(filled))

    assert "xylophone" not in whole
    assert "bert@" not in whole.lower()
    assert str(world.bert.pk) not in whole


def test_every_key_of_the_document_is_explained_in_the_docs(filled):
    def keys(value, above=""):
        for key, inside in value.items():
            yield key
            if key in ("content", "answer", "gathered"):
                continue  # explained where readings and the contract are
            rows = inside if isinstance(inside, list) else [inside]
            for row in rows:
                if isinstance(row, dict):
                    yield from keys(row)

    missing = {key for key in keys(told(filled)) if f"`{key}`" not in PAGE}
    assert missing == set()


def test_every_column_of_what_belongs_to_a_record_is_told(filled):
    """A new column cannot be forgotten: it is told under its name, or named here with the reason."""
    of_the_letter = {"token_hash", "tries", "invited_by", "sent_at", "expires_at", "role", "accepted_by"}
    left_out = of_the_letter | {"record", "follows", "seal", "thing", "id"}
    for belonging in belongings():
        rows = list(belonging.rows(filled))
        if not rows:
            continue
        columns = {field.name for field in belonging.model._meta.concrete_fields} - left_out
        assert columns - set(belonging.tell(rows[0])) == set(), belonging.name


def test_the_person_gets_it_as_a_file_after_confirming_who_they_are(filled):
    browser = confirmed(filled.person)
    answer = browser.post(f"/records/{filled.pk}/export")

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="record-')
    assert "Ada" not in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    assert json.loads(answer.getvalue())["person"]["name"] == "Ada"
    assert Entry.objects.filter(act="export").exists()


def test_a_session_left_open_is_not_enough(filled):
    browser = Client()
    browser.force_login(filled.person)
    answer = browser.post(f"/records/{filled.pk}/export")

    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not Entry.objects.filter(act="export").exists()


@pytest.mark.parametrize("who", ["clinician", "scheduler", "administrator", "other_clinician"])
def test_nobody_else_exports_a_record(filled, world, who):
    browser = confirmed(getattr(world, who))
    assert browser.post(f"/records/{filled.pk}/export").status_code == 404


def test_when_the_entry_cannot_be_made_there_is_no_file(filled, monkeypatch):
    browser = confirmed(filled.person)
    from multifidus.clinic.records import walls

    def full(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(walls, "enter", full)
    with pytest.raises(OSError, match="disk full"):
        browser.post(f"/records/{filled.pk}/export")
