"""Attacks on the walls between people and clinics: what changes in the middle, ids that are another's, forged forms."""

from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from clinic.world import shown, somebody, typed, working
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.audit.pseudonyms import pseudonym_of
from multifidus.clinic.charts.assessing import reassess
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.clinics.invitations import invite
from multifidus.clinic.clinics.models import Invitation, Membership, Role
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.consents import withdraw
from multifidus.clinic.records.emergencies import Whom, break_glass
from multifidus.clinic.records.models import Consent, EmergencyAccess, Record
from multifidus.clinic.records.opening import Who, open_for


def in_browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def of_record(record) -> tuple[str, ...]:
    return f"/records/{record.pk}/", f"/records/{record.pk}/readings/new", f"/records/{record.pk}/about"


def test_whoever_left_the_clinic_an_instant_ago_sees_nothing_any_more(world):
    browser = in_browser(world.clinician)
    assert [browser.get(url).status_code for url in of_record(world.ada)] == [200, 200, 200]
    world.clinician.memberships.update(ended_at=timezone.now())

    assert [browser.get(url).status_code for url in of_record(world.ada)] == [404, 404, 404]
    assert browser.post(f"/records/{world.ada.pk}/readings/new", {"text": "back pain"}).status_code == 404
    assert not world.ada.readings.exists()


def test_whoever_is_made_a_scheduler_reads_no_chart_from_then_on(world):
    browser = in_browser(world.clinician)
    browser.get(f"/records/{world.ada.pk}/")
    Membership.objects.filter(person=world.clinician).update(ended_at=timezone.now())
    Membership.objects.create(person=world.clinician, clinic=world.riverside, role=Role.SCHEDULER)

    assert [browser.get(url).status_code for url in of_record(world.ada)] == [404, 404, 404]


def test_consent_that_is_withdrawn_while_a_page_is_open_closes_it(world):
    browser = in_browser(world.clinician)
    assert browser.get(f"/records/{world.ada.pk}/readings/new").status_code == 200
    withdraw(world.ada, world.riverside, by=world.ada.person)

    assert browser.post(f"/records/{world.ada.pk}/readings/new", {"text": "back pain"}).status_code == 404
    assert "Ada" not in shown(browser.get("/records/"))
    assert "Ada" not in shown(in_browser(world.scheduler).get("/records/names"))


def test_an_emergency_access_ends_with_the_membership_it_rests_on(world):
    break_glass(Whom(record=world.cleo.pk), "found unconscious", by=world.clinician, clinic=world.riverside)
    browser = in_browser(world.clinician)
    assert browser.get(f"/records/{world.cleo.pk}/").status_code == 200
    world.clinician.memberships.update(ended_at=timezone.now())

    assert browser.get(f"/records/{world.cleo.pk}/").status_code == 404


def test_an_emergency_access_opens_it_to_one_clinician_and_not_to_their_colleagues(world):
    break_glass(Whom(record=world.cleo.pk), "found unconscious", by=world.clinician, clinic=world.riverside)
    colleague = working("cora", world.riverside, Role.CLINICIAN)

    assert in_browser(colleague).get(f"/records/{world.cleo.pk}/").status_code == 404


def test_an_emergency_access_does_not_let_anybody_act_for_the_person(world):
    break_glass(Whom(record=world.cleo.pk), "found unconscious", by=world.clinician, clinic=world.riverside)
    browser = in_browser(world.clinician)

    for what in ("sharing", "looked", "export", "erase", "withdrawal-told", "invite"):
        assert browser.get(f"/records/{world.cleo.pk}/{what}").status_code in (302, 404), what
        assert browser.post(f"/records/{world.cleo.pk}/{what}").status_code in (302, 404), what
    assert browser.post(f"/records/{world.cleo.pk}/about", {"name": "X", **typed("1980-01-01")}).status_code == 404
    assert Record.objects.get(pk=world.cleo.pk).name == "Cleo"
    assert not Consent.objects.filter(record=world.cleo).exists()


def test_a_clinician_with_a_bad_back_is_a_person_before_their_own_record_and_a_stranger_before_a_colleagues(world):
    doctor = working("dana", world.riverside, Role.CLINICIAN)
    own = Record.objects.create(person=doctor, name="Dana")
    in_browser(doctor).post(f"/records/{own.pk}/readings/new", {"text": "My back hurts."})
    told = own.readings.get()

    assert (told.by_clinician, told.clinic) == (False, None)
    assert in_browser(world.clinician).get(f"/records/{own.pk}/").status_code == 404


