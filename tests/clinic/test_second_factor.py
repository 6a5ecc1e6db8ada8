import json
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client

from clinic.world import PASSWORD, somebody
from multifidus.clinic.people import vault
from multifidus.clinic.people.models import Person

pytestmark = pytest.mark.django_db
SECOND_STEP = "/accounts/2fa/"


@pytest.fixture(autouse=True)
def committed(monkeypatch) -> None:
    """What waits for a commit happens at once: in a test nothing is ever committed."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda then, **_how: then())


@pytest.fixture
def ann() -> Person:
    return somebody("ann")


def first_step(browser: Client, person: Person, **more) -> str:
    return browser.post("/accounts/login/", {"login": person.email, "password": PASSWORD, **more})["Location"]


def confirm(browser: Client) -> None:
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})


def code_of(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def set_up_app(browser: Client) -> str:
    """Sets up an app for whoever is signed in; its secret."""
    confirm(browser)
    page = browser.get(SECOND_STEP + "totp/activate/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    done = browser.post(SECOND_STEP + "totp/activate/", {"code": code_of(secret, steps=-1)})
    assert done["Location"] == SECOND_STEP + "recovery-codes/"
    return secret


def is_in(browser: Client) -> bool:
    return browser.get("/profile/").status_code == 200


@pytest.fixture
def secret(ann) -> str:
    browser = Client()
    browser.force_login(ann)
    return set_up_app(browser)


def second_step(browser: Client, code: str):
    return browser.post(SECOND_STEP + "authenticate/", {"code": code})


def test_with_an_app_the_password_alone_opens_nothing(client, ann, secret):
    assert first_step(client, ann) == SECOND_STEP + "authenticate/"
    assert not is_in(client)

    second_step(client, code_of(secret))
    assert is_in(client)


def test_the_session_has_a_new_key_after_the_second_step(client, ann, secret):
    first_step(client, ann)
    before = client.cookies["sessionid"].value

    second_step(client, code_of(secret))

    assert client.cookies["sessionid"].value != before


def test_a_code_opens_once(ann, secret):
    code = code_of(secret)
    first, thief = Client(), Client()
    first_step(first, ann)
    first_step(thief, ann)
    second_step(first, code)

    answer = second_step(thief, code)

    assert is_in(first)
    assert not is_in(thief)
    assert "This did not fit, or it was used before" in answer.content.decode()


def test_a_code_of_a_minute_ago_opens_nothing(client, ann, secret):
    first_step(client, ann)

    second_step(client, code_of(secret, steps=-2))

    assert not is_in(client)


def test_nobody_tries_codes_until_one_fits(client, ann, secret):
    first_step(client, ann)
    answers = [second_step(client, f"{number:06}").content.decode() for number in range(6)]

    right = second_step(client, code_of(secret))

    assert "Try again in 15 minutes" in answers[5]
    assert "Try again in 15 minutes" in right.content.decode()
    assert not is_in(client)


def test_a_new_first_step_buys_no_more_tries(ann, secret):
    for number in range(5):
        browser = Client()
        first_step(browser, ann)
        second_step(browser, f"{number:06}")

    last = Client()
    first_step(last, ann)
    second_step(last, code_of(secret))

    assert not is_in(last)


def test_the_second_step_cannot_be_reached_without_the_first(client, ann, secret):
    assert client.get(SECOND_STEP + "authenticate/")["Location"] == "/accounts/login/"
    second_step(client, code_of(secret))

    assert not is_in(client)


def test_each_recovery_code_opens_once(ann, secret):
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    first, again = Client(), Client()
    for browser in (first, again):
        first_step(browser, ann)
        second_step(browser, codes[0])

    assert len(codes) == 10
    assert is_in(first)
    assert not is_in(again)


def test_the_database_holds_no_secret_that_opens_anything(ann, secret):
    seed = Authenticator.objects.get(type="recovery_codes").wrap()
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        kept = " ".join(str(row[0]) for row in cursor.fetchall())

    assert secret not in kept
    assert not any(code in kept for code in seed.get_unused_codes())
    assert vault.unlock(Authenticator.objects.get(type="totp").data["secret"]) == secret


def test_no_session_keeps_the_secret_once_the_app_is_set_up(client, ann):
    client.force_login(ann)
    secret = set_up_app(client)

    assert secret not in json.dumps(dict(client.session))


def test_an_earlier_secret_of_the_installation_still_unlocks(settings):
    locked = vault.lock("otters")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another one"

    assert vault.unlock(locked) == "otters"


def test_without_the_secret_it_was_locked_with_it_says_what_to_do(settings):
    locked = vault.lock("otters")
    settings.SECRET_KEY = "another one"

    with pytest.raises(ImproperlyConfigured, match="MULTIFIDUS_OLD_SECRET_KEYS"):
        vault.unlock(locked)


@pytest.mark.parametrize("path", ["totp/activate/", "webauthn/add/", "recovery-codes/generate/"])
def test_nothing_of_the_second_step_is_changed_without_the_password(client, ann, path):
    client.force_login(ann)

    assert client.post(SECOND_STEP + path)["Location"].startswith("/accounts/reauthenticate/")
    assert not Authenticator.objects.exists()


def test_an_app_is_not_removed_without_the_password(client, ann, secret):
    first_step(client, ann)
    second_step(client, code_of(secret))

    asked = client.post(SECOND_STEP + "totp/deactivate/")

    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert Authenticator.objects.filter(type="totp").exists()


def test_a_new_second_step_signs_out_every_other_session(ann):
    here, elsewhere = Client(), Client()
    for browser in (here, elsewhere):
        first_step(browser, ann)

    set_up_app(here)

    assert is_in(here)
    assert not is_in(elsewhere)


def test_the_owner_gets_a_mail_when_their_second_step_changes(client, ann):
    client.force_login(ann)
    set_up_app(client)

    assert [message.subject for message in mail.outbox] == ["Second step: an app was set up"]
    assert "set a new password at once" in mail.outbox[0].body


def test_whoever_works_in_a_clinic_gets_no_further_without_a_second_step(client, settings, world):
    settings.STAFF_SECOND_FACTOR = True
    first_step(client, world.clinician)

    for path in ("/records/", f"/records/{world.ada.pk}/", "/profile/", "/"):
        assert client.get(path)["Location"] == SECOND_STEP
    assert client.get("/api/me").status_code == 403
    assert client.post(f"/records/{world.ada.pk}/readings/new", {"text": "x"})["Location"] == SECOND_STEP
    assert not world.ada.readings.exists()


def test_the_way_to_a_second_step_and_out_stays_open(client, settings, world):
    settings.STAFF_SECOND_FACTOR = True
    first_step(client, world.clinician)

    assert client.get(SECOND_STEP).status_code == 200
    set_up_app(client)
    assert client.get("/records/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302


def test_recovery_codes_alone_are_no_second_step(client, settings, world):
    settings.STAFF_SECOND_FACTOR = True
    Authenticator.objects.create(user=world.clinician, type="recovery_codes", data={})
    first_step(client, world.clinician)

    assert client.get("/records/")["Location"] == SECOND_STEP


def test_a_person_with_a_record_alone_may_choose(client, settings, world):
    settings.STAFF_SECOND_FACTOR = True
    first_step(client, world.ada.person)

    assert client.get(f"/records/{world.ada.pk}/").status_code == 200


def test_who_joins_a_clinic_later_needs_it_from_then_on(client, settings, world):
    from multifidus.clinic.clinics.models import Membership, Role

    settings.STAFF_SECOND_FACTOR = True
    first_step(client, world.ada.person)
    Membership.objects.create(person=world.ada.person, clinic=world.riverside, role=Role.SCHEDULER)

    assert client.get("/records/")["Location"] == SECOND_STEP
