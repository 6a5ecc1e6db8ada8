"""Invitations: sent, opened once by the right person, gone after that."""

import re
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from clinic.world import PASSWORD, somebody, typed
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.charts.keeping import correct, keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.clinics.invitations import PER_HOUR, TakenError, invite, take
from multifidus.clinic.clinics.models import Invitation, Role
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Consent, Record
from multifidus.clinic.records.opening import Who, open_for, open_own

BORN = date(1972, 11, 30)
SIGN_UP = {"name": "Mia", "email": "mia@example.org", "password1": PASSWORD, "agreed": "on"}
BORN_TYPED = {**typed("1972-11-30")}


def known(name: str) -> Person:
    """Somebody with an account and a confirmed address."""
    person = somebody(name)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def browser_of(person: Person, token: str) -> Client:
    """A browser in which somebody signed in and opened an invitation."""
    browser = Client()
    browser.force_login(person)
    browser.get(f"/invitation/{token}")
    return browser


def link_in(letter) -> str:
    return re.search(r"http://testserver(/invitation/\S+)", letter.body)[1]


def waiting(world) -> Record:
    """A record that carla opened for mia, with a reading and its correction."""
    record = open_for(Who("Mia Moor", BORN, "female"), world.riverside, "in person, in English", by=world.clinician)
    first = keep(
        record, Reading.Kind.NOTE, {"text": "Back pain for a week."}, author=world.clinician, clinic=world.riverside
    )
    correct(first, {"text": "Back pain for a month."}, author=world.clinician, why="misheard", clinic=world.riverside)
    return record


def test_staff_are_invited_by_letter_and_join_when_they_accept(world, signed_in):
    signed_in(world.administrator).post(
        f"/clinics/{world.riverside.pk}/invite/staff", {"email": "Mia@Example.org", "role": "clinician"}
    )
    letter = mail.outbox[0]
    assert letter.to == ["mia@example.org"]
    mia = known("mia")
    browser = Client()
    browser.force_login(mia)

    page = browser.get(link_in(letter), follow=True).content.decode()
    assert "Work in Riverside Backs as Clinician?" in page
    assert browser.post("/invitation/").status_code == 302
    assert mia.memberships.get().role == Role.CLINICIAN
    assert browser.get(f"/records/{world.ada.pk}/").status_code == 200
    assert {"invite", "join"} <= set(Entry.objects.values_list("act", flat=True))


def test_only_the_hash_of_a_token_is_kept(world):
    drawn = invite("mia@example.org", world.riverside, role=Role.CLINICIAN)

    row = Invitation.objects.values().get()
    assert drawn.token not in str(row)
    assert len(row["token_hash"]) == 64


def test_the_token_leaves_the_address_at_once(world, client):
    drawn = invite("mia@example.org", world.riverside, role=Role.CLINICIAN)
    answer = client.get(f"/invitation/{drawn.token}")

    assert answer["Location"] == "/invitation/"
    assert drawn.token not in client.get("/invitation/").content.decode()