def test_an_administrator_elsewhere_administers_nothing_here(world):
    both = working("sybil", world.riverside, Role.SCHEDULER)
    Membership.objects.create(person=both, clinic=world.hillside, role=Role.ADMINISTRATOR)
    browser = in_browser(both)
    here = f"/clinics/{world.riverside.pk}/"

    assert browser.get(f"/clinics/{world.hillside.pk}/").status_code == 200
    for url in (here, f"{here}change", f"{here}invite/staff", f"/records/emergencies/{world.riverside.pk}"):
        assert browser.get(url).status_code == 404, url
    assert browser.get(f"/records/{world.bert.pk}/").status_code == 404
    assert browser.get(f"/clinics/{world.hillside.pk}/invite/in-care").status_code == 404


def test_a_membership_or_an_invitation_of_another_clinic_is_not_found_under_mine(world):
    theirs = Membership.objects.get(person=world.other_clinician)
    invited = invite("new@example.org", world.hillside, role=Role.CLINICIAN).invitation
    browser = in_browser(world.administrator)
    mine = f"/clinics/{world.riverside.pk}"

    assert browser.post(f"{mine}/members/{theirs.pk}/end").status_code == 404
    for what in ("resend", "withdraw"):
        assert browser.post(f"{mine}/invitations/{invited.pk}/{what}").status_code == 404
        assert browser.post(f"/clinics/{world.hillside.pk}/invitations/{invited.pk}/{what}").status_code == 404
    theirs.refresh_from_db()
    invited.refresh_from_db()
    assert (theirs.ended_at, invited.withdrawn_at) == (None, None)


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        (
            "/records/new",
            {"name": "X", **typed("1980-01-01"), "how": "in person", "was_told": "on"},
        ),
        (
            "/records/emergency",
            {"name": "Bert", **typed("1980-01-01"), "reason": "found unconscious"},
        ),
        ("/records/", {"name": ""}),
    ],
)
def test_a_form_takes_no_clinic_in_which_whoever_sends_it_does_not_work(world, url, sent):
    Record.objects.filter(pk=world.bert.pk).update(born="1980-01-01")
    before = Record.objects.count()
    answer = in_browser(world.clinician).post(url, {**sent, "clinic": world.hillside.pk})

    assert answer.status_code in (200, 422)
    assert "Bert" not in answer.content.decode().replace('value="Bert"', "")
    assert Record.objects.count() == before
    assert not EmergencyAccess.objects.exists()


def test_nobody_invites_to_more_than_the_form_offers(world):
    browser = in_browser(world.scheduler)
    url = f"/clinics/{world.riverside.pk}/invite/in-care"
    browser.post(url, {"email": "a@example.org", "role": "administrator", "record": world.ada.pk})
    in_browser(world.administrator).post(
        f"/clinics/{world.riverside.pk}/invite/staff", {"email": "b@example.org", "role": "superuser"}
    )

    invited = Invitation.objects.get()
    assert (invited.email, invited.role, invited.record) == ("a@example.org", "", None)


def test_fields_that_a_form_does_not_show_are_not_changed_by_sending_them(world):
    browser = in_browser(world.ada.person)
    browser.post("/profile/", {"name": "Ada", "email": "else@example.org", "is_active": "", "session_salt": "x"})
    forged = {
        "text": "My back hurts.",
        "record": world.bert.pk,
        "author": world.clinician.pk,
        "by_clinician": "on",
        "clinic": world.hillside.pk,
        "struck": "on",
        "entered_at": "2001-01-01",
    }
    browser.post(f"/records/{world.ada.pk}/readings/new", forged)
    browser.post(
        f"/records/{world.ada.pk}/about",
        {
            "name": "Ada",
            **typed("1980-01-01"),
            "sex": "",
            "person": world.clinician.pk,
            "closed_at": "2001-01-01",
        },
    )
    in_browser(world.administrator).post(
        f"/clinics/{world.riverside.pk}/change",
        {"name": "Riverside", "time_zone": "UTC", "retention_years": 10, "is_example": "on", "id": str(uuid4())},
    )

    person = Person.objects.get(pk=world.ada.person.pk)
    assert (person.email, person.is_active) == ("ada@example.org", True)
    told = Reading.objects.get()
    assert (told.record, told.author, told.by_clinician, told.clinic) == (world.ada, person, False, None)
    assert told.entered_at.year > 2001
    record = Record.objects.get(pk=world.ada.pk)
    assert (record.person, record.closed_at) == (person, None)
    world.riverside.refresh_from_db()
    assert not world.riverside.is_example


@pytest.mark.parametrize("sought", ["%", "_", "' OR 1=1 --", '" OR ""="', "\\", "Ada%00", "{{ 7*7 }}"])
def test_what_is_sought_is_sought_and_is_no_command(world, sought):
    found = in_browser(world.clinician).post("/records/", {"name": sought})

    assert found.status_code == 200
    assert f"/records/{world.ada.pk}/" not in found.content.decode()


