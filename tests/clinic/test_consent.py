"""Consent: given, confirmed, taken back, given again; what a clinic sees follows at once."""

import pytest

from clinic.world import shown
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.records.consents import give, withdraw, write_down
from multifidus.clinic.records.models import Consent
from multifidus.clinic.records.opening import Who, open_for


def test_a_person_sees_each_clinic_since_when_and_who_would_read_it(world, signed_in):
    page = signed_in(world.ada.person).get(f"/records/{world.ada.pk}/sharing").content.decode()

    assert "Riverside Backs" in page
    assert "you said yes here, signed in" in page
    assert "Carla" in page
    assert "Hillside" not in page


def test_after_consent_is_taken_back_the_clinic_gets_404_at_once(world, signed_in, client):
    from django.test import Client

    theirs = Client()
    theirs.force_login(world.clinician)
    assert theirs.get(f"/records/{world.ada.pk}/").status_code == 200

    where = f"/records/{world.ada.pk}/sharing/{world.riverside.pk}/withdraw"
    browser = signed_in(world.ada.person)
    asked = browser.get(where).content.decode()
    assert "nobody there can open it" in asked
    assert "10 years after the last entry" in asked
    assert Consent.objects.get(record=world.ada).withdrawn_at is None, "asking takes nothing back"
    browser.post(where)

    assert theirs.get(f"/records/{world.ada.pk}/").status_code == 404
    assert theirs.post(f"/records/{world.ada.pk}/readings/new", {"text": "x"}).status_code == 404
    assert "Ada" not in shown(theirs.get("/records/"))
    assert Entry.objects.filter(act="withdraw", kind="consent", clinic=world.riverside.pk).exists()


def test_consent_is_given_again_to_a_clinic_that_had_it(world, signed_in):
    withdraw(world.ada, world.riverside, by=world.ada.person)
    browser = signed_in(world.ada.person)
    assert "Let them see it again" in browser.get(f"/records/{world.ada.pk}/sharing").content.decode()

    browser.post(f"/records/{world.ada.pk}/sharing/{world.riverside.pk}/give")
    assert world.ada.consents.filter(withdrawn_at=None).count() == 1
    assert world.ada.consents.count() == 2


def test_consent_is_given_to_no_clinic_that_never_had_it_by_guessing_its_address(world, signed_in):
    answer = signed_in(world.ada.person).post(f"/records/{world.ada.pk}/sharing/{world.hillside.pk}/give")

    assert answer.status_code == 404
    assert not Consent.objects.filter(record=world.ada, clinic=world.hillside).exists()


def test_giving_and_taking_back_twice_changes_nothing_more(world):
    assert give(world.ada, world.riverside, by=world.ada.person) == world.ada.consents.get()
    assert withdraw(world.ada, world.riverside, by=world.ada.person)
    assert not withdraw(world.ada, world.riverside, by=world.ada.person)
    assert world.ada.consents.count() == 1


def test_a_consent_that_was_told_is_confirmed_without_a_gap(world):
    write_down(world.cleo, world.riverside, "by telephone", by=world.clinician)
    confirmed = give(world.cleo, world.riverside, by=world.cleo.person)

    assert confirmed.follows.told_how == "by telephone"
    assert world.cleo.consents.filter(withdrawn_at=None).get() == confirmed


def test_the_words_of_a_told_consent_are_shown_to_the_person(world, signed_in):
    write_down(world.cleo, world.riverside, "by telephone, in Polish", by=world.clinician)
    page = signed_in(world.cleo.person).get(f"/records/{world.cleo.pk}/sharing").content.decode()

    assert "you said yes to Carla, who wrote it down" in page
    assert "by telephone, in Polish" in page


def test_somebody_without_an_account_takes_consent_back_by_telling_a_clinician(world, signed_in):
    record = open_for(Who("Mia Moor"), world.riverside, "in person", by=world.clinician)
    browser = signed_in(world.clinician)
    assert browser.get(f"/records/{record.pk}/withdrawal-told").status_code == 200
    browser.post(f"/records/{record.pk}/withdrawal-told")

    assert record.consents.get().withdrawn_by == world.clinician
    assert browser.get(f"/records/{record.pk}/").status_code == 404


def test_no_clinician_takes_back_the_consent_of_somebody_who_has_an_account(world, signed_in):
    assert signed_in(world.clinician).post(f"/records/{world.ada.pk}/withdrawal-told").status_code == 404
    assert world.ada.consents.get().withdrawn_at is None


@pytest.mark.parametrize("page", ["sharing", "looked", "export", "erase"])
def test_what_only_the_person_decides_is_hidden_from_their_clinician(world, signed_in, page):
    assert signed_in(world.clinician).get(f"/records/{world.ada.pk}/{page}").status_code == 404