def test_whoever_signs_up_by_the_link_with_that_address_needs_no_second_letter(world, client, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    drawn = invite("mia@example.org", world.riverside, role=Role.SCHEDULER)
    client.get(f"/invitation/{drawn.token}")

    answer = client.post("/accounts/signup/?next=/invitation/", {**SIGN_UP, "next": "/invitation/"})
    assert answer["Location"] == "/invitation/"
    assert EmailAddress.objects.get(email="mia@example.org").verified
    assert "as Scheduler?" in client.get("/invitation/").content.decode()
    client.post("/invitation/")
    assert Person.objects.get(email="mia@example.org").memberships.get().role == Role.SCHEDULER


def test_signing_up_by_the_link_with_another_address_confirms_nothing_and_opens_nothing(world, client):
    drawn = invite("mia@example.org", world.riverside, role=Role.SCHEDULER)
    client.get(f"/invitation/{drawn.token}")

    client.post("/accounts/signup/", {**SIGN_UP, "email": "eve@example.org"})
    assert not EmailAddress.objects.get(email="eve@example.org").verified
    assert "for another address" in client.post("/invitation/").content.decode()
    assert not Person.objects.get(email="eve@example.org").memberships.exists()


def test_somebody_else_who_is_signed_in_cannot_accept(world):
    drawn = invite("mia@example.org", world.riverside, role=Role.CLINICIAN)
    browser = browser_of(known("eve"), drawn.token)

    assert "for another address" in browser.post("/invitation/").content.decode()
    assert Invitation.objects.get().accepted_at is None


def test_an_address_that_is_not_confirmed_cannot_accept(world):
    mia = somebody("mia")
    EmailAddress.objects.create(user=mia, email=mia.email, verified=False, primary=True)
    browser = browser_of(mia, invite(mia.email, world.riverside, role=Role.CLINICIAN).token)

    assert "First confirm your address" in browser.post("/invitation/").content.decode()
    assert not mia.memberships.exists()


def test_an_invitation_works_once(world):
    mia = known("mia")
    drawn = invite(mia.email, world.riverside, role=Role.CLINICIAN)
    browser = browser_of(mia, drawn.token)
    browser.post("/invitation/")

    assert browser.get(f"/invitation/{drawn.token}").status_code == 404
    with pytest.raises(TakenError):
        take(drawn.invitation, mia)


def test_an_invitation_expires_after_seven_days(world, client):
    drawn = invite("mia@example.org", world.riverside, role=Role.CLINICIAN)
    assert drawn.invitation.expires_at - timezone.now() > timedelta(days=6, hours=23)

    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = client.get(f"/invitation/{drawn.token}")
    assert answer.status_code == 404
    assert "older than seven days" in answer.content.decode()


def test_a_withdrawn_invitation_opens_nothing_any_more(world, signed_in):
    mia = known("mia")
    drawn = invite(mia.email, world.riverside, role=Role.CLINICIAN, by=world.administrator)
    browser = browser_of(mia, drawn.token)
    signed_in(world.administrator).post(f"/clinics/{world.riverside.pk}/invitations/{drawn.invitation.pk}/withdraw")

    assert browser.post("/invitation/").status_code == 404
    assert not mia.memberships.exists()


def test_sending_again_makes_a_new_link_and_the_old_one_dies(world, signed_in, client):
    drawn = invite("mia@example.org", world.riverside, role=Role.CLINICIAN, by=world.administrator)
    signed_in(world.administrator).post(f"/clinics/{world.riverside.pk}/invitations/{drawn.invitation.pk}/resend")

    stranger = Client()
    assert stranger.get(f"/invitation/{drawn.token}").status_code == 404
    assert stranger.get(link_in(mail.outbox[-1])).status_code == 302


def test_when_the_mail_server_refuses_it_is_said_and_the_invitation_stands(world, signed_in, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError("no route")

    monkeypatch.setattr("multifidus.clinic.clinics.post.send_mail", refuse)
    page = signed_in(world.administrator).post(
        f"/clinics/{world.riverside.pk}/invite/staff", {"email": "mia@example.org", "role": "clinician"}, follow=True
    )

    assert "the mail could not be sent" in page.content.decode()
    assert Invitation.objects.count() == 1


def test_somebody_who_works_there_in_this_role_is_not_invited_again(world, signed_in):
    answer = signed_in(world.administrator).post(
        f"/clinics/{world.riverside.pk}/invite/staff", {"email": world.clinician.email, "role": "clinician"}
    )

    assert "in this role already" in str(answer.context["form"].errors["email"])
    assert not mail.outbox


def test_nobody_sends_more_than_thirty_invitations_an_hour(world, signed_in):
    for number in range(PER_HOUR):
        invite(f"p{number}@example.org", world.riverside, by=world.scheduler)
    answer = signed_in(world.scheduler).post(
        f"/clinics/{world.riverside.pk}/invite/in-care", {"email": "one-more@example.org"}
    )

    assert "Wait an hour" in answer.content.decode()
    assert Invitation.objects.count() == PER_HOUR


def test_an_administrator_does_not_touch_invitations_of_people_in_care(world, signed_in):
    drawn = invite("mia@example.org", world.riverside, by=world.clinician)
    where = f"/clinics/{world.riverside.pk}/invitations/{drawn.invitation.pk}"

    assert signed_in(world.administrator).post(f"{where}/resend").status_code == 404
    assert signed_in(world.scheduler).post(f"{where}/withdraw").status_code == 302


def test_the_letter_says_nothing_of_anybodys_health_or_name(world, signed_in):
    record = waiting(world)
    signed_in(world.clinician).post(f"/records/{record.pk}/invite", {"email": "mia@example.org"})

    body = mail.outbox[0].subject + mail.outbox[0].body
    for word in ("Mia Moor", "pain", "1972", "back pain"):
        assert word not in body


def test_somebody_without_a_record_begins_one_and_consents_in_one_step(world):
    mia = known("mia")
    browser = browser_of(mia, invite(mia.email, world.riverside, by=world.scheduler).token)

    page = browser.get("/invitation/").content.decode()
    assert "Let Riverside Backs see your record?" in page
    assert "Carla" in page, "who would read it"
    browser.post("/invitation/", {"name": "Mia Moor", **BORN_TYPED, "sex": "female"})
    assert mia.record.consents.get().clinic == world.riverside
    assert mia.record.consents.get().given == Consent.Given.SIGNED_IN


def test_somebody_with_a_record_of_their_own_is_asked_for_consent_alone(world):
    EmailAddress.objects.create(user=world.cleo.person, email=world.cleo.person.email, verified=True, primary=True)
    browser = browser_of(world.cleo.person, invite(world.cleo.person.email, world.riverside).token)
    browser.post("/invitation/")

    assert world.cleo.consents.get().clinic == world.riverside


def test_the_record_that_waits_becomes_theirs_with_consent_when_the_date_of_birth_fits(world):
    record, mia = waiting(world), known("mia")
    browser = browser_of(mia, invite(mia.email, world.riverside, record=record.pk).token)
    browser.post("/invitation/", BORN_TYPED)

    record.refresh_from_db()
    assert record.person == mia
    given = record.consents.get(withdrawn_at=None)
    assert given.given == Consent.Given.SIGNED_IN
    assert given.follows.given == Consent.Given.TOLD
    assert browser.get(f"/records/{record.pk}/").status_code == 200


def test_a_letter_that_went_astray_opens_nobodys_record(world):
    """Eve has the wrong letter and guesses; the fifth wrong date withdraws the invitation."""
    record, eve = waiting(world), known("eve")
    browser = browser_of(eve, invite(eve.email, world.riverside, record=record.pk).token)

    assert "Mia" not in browser.get("/invitation/").content.decode()
    for left in (4, 3, 2, 1):
        page = browser.post("/invitation/", {**typed("1980-01-01")})
        assert ("One try is left" if left == 1 else f"{left} tries are left") in page.content.decode()
    assert browser.post("/invitation/", {**typed("1980-01-01")}).status_code == 404
    assert browser.post("/invitation/", BORN_TYPED).status_code == 404
    record.refresh_from_db()
    assert record.person is None
    assert not Record.objects.filter(person=eve).exists()


def test_without_a_date_of_birth_no_record_is_offered_to_anybody(world, signed_in):
    record = waiting(world)
    Record.objects.filter(pk=record.pk).update(born=None)
    page = signed_in(world.clinician).post(f"/records/{record.pk}/invite", {"email": "mia@example.org"})

    assert "The date of birth is missing" in page.content.decode()
    assert not Invitation.objects.exists()


def test_what_waited_is_added_to_the_record_that_the_person_has_already_and_neither_is_lost(world):
    record, mia = waiting(world), known("mia")
    own = open_own(mia, Who("Mia", BORN, "female"))
    keep(own, Reading.Kind.DIARY, {"findings": {"spasm": True}}, author=mia)
    browser = browser_of(mia, invite(mia.email, world.riverside, record=record.pk).token)

    assert "nothing of either is lost" in browser.get("/invitation/").content.decode()
    browser.post("/invitation/", BORN_TYPED)

    carried = own.readings.exclude(author=mia).order_by("entered_at")
    assert [reading.content["text"] for reading in carried] == ["Back pain for a week.", "Back pain for a month."]
    assert carried[1].corrects == carried[0]
    assert {reading.clinic for reading in carried} == {world.riverside}
    assert {reading.author for reading in carried} == {world.clinician}
    assert own.readings.count() == 3
    record.refresh_from_db()
    assert record.closed_at is not None
    assert record.continued_in == own
    assert record.readings.count() == 2, "what the clinic wrote stays where it wrote it"
    assert own.consents.get(withdrawn_at=None).given == Consent.Given.SIGNED_IN


def test_a_record_that_went_on_in_another_is_seen_by_nobody(world, signed_in):
    record, mia = waiting(world), known("mia")
    open_own(mia, Who("Mia", BORN))
    browser_of(mia, invite(mia.email, world.riverside, record=record.pk).token).post("/invitation/", BORN_TYPED)

    assert signed_in(world.clinician).get(f"/records/{record.pk}/").status_code == 404
    assert signed_in(world.clinician).get(f"/records/{mia.record.pk}/").status_code == 200


def test_a_clinician_invites_to_a_record(world, signed_in):
    record = waiting(world)
    browser = signed_in(world.clinician)

    assert "Mia Moor" in browser.get(f"/records/{record.pk}/invite").content.decode()
    assert browser.post(f"/records/{record.pk}/invite", {"email": "mia@example.org"}).status_code == 302
    assert Invitation.objects.get().record == record.pk


def test_nobody_of_another_clinic_invites_to_a_record(world, signed_in):
    record = waiting(world)
    assert signed_in(world.other_clinician).get(f"/records/{record.pk}/invite").status_code == 404


def test_a_host_header_does_not_bend_the_link_in_the_letter(world, settings):
    settings.ORIGIN, settings.ALLOWED_HOSTS = "https://backs.example", ["*"]
    browser = Client(HTTP_HOST="evil.example")
    browser.force_login(world.administrator)
    browser.post(f"/clinics/{world.riverside.pk}/invite/staff", {"email": "mia@example.org", "role": "clinician"})

    assert "https://backs.example/invitation/" in mail.outbox[0].body
    assert "evil.example" not in mail.outbox[0].body
