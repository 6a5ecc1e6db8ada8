import re
from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from clinic.world import PASSWORD, somebody
from multifidus.clinic.people import vault
from multifidus.clinic.people.limits import limited
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.signals import account_closed, account_closing
from multifidus.clinic.people.tidying import tidy
from multifidus.clinic.records.models import Record


@pytest.fixture
def ann(db) -> Person:
    ann = somebody("ann")
    EmailAddress.objects.create(user=ann, email=ann.email, verified=True, primary=True)
    return ann


def sign_in(person: Person, browser: Client | None = None) -> Client:
    browser = browser or Client()
    browser.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return browser


def confirm(browser: Client) -> None:
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})


def test_somebody_changes_how_they_are_called(ann):
    sign_in(ann).post("/profile/", {"name": "Dr Ann Archer", "language": ""})

    ann.refresh_from_db()
    assert ann.name == "Dr Ann Archer"


def test_a_name_that_is_missing_is_told_at_its_field_and_the_rest_stays(ann):
    page = sign_in(ann).post("/profile/", {"name": "", "language": "de"}).content.decode()

    assert "This field is required" in page
    assert re.search(r'<option value="de"\s+selected', page)


def test_a_page_is_in_the_language_that_its_person_chose_on_whatever_device(ann):
    sign_in(ann).post("/profile/", {"name": "Ann", "language": "de"})

    page = sign_in(ann).get("/profile/", headers={"accept-language": "en"})

    assert page["Content-Language"] == "de"
    assert '<html lang="de"' in page.content.decode()


def test_who_wants_what_the_browser_says_gets_that_again(ann):
    browser = sign_in(ann)
    browser.post("/profile/", {"name": "Ann", "language": "de"})
    browser.post("/profile/", {"name": "Ann", "language": ""})

    assert browser.get("/profile/", headers={"accept-language": "en"})["Content-Language"] == "en"


def test_the_chooser_on_each_page_goes_before_what_was_chosen_once(ann):
    Person.objects.filter(pk=ann.pk).update(language="de")
    browser = sign_in(ann)
    browser.post("/language", {"language": "en"})

    assert browser.get("/profile/")["Content-Language"] == "en"


def test_the_language_of_one_person_does_not_stay_for_the_next(ann):
    Person.objects.filter(pk=ann.pk).update(language="de")
    sign_in(ann).get("/profile/")

    assert Client().get("/accounts/login/")["Content-Language"] == "en"


def test_nobody_changes_more_of_an_account_than_its_form_says(ann):
    sign_in(ann).post("/profile/", {"name": "Ann", "language": "", "email": "m@example.org", "is_active": ""})

    ann.refresh_from_db()
    assert (ann.email, ann.is_active) == ("ann@example.org", True)


def test_an_account_is_not_closed_without_the_password(ann):
    browser = sign_in(ann)

    assert browser.post("/profile/close", {"sure": "on"})["Location"].startswith("/accounts/reauthenticate/")
    ann.refresh_from_db()
    assert ann.is_active


def test_a_closed_account_is_out_everywhere_and_nobody_gets_in_with_it(ann):
    here, elsewhere = sign_in(ann), sign_in(ann)
    confirm(here)
    assert "Your record stays" in here.get("/profile/close").content.decode()

    done = here.post("/profile/close", {"sure": "on"}, follow=True)

    assert "Your account is closed" in done.content.decode()
    again = sign_in(ann)
    for browser in (here, elsewhere, again):
        assert browser.get("/profile/").status_code == 302


def test_nobody_closes_their_account_by_a_slip(ann):
    browser = sign_in(ann)
    confirm(browser)

    answer = browser.post("/profile/close", {})

    assert "Tick this if you want to close your account" in answer.content.decode()
    ann.refresh_from_db()
    assert ann.is_active


def test_to_close_an_account_leaves_the_record_as_it_is(world):
    browser = sign_in(world.ada.person)
    confirm(browser)
    browser.post("/profile/close", {"sure": "on"})

    world.ada.refresh_from_db()
    assert world.ada.consents.filter(withdrawn_at=None).exists()
    clinician = sign_in(world.clinician)
    assert clinician.get(f"/records/{world.ada.pk}/").status_code == 200


def test_a_room_above_may_keep_an_account_open_and_says_why(ann):
    def object_(sender, person, **told):
        return "You are the only administrator of Riverside Backs."

    account_closing.connect(object_)
    try:
        browser = sign_in(ann)
        confirm(browser)
        answer = browser.post("/profile/close", {"sure": "on"})
    finally:
        account_closing.disconnect(object_)

    assert "the only administrator of Riverside Backs" in answer.content.decode()
    ann.refresh_from_db()
    assert ann.is_active


def test_when_what_follows_a_closing_fails_the_account_stays_open(ann):
    def fail(sender, person, **told):
        raise RuntimeError("the audit is full")

    account_closed.connect(fail)
    try:
        browser = sign_in(ann)
        confirm(browser)
        with pytest.raises(RuntimeError):
            browser.post("/profile/close", {"sure": "on"})
    finally:
        account_closed.disconnect(fail)

    ann.refresh_from_db()
    assert ann.is_active


def change_address(browser: Client, address: str) -> str:
    """Asks for another address; the path of the link that was sent there."""
    confirm(browser)
    browser.post("/accounts/email/", {"action_add": "", "email": address})
    sent = next(message for message in reversed(mail.outbox) if message.to == [address])
    return re.search(r"https?://[^/]+(/accounts/confirm-email/\S+)", sent.body)[1]


