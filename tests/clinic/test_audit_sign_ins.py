import re
import time
from io import StringIO

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.management import call_command
from django.test import Client

from clinic.world import PASSWORD, somebody
from multifidus.clinic.audit import entries
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.audit.pseudonyms import pseudonym_of
from multifidus.clinic.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Person:
    return somebody("ann")


@pytest.fixture(autouse=True)
def committed(monkeypatch) -> None:
    """What waits for a commit happens at once: in a test nothing is ever committed."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda then, **_how: then())


def sign_in(person: Person, password: str = PASSWORD, browser: Client | None = None) -> Client:
    browser = browser or Client()
    browser.post("/accounts/login/", {"login": person.email, "password": password})
    return browser


def entered() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("act", flat=True))


def test_who_signs_in_and_out_is_entered(ann):
    sign_in(ann).post("/accounts/logout/")

    assert entered() == ["sign_in", "sign_out"]
    assert set(Entry.objects.values_list("by", flat=True)) == {pseudonym_of(ann.pk)}


def test_a_wrong_password_is_entered_for_the_account_it_was_tried_on(ann):
    sign_in(ann, "not it at all")

    entry = Entry.objects.get()
    assert entry.act == "sign_in_failed"
    assert entry.by is None  # who tried is not known
    assert entry.record == pseudonym_of(ann.pk)


def test_a_try_with_an_address_that_nobody_has_is_entered_without_the_address():
    Client().post("/accounts/login/", {"login": "who@example.org", "password": "not it"})

    entry = Entry.objects.get()
    assert (entry.act, entry.by, entry.record, entry.thing) == ("sign_in_failed", None, None, None)


def test_nobody_is_signed_in_when_it_cannot_be_entered(ann, monkeypatch):
    def fail(*_what, **_how):
        raise RuntimeError("the audit is full")

    monkeypatch.setattr(entries.Entry.objects, "create", fail)
    browser = Client(raise_request_exception=False)
    answer = browser.post("/accounts/login/", {"login": ann.email, "password": PASSWORD})
    monkeypatch.undo()

    assert answer.status_code == 500
    assert browser.get("/profile/").status_code == 302


def test_a_session_that_ends_by_itself_is_entered(ann, monkeypatch):
    browser = sign_in(ann)
    now = time.time()
    monkeypatch.setattr("multifidus.clinic.people.sessions.time.time", lambda: now + 3 * 3600)
    browser.get("/profile/")

    assert entered() == ["sign_in", "sign_out"]


def test_a_new_password_is_entered_however_it_came(ann):
    browser = sign_in(ann)
    browser.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "eleven calm herons"})
    assert entered()[-1] == "change_password"

    Client().post("/accounts/password/reset/", {"email": ann.email})
    other = Client()
    path = re.search(r"https?://[^/]+(\S+)", mail.outbox[-1].body)[1]
    other.post(other.get(path, follow=True).redirect_chain[-1][0], {"password1": "twelve quick foxes"})
    assert entered()[-1] == "change_password"


def test_a_second_step_that_is_set_up_fails_or_is_removed_is_entered(ann):
    browser = sign_in(ann)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = browser.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    browser.post("/accounts/2fa/totp/activate/", {"code": code})
    assert "change_second_step" in entered()

    guess = sign_in(ann)
    before = len(entered())
    guess.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert entered()[before:] == ["sign_in_failed"]

    before = len(entered())
    browser.post("/accounts/2fa/totp/deactivate/")
    assert "change_second_step" in entered()[before:]


def test_what_is_done_to_an_account_is_entered_whoever_did_it(ann):
    browser = sign_in(ann)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    browser.post("/profile/close", {"sure": "on"})
    call_command("account", ann.email, "reopen", stdout=StringIO())
    call_command("account", ann.email, "forget-second-step", stdout=StringIO())

    told = Entry.objects.filter(record=pseudonym_of(ann.pk)).order_by("pk").values_list("act", "by")
    me = pseudonym_of(ann.pk)
    assert [act for act, _by in told] == [
        "end_sessions",
        "close_account",
        "open_account",
        "end_sessions",
        "change_second_step",
    ]
    assert [by for _act, by in told] == [None, me, None, None, None]


def test_an_entry_holds_no_address_and_no_name(ann):
    sign_in(ann, "not it at all")
    sign_in(ann)

    for row in Entry.objects.values():
        assert not any("ann" in str(value).lower() for value in row.values())
