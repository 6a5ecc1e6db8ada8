"""Break-glass: a reason first, one hour, seen by the person and the administrators."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from clinic.world import somebody, typed, working
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.clinics.models import Role
from multifidus.clinic.jobs.models import Job
from multifidus.clinic.jobs.running import work_off
from multifidus.clinic.records.emergencies import TRIES_PER_CLINIC, TRIES_PER_HOUR
from multifidus.clinic.records.erasure import ask
from multifidus.clinic.records.models import EmergencyAccess, EmergencyTry, Record

REASON = "Unconscious in our waiting room"
BORN = date(1961, 3, 9)


@pytest.fixture
def bert(world) -> Record:
    """Bert Böhm is in the care of hillside; carla works in riverside."""
    Record.objects.filter(pk=world.bert.pk).update(name="Bert Böhm", sought="bert bohm", born=BORN)
    world.bert.refresh_from_db()
    return world.bert


def whom(world, **more) -> dict[str, str]:
    return {
        "clinic": str(world.riverside.pk),
        "reason": REASON,
        "name": "bert böhm",
        **typed("1961-03-09"),
        "record": "",
        **more,
    }


def test_a_reason_opens_a_record_for_an_hour_and_no_longer(world, bert, signed_in, monkeypatch):
    browser = signed_in(world.clinician)
    assert browser.get(f"/records/{bert.pk}/").status_code == 404

    answer = browser.post("/records/emergency", whom(world))
    assert answer["Location"] == f"/records/{bert.pk}/"
    assert browser.get(f"/records/{bert.pk}/").status_code == 200
    access = EmergencyAccess.objects.get()
    assert access.until - access.at == timedelta(hours=1)

    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert browser.get(f"/records/{bert.pk}/").status_code == 404


def test_the_number_of_the_record_is_enough(world, bert, signed_in):
    sent = whom(world, name="", born="", record=str(bert.pk))
    assert signed_in(world.clinician).post("/records/emergency", sent)["Location"] == f"/records/{bert.pk}/"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "bert"},
        {"name": "b%"},
        {**typed("1961-03-10")},
        {"name": "", "born_2": ""},
        {"name": ""},
    ],
)
def test_half_a_name_or_another_birth_opens_nothing(world, bert, signed_in, wrong):
    answer = signed_in(world.clinician).post("/records/emergency", whom(world, **wrong))

    assert answer.status_code == 200
    assert not EmergencyAccess.objects.exists()


@pytest.mark.parametrize("reason", ["", "urgent", "         x        "])
def test_before_a_reason_was_written_nobody_learns_whether_somebody_exists(world, bert, signed_in, reason):
    def answer(name):
        sent = signed_in(world.clinician).post("/records/emergency", whom(world, name=name, reason=reason))
        return (
            sent.status_code,
            sent.content.decode().replace(name, "").partition("csrf")[0],
            dict(sent.context["form"].errors),
        )

    assert answer("bert böhm") == answer("nobody here")
    assert not EmergencyTry.objects.exists(), "nobody was looked for"


def test_two_who_fit_are_not_told_apart_and_none_is_opened(world, bert, signed_in):
    Record.objects.create(name="Bert Böhm", born=BORN)
    answer = signed_in(world.clinician).post("/records/emergency", whom(world))

    assert "More than one record fits" in answer.content.decode()
    assert not EmergencyAccess.objects.exists()


def test_each_try_counts_and_the_sixth_within_an_hour_is_refused_even_when_it_would_fit(world, bert, signed_in):
    browser = signed_in(world.clinician)
    for _ in range(TRIES_PER_HOUR):
        browser.post("/records/emergency", whom(world, name="nobody here"))
    answer = browser.post("/records/emergency", whom(world))

    assert answer.status_code == 429
    assert not EmergencyAccess.objects.exists()
    assert EmergencyTry.objects.count() == TRIES_PER_HOUR
    assert Entry.objects.filter(act="break_glass", kind="emergency_try").count() == TRIES_PER_HOUR


def test_a_clinic_as_a_whole_does_not_try_without_end_either(world, bert, signed_in):
    for number in range(TRIES_PER_CLINIC):
        EmergencyTry.objects.create(clinic=world.riverside, clinician=somebody(f"c{number}"))

    assert signed_in(world.clinician).post("/records/emergency", whom(world)).status_code == 429


def test_the_reason_is_kept_and_stands_in_no_entry_no_job_and_no_log(world, bert, signed_in, caplog, capsys):
    signed_in(world.clinician).post("/records/emergency", whom(world))

    assert EmergencyAccess.objects.get().reason == REASON
    everywhere = str(list(Entry.objects.values())) + str(list(Job.objects.values())) + caplog.text
    everywhere += "".join(capsys.readouterr())
    assert "Unconscious" not in everywhere
    assert "Böhm" not in everywhere


def test_the_person_is_told_by_a_letter_that_says_nothing_and_sees_it_on_their_page(world, bert, signed_in):
    signed_in(world.clinician).post("/records/emergency", whom(world))
    work_off()

    letter = mail.outbox[0]
    assert letter.to == [bert.person.email]
    for word in (REASON, "Carla", "Riverside", "Böhm"):
        assert word not in letter.subject + letter.body
    page = signed_in(bert.person).get(f"/records/{bert.pk}/sharing").content.decode()
    assert "Carla, Riverside Backs" in page
    assert REASON in page


def test_administrators_of_both_clinics_see_who_and_why_and_no_name_in_care(world, bert, signed_in):
    signed_in(world.clinician).post("/records/emergency", whom(world))
    hilda = working("hilda", world.hillside, Role.ADMINISTRATOR)

    for administrator, clinic in ((world.administrator, world.riverside), (hilda, world.hillside)):
        page = signed_in(administrator).get(f"/records/emergencies/{clinic.pk}").content.decode()
        assert "Carla, Riverside Backs" in page
        assert REASON in page
        assert "Böhm" not in page


def test_an_administrator_of_a_clinic_that_has_nothing_to_do_with_it_sees_nothing_of_it(world, bert, signed_in):
    from multifidus.clinic.clinics.models import Clinic

    signed_in(world.clinician).post("/records/emergency", whom(world))
    third = Clinic.objects.create(name="Dockside")
    page = signed_in(working("dan", third, Role.ADMINISTRATOR)).get(f"/records/emergencies/{third.pk}")

    assert "That has not happened" in page.content.decode()


@pytest.mark.parametrize("page", ["", "readings/new"])
def test_every_page_of_the_record_says_that_it_was_opened_in_an_emergency(world, bert, signed_in, page):
    browser = signed_in(world.clinician)
    browser.post("/records/emergency", whom(world))

    shown = browser.get(f"/records/{bert.pk}/{page}").content.decode()
    assert "Opened in an emergency, without consent, until" in shown
    assert f"/records/{bert.pk}/emergency/end" in shown
    own = Client()
    own.force_login(bert.person)
    assert "Opened in an emergency, without consent" not in own.get(f"/records/{bert.pk}/{page}").content.decode()


def test_it_ends_early_by_a_button(world, bert, signed_in):
    browser = signed_in(world.clinician)
    browser.post("/records/emergency", whom(world))
    browser.post(f"/records/{bert.pk}/emergency/end")

    assert browser.get(f"/records/{bert.pk}/").status_code == 404
    assert Entry.objects.filter(act="withdraw", kind="emergency_access").exists()


def test_with_the_membership_the_emergency_access_ends(world, bert, signed_in):
    browser = signed_in(world.clinician)
    browser.post("/records/emergency", whom(world))
    world.clinician.memberships.update(ended_at=timezone.now())

    assert browser.get(f"/records/{bert.pk}/").status_code == 404


def test_whatever_is_read_by_break_glass_is_entered_as_such(world, bert, signed_in):
    browser = signed_in(world.clinician)
    browser.post("/records/emergency", whom(world))
    browser.get(f"/records/{bert.pk}/")

    entry = Entry.objects.filter(act="read", kind="chart").get()
    assert (entry.ground, entry.clinic) == ("break_glass", world.riverside.pk)


def test_asking_twice_opens_it_once(world, bert, signed_in):
    browser = signed_in(world.clinician)
    browser.post("/records/emergency", whom(world))
    browser.post("/records/emergency", whom(world))

    assert EmergencyAccess.objects.count() == 1


@pytest.mark.parametrize("who", ["scheduler", "administrator"])
def test_nobody_but_a_clinician_breaks_the_glass(world, bert, signed_in, who):
    assert signed_in(getattr(world, who)).post("/records/emergency", whom(world)).status_code == 404


def test_a_record_that_its_person_had_erased_is_not_opened_even_in_an_emergency(world, bert, signed_in):
    ask(bert, by=bert.person)

    answer = signed_in(world.clinician).post("/records/emergency", whom(world))
    assert "Nobody here" in answer.content.decode()