def test_a_new_address_holds_once_its_mail_was_opened_and_the_old_one_is_told(ann):
    browser = sign_in(ann)
    link = change_address(browser, "ann@hill.example")
    ann.refresh_from_db()
    assert ann.email == "ann@example.org"

    browser.post(link)

    ann.refresh_from_db()
    assert ann.email == "ann@hill.example"
    assert [(m.to, m.subject) for m in mail.outbox][-1] == (["ann@example.org"], "Your address was changed")


def test_nobody_takes_the_address_of_another_account(ann):
    bob = somebody("bob")
    browser = sign_in(bob)
    confirm(browser)
    browser.post("/accounts/email/", {"action_add": "", "email": ann.email})
    links = [re.search(r"https?://[^/]+(/\S*confirm-email/\S+)", m.body) for m in mail.outbox if m.to == [ann.email]]
    for link in filter(None, links):
        browser.post(link[1])  # even if its owner were made to open it

    bob.refresh_from_db()
    assert bob.email == "bob@example.org"
    assert EmailAddress.objects.get(email=ann.email, verified=True).user == ann


def test_an_account_whose_address_was_never_confirmed_keeps_it_while_a_new_one_waits(db):
    bob = somebody("bob")
    browser = sign_in(bob)
    change_address(browser, "first@example.org")
    change_address(browser, "second@example.org")

    bob.refresh_from_db()
    assert bob.email == "bob@example.org"
    assert sorted(bob.emailaddress_set.values_list("email", flat=True)) == ["bob@example.org", "second@example.org"]
    assert sign_in(bob).get("/profile/").status_code == 200


def test_an_address_that_a_stranger_signed_up_with_but_never_confirmed_is_not_taken_by_accident(ann):
    somebody("squatter")
    browser = sign_in(ann)

    link = change_address(browser, "squatter@example.org")
    browser.post(link)

    ann.refresh_from_db()
    assert ann.email == "ann@example.org"  # and no page that failed


def test_whether_an_address_has_an_account_is_not_told_when_one_is_changed(ann):
    somebody("bob")
    browser = sign_in(ann)
    confirm(browser)

    known = browser.post("/accounts/email/", {"action_add": "", "email": "bob@example.org"})
    unknown = browser.post("/accounts/email/", {"action_add": "", "email": "who@example.org"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.fixture
def asking(ann):
    @limited("test", "2/h/user", reads=True)
    def view(request):
        return HttpResponse("answered")

    def ask(person: Person = ann):
        request = RequestFactory().get("/")
        request.user, request.resolver_match = person, None
        return view(request)

    return ask


def test_a_page_that_is_asked_too_often_answers_429_and_says_when_to_come_back(asking):
    answers = [asking() for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "3600"


def test_one_person_does_not_use_up_what_another_may_ask(asking):
    for _ in range(3):
        asking()

    assert asking(somebody("bob")).status_code == 200


def account(*words: str) -> str:
    said = StringIO()
    call_command("account", *words, stdout=said)
    return said.getvalue()


def test_whoever_runs_the_service_helps_somebody_who_lost_their_phone(ann):
    here = sign_in(ann)
    Authenticator.objects.create(user=ann, type="totp", data={"secret": vault.lock("A" * 32)})

    assert "Forgotten" in account("ANN@example.org", "forget-second-step")

    assert here.get("/profile/").status_code == 302
    assert sign_in(ann).get("/profile/").status_code == 200
    assert not Authenticator.objects.exists()


def test_a_closed_account_can_be_opened_again(ann):
    account(ann.email, "close")
    assert sign_in(ann).get("/profile/").status_code == 302

    account(ann.email, "reopen")
    assert sign_in(ann).get("/profile/").status_code == 200


def test_a_command_signs_somebody_out_everywhere(ann):
    here = sign_in(ann)
    account(ann.email, "sign-out")

    assert here.get("/profile/").status_code == 302


def test_a_command_for_an_address_that_nobody_has_says_so(db):
    with pytest.raises(CommandError, match="no account has this address; check how it is written"):
        account("who@example.org", "close")


def test_sessions_and_tries_that_are_over_are_forgotten(ann):
    sign_in(ann)
    sign_in(ann)
    Session.objects.filter(pk=Session.objects.first().pk).update(expire_date=timezone.now() - timedelta(days=1))
    cache.set("old", 1, timeout=-5)
    cache.set("new", 1, timeout=500)
    before = counted()

    tidy()

    assert Session.objects.count() == UserSession.objects.count() == 1
    assert counted() == before - 1
    assert cache.get("new") == 1


def counted() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM people_counts")
        return cursor.fetchone()[0]


def test_a_sign_up_that_nobody_confirmed_is_forgotten_after_a_month_and_nobody_else(world):
    long_ago = timezone.now() - timedelta(days=31)
    Person.objects.update(date_joined=long_ago)
    Person.objects.create(email="never@example.org", agreed_at=long_ago, date_joined=long_ago)
    Person.objects.create(email="new@example.org", agreed_at=timezone.now())
    clinical = Person.objects.create(email="cared@example.org", agreed_at=long_ago, date_joined=long_ago)
    Record.objects.create(person=clinical, name="Cared")
    before = set(Person.objects.values_list("email", flat=True))

    tidy()

    assert before - set(Person.objects.values_list("email", flat=True)) == {"never@example.org"}


def test_whoever_closed_their_account_and_wants_in_again_is_told_whom_to_ask(ann):
    account(ann.email, "close")
    Client().post("/accounts/password/reset/", {"email": ann.email})

    assert "to open it again" in mail.outbox[-1].body
