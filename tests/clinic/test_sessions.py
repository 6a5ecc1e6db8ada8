import time

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from clinic.world import PASSWORD, somebody
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.sessions import end_all

MINUTE, HOUR, DAY = 60, 3600, 86_400


@pytest.fixture
def ann(db) -> Person:
    return somebody("ann")


def sign_in(person: Person, **more) -> Client:
    browser = Client()
    sent = browser.post("/accounts/login/", {"login": person.email, "password": PASSWORD, **more})
    assert sent.status_code == 302
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/profile/").status_code == 200


@pytest.fixture
def later(monkeypatch):
    """Moves the clock that sessions go by."""
    now = [time.time()]
    monkeypatch.setattr("multifidus.clinic.people.sessions.time.time", lambda: now[0])

    def move(seconds: float) -> None:
        now[0] += seconds

    return move


def every(step: float, whole: float, browser: Client, later) -> None:
    """Somebody who does something now and then, for so long."""
    for _ in range(int(whole // step)):
        later(step)
        browser.get("/profile/")


def test_a_session_in_a_clinic_ends_when_nobody_is_there_for_half_an_hour(world, later):
    browser = sign_in(world.clinician)
    later(29 * MINUTE)
    assert is_in(browser)
    later(31 * MINUTE)

    answer = browser.get("/records/", follow=True)

    assert answer.redirect_chain[0][0] == "/accounts/login/?next=/records/"
    assert "nothing was done for 30 minutes" in answer.content.decode()


def test_a_session_in_a_clinic_ends_after_a_shift_however_busy(world, later):
    browser = sign_in(world.clinician)
    every(20 * MINUTE, 12 * HOUR - 20 * MINUTE, browser, later)
    later(19 * MINUTE)
    assert is_in(browser)
    later(2 * MINUTE)

    assert not is_in(browser)


def test_nobody_who_works_in_a_clinic_keeps_a_session_on_a_phone(world, later):
    browser = sign_in(world.clinician, remember="on")
    later(31 * MINUTE)

    assert not is_in(browser)


def test_a_person_may_lie_down_between_two_questions(ann, later):
    browser = sign_in(ann)
    later(110 * MINUTE)
    assert is_in(browser)
    later(121 * MINUTE)

    assert not is_in(browser)


def test_a_person_is_signed_out_with_their_browser_unless_they_wish_otherwise(ann):
    assert sign_in(ann).cookies["sessionid"]["max-age"] == ""
    assert sign_in(ann, remember="on").cookies["sessionid"]["max-age"] == 30 * DAY


def test_on_their_own_phone_a_person_stays_signed_in_for_a_month_if_they_come_by(ann, later):
    browser = sign_in(ann, remember="on")
    every(9 * DAY, 27 * DAY, browser, later)
    assert is_in(browser)
    later(3 * DAY + MINUTE)

    assert not is_in(browser)


def test_a_phone_that_lies_in_a_drawer_for_two_weeks_is_signed_out(ann, later):
    browser = sign_in(ann, remember="on")
    later(14 * DAY + MINUTE)

    assert not is_in(browser)


def test_a_session_that_is_over_is_gone_from_the_database(ann, later):
    browser = sign_in(ann)
    key = browser.cookies["sessionid"].value
    later(121 * MINUTE)
    browser.get("/profile/")

    assert not Session.objects.filter(session_key=key).exists()


def test_what_was_sent_too_late_is_not_kept_and_this_is_told(world, later):
    browser = sign_in(world.ada.person)
    later(3 * HOUR)

    answer = browser.post(f"/records/{world.ada.pk}/readings/new", {"text": "It hurts again."}, follow=True)

    assert not world.ada.readings.exists()
    assert "What you sent just now was not kept" in answer.content.decode()


def test_the_api_answers_401_when_the_session_is_over(ann, later):
    browser = sign_in(ann)
    assert browser.get("/api/me").status_code == 200
    later(3 * HOUR)

    assert browser.get("/api/me").status_code == 401


def test_whoever_writes_for_long_is_not_signed_out_meanwhile(world, later):
    browser = sign_in(world.clinician)
    for _ in range(4):
        later(20 * MINUTE)
        assert browser.post("/profile/still-here").status_code == 204

    assert is_in(browser)


def test_a_session_that_says_not_when_it_began_is_over(ann):
    browser = sign_in(ann)
    session = browser.session
    del session["began"]
    session.save()

    assert not is_in(browser)


def test_a_new_password_signs_out_every_other_browser(ann):
    here, elsewhere = sign_in(ann), sign_in(ann)
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "eleven calm herons"})

    assert is_in(here)
    assert not is_in(elsewhere)