def test_what_lies_behind_the_wall_answers_word_for_word_as_what_does_not_exist(world):
    browser = in_browser(world.clinician)
    for what in ("", "readings/new", "about", "sharing", "looked", "invite"):
        behind = browser.get(f"/records/{world.bert.pk}/{what}")
        nowhere = browser.get(f"/records/{uuid4()}/{what}")
        assert behind.status_code == nowhere.status_code == 404, what
        assert behind.content == nowhere.content, what
        assert behind.headers.keys() == nowhere.headers.keys(), what


def test_a_link_of_an_invitation_is_worth_nothing_to_whoever_has_another_address(world):
    drawn = invite("new@example.org", world.riverside, role=Role.CLINICIAN, by=world.administrator)
    thief = in_browser(somebody("thief"))
    thief.get(f"/invitation/{drawn.token}")
    thief.post("/invitation/")

    assert not Membership.objects.filter(person__email="thief@example.org").exists()
    assert Invitation.objects.get().accepted_at is None


def test_no_mail_says_what_is_the_matter_with_anybody(world):
    keep(world.ada, Reading.Kind.NOTE, {"text": "My back hurts since Monday."}, author=world.ada.person)
    in_browser(world.clinician).post(f"/clinics/{world.riverside.pk}/invite/in-care", {"email": "new@example.org"})

    assert len(mail.outbox) == 1
    assert "Monday" not in mail.outbox[0].body
    assert "pain" not in (mail.outbox[0].subject + mail.outbox[0].body)


@pytest.mark.parametrize("what", ["", "/correct", "/strike"])
def test_a_reading_of_another_record_is_not_found_under_mine(world, what):
    mine = keep(world.ada, Reading.Kind.NOTE, {"text": "My back hurts."}, author=world.ada.person)
    theirs = keep(world.bert, Reading.Kind.NOTE, {"text": "My leg hurts."}, author=world.bert.person)
    browser = in_browser(world.ada.person)
    ask = browser.post if what else browser.get
    sent = {"why": "mistaken", "text": "No pain."} if what == "/correct" else {"why": "mistaken"} if what else {}
    for record, reading in ((world.ada, theirs), (world.bert, mine), (world.bert, theirs)):
        url = f"/api/records/{record.pk}/readings/{reading.pk}{what}"
        answer = ask(url, sent, **({"content_type": "application/json"} if what else {}))
        assert answer.status_code == 404, url
        assert "leg" not in answer.content.decode()

    assert Reading.objects.count() == 2


def test_an_assessment_of_another_record_is_not_found_under_mine(world):
    for record in (world.ada, world.bert):
        keep(record, Reading.Kind.NOTE, {"text": "My back hurts."}, author=record.person)
    theirs = reassess(world.bert)
    browser = in_browser(world.ada.person)

    assert browser.get(f"/api/records/{world.ada.pk}/assessments/{theirs.pk}").status_code == 404
    assert browser.get(f"/api/records/{world.bert.pk}/assessments/{theirs.pk}").status_code == 404


def test_a_scheduler_cannot_hand_a_waiting_record_to_an_account_of_their_own(world):
    """They see the date of birth in their list, and nothing else is asked of whoever takes the record."""
    waiting = open_for(Who("Mia Moor", date(1980, 1, 1)), world.riverside, "in person", by=world.clinician)
    browser = in_browser(world.scheduler)
    assert "Mia Moor" in browser.post("/records/names").content.decode()

    assert browser.get(f"/records/{waiting.pk}/invite").status_code == 404
    assert browser.post(f"/records/{waiting.pk}/invite", {"email": "sam2@example.org"}).status_code == 404
    assert not Invitation.objects.exists()
    assert in_browser(world.clinician).get(f"/records/{waiting.pk}/invite").status_code == 200


def test_a_clinic_hears_of_no_emergency_of_somebody_who_has_left_it(world):
    here = {"by": world.other_clinician, "clinic": world.hillside}
    break_glass(Whom(record=world.ada.pk), "while in care here", **here)
    withdraw(world.ada, world.riverside, by=world.ada.person)
    colleague = working("owen", world.hillside, Role.CLINICIAN)
    break_glass(Whom(record=world.ada.pk), "after leaving it", by=colleague, clinic=world.hillside)
    page = in_browser(world.administrator).get(f"/records/emergencies/{world.riverside.pk}").content.decode()

    assert "while in care here" in page
    assert "after leaving it" not in page


def test_whoever_asks_for_a_name_that_is_there_is_entered_as_having_seen_it(world):
    Record.objects.filter(pk=world.ada.pk).update(born="1980-01-01")
    sent = {"name": "Ada", **typed("1980-01-01"), "how": "in person", "was_told": "on", "clinic": world.riverside.pk}
    in_browser(world.clinician).post("/records/new", sent)

    assert Record.objects.count() == 3
    assert Entry.objects.filter(act="list", record=pseudonym_of(world.ada.pk)).count() == 1
