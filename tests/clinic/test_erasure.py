"""Erasing a record: at once where no clinic has to keep it, closed until its time is over otherwise."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.utils import timezone

from clinic.test_export import confirmed
from clinic.world import somebody, typed
from multifidus.clinic.audit.models import Entry, Pseudonym
from multifidus.clinic.charts.assessing import reassess
from multifidus.clinic.charts.keeping import correct, keep
from multifidus.clinic.charts.models import Assessment, Reading
from multifidus.clinic.clinics.invitations import invite
from multifidus.clinic.clinics.models import Clinic, Invitation
from multifidus.clinic.records.belongings import belongings
from multifidus.clinic.records.consents import withdraw
from multifidus.clinic.records.erasure import ask, erase
from multifidus.clinic.records.expiry import keep_no_longer
from multifidus.clinic.records.models import Consent, EmergencyAccess, Erasure, Record
from multifidus.clinic.records.opening import Who, open_for
from multifidus.clinic.records.retention import kept_until, later

WORDS = "I cannot lift my foot."


def fill(record: Record, author, clinic=None) -> None:
    first = keep(record, Reading.Kind.NOTE, {"text": WORDS}, author=author, clinic=clinic)
    second = correct(first, {"text": WORDS}, author=author, why="again", clinic=clinic)
    correct(second, None, author=author, why="another person's", clinic=clinic)
    keep(record, Reading.Kind.NOTE, {"text": "It came back."}, author=author, clinic=clinic)
    reassess(record)


def rows_with(value) -> list[str]:
    """Every table in which a value stands in any column, whatever the column is called."""
    found = []
    forms = {str(value), getattr(value, "hex", str(value))}
    for model in apps.get_models():
        for row in model.objects.values():
            if any(form in str(row) for form in forms):
                found.append(model._meta.label)
                break
    return sorted(set(found))


def test_a_record_that_no_clinic_ever_had_is_erased_at_once(world):
    cleo = world.cleo
    fill(cleo, cleo.person)
    pseudonym = Pseudonym.objects.get(subject=cleo.pk).pseudonym
    asked = ask(cleo, by=cleo.person)

    assert asked.kept_until is None
    assert rows_with(cleo.pk) == ["records.Erasure"], "nothing else holds the number of the record"
    assert rows_with(WORDS) == []
    erasure = Erasure.objects.get(record=cleo.pk)
    assert (erasure.why, erasure.erased["readings"], erasure.erased["assessments"]) == ("person", 4, 1)
    assert Entry.objects.filter(record=pseudonym).exists(), "the audit keeps its entries, of nobody by now"
    assert not Pseudonym.objects.filter(pseudonym=pseudonym).exists()


def test_a_record_that_a_clinic_had_is_seen_by_nobody_and_kept_until_its_time_is_over(world):
    ada = world.ada
    fill(ada, world.clinician, world.riverside)
    until = ask(ada, by=ada.person).kept_until

    assert until is not None
    assert until.year == timezone.now().year + 10
    ada.refresh_from_db()
    assert ada.person is None
    assert ada.closed_at is not None
    for person in (somebody("nobody"), world.clinician, world.scheduler, world.administrator):
        browser = Client()
        browser.force_login(person)
        assert browser.get(f"/records/{ada.pk}/").status_code == 404
    assert ada.readings.count() == 4


def test_a_clinic_that_only_broke_the_glass_has_to_keep_it_too(world):
    EmergencyAccess.objects.create(
        record=world.cleo,
        clinician=world.clinician,
        clinic=world.riverside,
        reason="found on the floor",
        until=timezone.now() + timedelta(hours=1),
    )
    assert kept_until(world.cleo) is not None


def test_the_longest_time_of_all_clinics_counts_after_the_last_entry(world):
    Clinic.objects.filter(pk=world.hillside.pk).update(retention_years=30)
    Consent.objects.create(record=world.ada, clinic=world.hillside, given="signed_in", given_by=world.ada.person)
    withdraw(world.ada, world.hillside, by=world.ada.person)
    reading = keep(world.ada, Reading.Kind.NOTE, {"text": "x"}, author=world.ada.person)

    assert kept_until(world.ada) == later(reading.entered_at, 30)


def test_the_29th_of_february_becomes_the_28th_where_there_is_none():
    assert later(datetime(2024, 2, 29, tzinfo=UTC), 1) == datetime(2025, 2, 28, tzinfo=UTC)


def test_the_person_types_a_word_and_confirms_who_they_are(world):
    browser = confirmed(world.cleo.person)
    where = f"/records/{world.cleo.pk}/erase"
    assert "cannot be undone" in browser.get(where).content.decode()

    wrong = browser.post(where, {"typed": "yes"})
    assert "type ERASE here" in wrong.content.decode()
    assert Record.objects.filter(pk=world.cleo.pk).exists()
    done = browser.post(where, {"typed": "erase "}, follow=True)
    assert "Your record is erased." in done.content.decode()
    assert not Record.objects.filter(pk=world.cleo.pk).exists()


def test_a_session_left_open_is_not_enough(world):
    browser = Client()
    browser.force_login(world.cleo.person)
    answer = browser.post(f"/records/{world.cleo.pk}/erase", {"typed": "ERASE"})

    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert Record.objects.filter(pk=world.cleo.pk).exists()


def test_what_a_clinic_has_to_keep_is_said_before(world):
    page = confirmed(world.ada.person).get(f"/records/{world.ada.pk}/erase").content.decode()

    assert "It has to be able to show later what it knew and did" in page
    assert "Riverside Backs" in page
    assert str(timezone.now().year + 10) in page


def test_whoever_had_it_erased_may_begin_anew(world):
    ask(world.ada, by=world.ada.person)
    browser = Client()
    browser.force_login(world.ada.person)
    browser.post("/records/mine", {"name": "Ada", **typed("1980-05-04")})

    assert Record.objects.get(person=world.ada.person).pk != world.ada.pk


def in_years(monkeypatch, years: int) -> None:
    ahead = later(timezone.now(), years) + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: ahead)


def test_when_its_time_is_over_a_closed_record_is_erased_by_itself(world, monkeypatch):
    fill(world.ada, world.clinician, world.riverside)
    ask(world.ada, by=world.ada.person)
    keep_no_longer()
    assert Record.objects.filter(pk=world.ada.pk).exists()

    in_years(monkeypatch, 10)
    keep_no_longer()
    keep_no_longer()
    assert rows_with(world.ada.pk) == ["records.Erasure"]
    assert Erasure.objects.get(record=world.ada.pk).why == "retention"


def test_a_record_without_an_account_is_erased_when_its_time_is_over_and_not_before(world, monkeypatch):
    record = open_for(Who("Mia Moor", date(1972, 11, 30)), world.riverside, "in person", by=world.clinician)
    invite("mia@example.org", world.riverside, record=record.pk)
    in_years(monkeypatch, 9)
    Reading.objects.create(
        record=record,
        kind="note",
        at=timezone.now(),
        entered_at=timezone.now(),
        author=world.clinician,
        by_clinician=True,
        clinic=world.riverside,
        content={"text": WORDS},
    )
    in_years(monkeypatch, 9)
    keep_no_longer()
    assert Record.objects.filter(pk=record.pk).exists(), "the last entry counts, not the first"

    in_years(monkeypatch, 10)
    keep_no_longer()
    assert not Record.objects.filter(pk=record.pk).exists()
    assert not Invitation.objects.filter(email="mia@example.org").exists()


def test_somebodys_own_record_is_never_erased_by_itself_but_the_clinic_sees_it_no_more(world, monkeypatch):
    fill(world.ada, world.ada.person)
    in_years(monkeypatch, 10)
    keep_no_longer()

    assert Record.objects.filter(pk=world.ada.pk, person=world.ada.person).exists()
    assert world.ada.consents.get().withdrawn_at is not None
    assert world.ada.consents.get().withdrawn_by is None


def test_a_record_that_went_on_in_another_is_erased_with_it(world):
    old = Record.objects.create(name="Cleo", closed_at=timezone.now(), continued_in=world.cleo)
    keep(old, Reading.Kind.NOTE, {"text": WORDS}, author=world.clinician)
    ask(world.cleo, by=world.cleo.person)

    assert not Record.objects.filter(pk__in=[old.pk, world.cleo.pk]).exists()
    assert rows_with(WORDS) == []


def test_an_erasure_that_fails_half_way_erases_nothing(world, monkeypatch):
    fill(world.cleo, world.cleo.person)

    def stop(*subjects):
        raise RuntimeError("the power went")

    monkeypatch.setattr("multifidus.clinic.records.erasure.forget", stop)
    with pytest.raises(RuntimeError):
        ask(world.cleo, by=world.cleo.person)
    assert world.cleo.readings.count() == 4
    assert not Erasure.objects.exists()


def tables_on_the_way_to_a_record() -> set[type[models.Model]]:
    """Every model from which a chain of foreign keys, or a field called `record`, leads to a record."""
    found: set[type[models.Model]] = {Record}
    everything = apps.get_models()
    while True:
        more = {
            model
            for model in everything
            for field in model._meta.concrete_fields
            if field.name == "record" or (field.is_relation and field.related_model in found)
        } - found
        if not more:
            return found
        found |= more


def test_nothing_that_belongs_to_a_record_is_forgotten():
    """A new table that leads to a record has to be told in an export and erased with it."""
    known = {belonging.model for belonging in belongings()} | {Record, Erasure}

    assert {model.__name__ for model in tables_on_the_way_to_a_record() - known} == set()


CHANGES = [
    ("readings", Reading, {"struck": True}),
    ("assessments", Assessment, {"urgency": "routine"}),
    ("consents", Consent, {"given": "told"}),
    ("consents", Consent, {"told_how": "changed"}),
    ("emergency accesses", EmergencyAccess, {"reason": "something else entirely"}),
    ("emergency accesses", EmergencyAccess, {"until": datetime(2999, 1, 1, tzinfo=UTC)}),
]


@pytest.fixture
def full(world) -> Record:
    fill(world.ada, world.clinician, world.riverside)
    EmergencyAccess.objects.create(
        record=world.ada,
        clinician=world.other_clinician,
        clinic=world.hillside,
        reason="found on the floor",
        until=timezone.now() + timedelta(hours=1),
    )
    return world.ada


@pytest.mark.parametrize(("what", "model", "change"), CHANGES, ids=[f"{c[0]}-{next(iter(c[2]))}" for c in CHANGES])
def test_the_database_itself_refuses_to_change_what_was_written(full, what, model, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(record=full).update(**change)


@pytest.mark.parametrize("model", [Reading, Assessment, Consent, EmergencyAccess])
def test_the_database_itself_deletes_nothing_of_a_record_before_its_erasure_stands(full, model):
    rows = model.objects.filter(record=full)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows._raw_delete(rows.db)
    assert rows.exists()


def test_the_database_itself_deletes_no_record_before_its_erasure_stands(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.create(name="Nobody").delete()


def test_an_erasure_is_neither_changed_nor_deleted(world):
    erase(world.cleo, Erasure.Why.PERSON, by=world.cleo.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.update(why="retention")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_erasure")


def test_a_consent_is_withdrawn_once_and_who_did_it_may_be_forgotten(full):
    withdraw(full, full.consents.get().clinic, by=full.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        full.consents.update(withdrawn_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        full.consents.update(withdrawn_at=timezone.now() + timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        full.consents.update(given_by=somebody("eve"))
    full.consents.update(given_by=None, withdrawn_by=None)


def test_an_emergency_access_may_end_earlier_and_never_later(full):
    access = full.emergency_accesses.get()
    full.emergency_accesses.update(until=access.until - timedelta(minutes=30))
    with pytest.raises(IntegrityError), transaction.atomic():
        full.emergency_accesses.update(until=access.until)