def test_no_password_is_changed_without_the_one_of_today(ann):
    browser = sign_in(ann)
    answer = browser.post("/accounts/password/change/", {"oldpassword": "no", "password1": "eleven calm herons"})

    assert "This is not your password of today" in answer.content.decode()
    ann.refresh_from_db()
    assert ann.check_password(PASSWORD)


def test_the_session_has_a_new_key_once_the_password_was_asked_again(ann):
    browser = sign_in(ann)
    before = browser.cookies["sessionid"].value

    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert browser.cookies["sessionid"].value != before
    thief = Client()
    thief.cookies["sessionid"] = before
    assert not is_in(thief)
    assert [session.session_key for session in UserSession.objects.all()] == [browser.cookies["sessionid"].value]


def test_somebody_sees_where_they_are_signed_in_and_ends_the_others(ann):
    here, elsewhere = sign_in(ann), sign_in(ann)
    page = here.get("/accounts/sessions/").content.decode()
    assert page.count("Another phone or computer") == 1

    here.post("/accounts/sessions/")

    assert is_in(here)
    assert not is_in(elsewhere)


def test_nobody_ends_the_sessions_of_another(ann):
    bob = sign_in(somebody("bob"))
    here = sign_in(ann)
    bob.post("/accounts/sessions/")
    bob.post("/profile/sign-out-everywhere")

    assert is_in(here)


def test_signing_out_everywhere_ends_this_session_too_and_those_that_nobody_listed(ann):
    here, elsewhere, unlisted = sign_in(ann), sign_in(ann), Client()
    unlisted.force_login(ann)

    here.post("/profile/sign-out-everywhere")

    assert [is_in(browser) for browser in (here, elsewhere, unlisted)] == [False, False, False]


def test_a_command_or_a_job_can_end_all_sessions_of_a_person(ann):
    here = sign_in(ann)
    end_all(ann)

    assert not is_in(here)


def test_to_sign_out_ends_the_session_for_whoever_kept_its_key(ann):
    here, thief = sign_in(ann), Client()
    thief.cookies["sessionid"] = here.cookies["sessionid"].value
    here.post("/accounts/logout/")

    assert not is_in(thief)


def test_an_address_is_not_changed_without_the_password(ann):
    browser = sign_in(ann)

    asked = browser.post("/accounts/email/", {"action_add": "", "email": "mallory@example.org"})

    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert not EmailAddress.objects.filter(email="mallory@example.org").exists()


def test_the_password_is_not_asked_again_for_five_minutes_and_then_it_is(ann, monkeypatch):
    browser = sign_in(ann)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert browser.get("/profile/close").status_code == 200
    now = time.time()
    monkeypatch.setattr("allauth.account.internal.flows.reauthentication.time.time", lambda: now + 301)

    assert browser.get("/profile/close")["Location"].startswith("/accounts/reauthenticate/")


def test_whoever_holds_a_session_cannot_guess_the_password_where_it_is_changed(ann):
    browser = sign_in(ann)
    for number in range(5):
        browser.post("/accounts/password/change/", {"oldpassword": str(number), "password1": "eleven calm herons"})

    answer = browser.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "eleven calm herons"})

    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"


def test_nor_where_it_is_asked_again(ann):
    browser = sign_in(ann)
    for number in range(5):
        browser.post("/accounts/reauthenticate/", {"password": str(number)})

    answer = browser.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert "Try again in 15 minutes" in answer.content.decode()
