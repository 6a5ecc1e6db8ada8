import re
from http.cookies import SimpleCookie
from smtplib import SMTPServerDisconnected

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from clinic.world import PASSWORD, somebody
from multifidus.clinic.people.models import Person

SIGN_IN, SIGN_UP = "/accounts/login/", "/accounts/signup/"
NEW = {"name": "Nora", "email": "nora@example.org", "password1": "seven brave otters", "agreed": "on"}


def sign_in(browser: Client, email: str, password: str = PASSWORD, **more):
    return browser.post(SIGN_IN, {"login": email, "password": password, **more})


def is_in(browser: Client) -> bool:
    return browser.get("/profile/").status_code == 200


def verified(person: Person) -> Person:
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@pytest.fixture
def ann(db) -> Person:
    return verified(somebody("ann"))


@pytest.fixture
def as_in_a_hospital(settings) -> None:
    """What production sets and what counts here."""
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ORIGIN = "https://backs.example"


def link_in(message) -> str:
    return re.search(r"https?://\S+", message.body)[0]


def test_whoever_types_their_address_and_password_is_in(client, ann):
    assert sign_in(client, ann.email).status_code == 302
    assert is_in(client)


def test_an_address_may_be_written_in_any_case(client, ann):
    sign_in(client, "ANN@Example.ORG")

    assert is_in(client)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(ann):
    wrong, unknown = (
        sign_in(Client(), ann.email, "not it at all"),
        sign_in(Client(), "who@example.org", "not it at all"),
    )

    assert wrong.status_code == unknown.status_code == 200
    assert page(wrong, ann.email) == page(unknown, "who@example.org")
    assert "The e-mail address or the password is not right" in wrong.content.decode()


def page(answer, email: str) -> str:
    """A page without what differs for everybody: the token of the form and the address that was typed."""
    return re.sub(r'(csrfmiddlewaretoken" value=")\w+|' + re.escape(email), "", answer.content.decode())


def test_an_unknown_address_takes_a_password_hash_as_a_known_one_does(ann, monkeypatch):
    hashed = []
    monkeypatch.setattr(Person, "set_password", lambda self, raw: hashed.append(raw))

    sign_in(Client(), "who@example.org", "not it at all")

    assert hashed == ["not it at all"]


def test_after_five_wrong_tries_the_account_is_locked_and_told_for_how_long(client, ann):
    for _ in range(5):
        sign_in(Client(), ann.email, "not it at all")

    answer = sign_in(client, ann.email)

    assert not is_in(client)
    assert "Try again in 15 minutes" in answer.content.decode()


def test_the_lock_looks_the_same_for_an_address_that_nobody_has(ann):
    for _ in range(5):
        sign_in(Client(), ann.email, "not it at all")
        sign_in(Client(), "who@example.org", "not it at all")

    known, unknown = sign_in(Client(), ann.email), sign_in(Client(), "who@example.org")

    assert page(known, ann.email) == page(unknown, "who@example.org")


@pytest.mark.parametrize("host", ["testserver:{}", "localhost:{}"])
def test_another_port_in_the_host_header_buys_no_more_tries(client, ann, host):
    for port in range(8000, 8005):
        client.post(SIGN_IN, {"login": ann.email, "password": "not it"}, headers={"host": host.format(port)})

    answer = client.post(SIGN_IN, {"login": ann.email, "password": PASSWORD}, headers={"host": host.format(8005)})

    assert "Try again in 15 minutes" in answer.content.decode()


def test_another_way_to_write_the_address_buys_no_more_tries(client, ann):
    for written in ("ann@example.org", "ANN@example.org", " ann@example.org", "ann@EXAMPLE.org", "aNn@example.org"):
        sign_in(Client(), written, "not it at all")

    assert "Try again in 15 minutes" in sign_in(client, ann.email).content.decode()


def test_a_forged_forwarded_address_buys_no_more_tries(client, ann):
    for number in range(5):
        client.post(SIGN_IN, {"login": ann.email, "password": "x"}, headers={"x-forwarded-for": f"10.0.0.{number}"})

    assert "Try again in 15 minutes" in sign_in(client, ann.email).content.decode()


def test_who_is_locked_out_gets_in_again_by_a_new_password(client, ann):
    for _ in range(6):
        sign_in(Client(), ann.email, "not it at all")

    set_password(client, ann, "eleven calm herons")

    sign_in(client, ann.email, "eleven calm herons")
    assert is_in(client)


def set_password(browser: Client, person: Person, password: str) -> None:
    browser.post("/accounts/password/reset/", {"email": person.email})
    path = re.sub(r"https?://[^/]+", "", link_in(mail.outbox[-1]))
    form = browser.get(path, follow=True)
    answer = browser.post(form.redirect_chain[-1][0], {"password1": password})
    assert answer.status_code == 302, answer.content.decode()


def test_many_wrong_tries_from_one_address_lock_that_address(client, ann):
    for number in range(30):
        sign_in(Client(REMOTE_ADDR="10.1.1.1"), f"nobody{number}@example.org", "not it at all")

    here = Client(REMOTE_ADDR="10.1.1.1")
    answer = sign_in(here, ann.email)

    assert answer.status_code == 429 or "Try again in 15 minutes" in answer.content.decode()
    assert sign_in(client, ann.email).status_code == 302  # from elsewhere nothing is locked


def test_too_many_requests_are_told_when_to_come_back(ann):
    here = Client(REMOTE_ADDR="10.2.2.2")
    answers = [sign_in(here, f"nobody{number}@example.org", "x") for number in range(61)]

    assert answers[-1].status_code == 429
    assert answers[-1]["Retry-After"] == "60"
    assert "Too many tries" in answers[-1].content.decode()


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere_after_sign_in(client, ann, there):
    answer = sign_in(client, ann.email, next=there)

    assert answer["Location"] == "/"


def test_after_sign_in_one_is_where_one_wanted_to_be(client, ann):
    assert sign_in(client, ann.email, next="/profile/")["Location"] == "/profile/"


def test_a_session_from_before_the_sign_in_is_worth_nothing_after_it(client, ann):
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key

    sign_in(client, ann.email)

    assert client.cookies["sessionid"].value != session.session_key
    thief = Client()
    thief.cookies = SimpleCookie({"sessionid": session.session_key})
    assert not is_in(thief)


@pytest.mark.parametrize(
    "path",
    [
        SIGN_IN,
        SIGN_UP,
        "/accounts/logout/",
        "/accounts/password/reset/",
        "/accounts/password/change/",
        "/accounts/email/",
        "/accounts/reauthenticate/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/login/",
        "/accounts/sessions/",
        "/profile/",
        "/profile/close",
        "/profile/sign-out-everywhere",
        "/profile/still-here",
    ],
)
def test_no_form_is_taken_from_another_site(ann, path):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ann)

    assert browser.post(path, {}).status_code == 403


def test_nobody_is_signed_out_by_following_a_link(client, ann):
    sign_in(client, ann.email)
    client.get("/accounts/logout/")

    assert is_in(client)


def test_a_new_person_signs_up_and_confirms_their_address(client, as_in_a_hospital, db):
    client.post(SIGN_UP, NEW)
    assert not is_in(client)
    assert sign_in(client, "nora@example.org", NEW["password1"]).status_code == 302
    assert not is_in(client)

    link = link_in(mail.outbox[0])
    assert link.startswith("https://backs.example/accounts/confirm-email/")
    client.post(link.removeprefix("https://backs.example"))
    sign_in(client, "nora@example.org", NEW["password1"])

    assert is_in(client)
    nora = Person.objects.get(email="nora@example.org")
    assert nora.name == "Nora"
    assert nora.agreed_at


def test_to_open_the_link_of_a_mail_confirms_nothing_yet(client, as_in_a_hospital, db):
    client.post(SIGN_UP, NEW)
    client.get(link_in(mail.outbox[0]).removeprefix("https://backs.example"))  # as a scanner of mails does

    assert not EmailAddress.objects.get().verified


def test_who_does_not_agree_to_the_terms_gets_no_account(client, db):
    answer = client.post(SIGN_UP, {**NEW, "agreed": ""})

    assert "Tick this to make an account" in answer.content.decode()
    assert not Person.objects.exists()


def test_sign_up_does_not_tell_who_has_an_account(as_in_a_hospital, ann):
    new, known = Client().post(SIGN_UP, NEW), Client().post(SIGN_UP, {**NEW, "email": ann.email})

    assert (new.status_code, new["Location"]) == (known.status_code, known["Location"])
    assert Person.objects.filter(email=ann.email).count() == 1
    assert [message.to for message in mail.outbox] == [["nora@example.org"], [ann.email]]


def test_sign_up_with_a_known_address_takes_a_password_hash_too(as_in_a_hospital, ann, monkeypatch):
    hashed = []
    monkeypatch.setattr(Person, "set_password", lambda self, raw: hashed.append(raw))

    Client().post(SIGN_UP, {**NEW, "email": ann.email})

    assert hashed == [NEW["password1"]]


def test_a_forgotten_password_does_not_tell_who_has_an_account(ann):
    known = Client().post("/accounts/password/reset/", {"email": ann.email})
    unknown = Client().post("/accounts/password/reset/", {"email": "who@example.org"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.to for message in mail.outbox] == [[ann.email], ["who@example.org"]]  # the same time, too


def test_a_host_header_does_not_bend_the_link_for_a_new_password(client, as_in_a_hospital, ann):
    refused = client.post("/accounts/password/reset/", {"email": ann.email}, headers={"host": "evil.example"})
    sent = client.post("/accounts/password/reset/", {"email": ann.email}, headers={"host": "testserver:6666"})

    assert refused.status_code == 400
    assert sent.status_code == 302
    assert [link_in(message).startswith("https://backs.example/") for message in mail.outbox] == [True]
    assert "testserver" not in mail.outbox[0].body


def test_the_link_for_a_new_password_works_once(client, ann):
    client.post("/accounts/password/reset/", {"email": ann.email})
    path = re.sub(r"https?://[^/]+", "", link_in(mail.outbox[-1]))
    form = client.get(path, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "eleven calm herons"})

    again = Client().get(path, follow=True)

    assert "This link" in again.content.decode()
    assert not again.redirect_chain


def test_nobody_is_flooded_with_mails_about_a_new_password(client, ann):
    answers = [client.post("/accounts/password/reset/", {"email": ann.email}).status_code for _ in range(5)]

    assert answers == [302, 302, 302, 429, 429]
    assert len(mail.outbox) == 3


def test_where_only_the_invited_come_nobody_else_signs_up(client, settings, db):
    settings.SIGN_UP = "invited"
    client.post(SIGN_UP, NEW)

    assert not Person.objects.exists()
    assert "invitation" in client.get(SIGN_UP).content.decode()


def invited(browser: Client, email: str) -> None:
    session = browser.session
    session["account_verified_email"] = email
    session.save()
    browser.cookies["sessionid"] = session.session_key


def test_who_was_invited_signs_up_with_that_address_alone(client, settings, as_in_a_hospital, db):
    settings.SIGN_UP = "invited"
    invited(client, "nora@example.org")

    client.post(SIGN_UP, {**NEW, "email": "mallory@example.org"})
    assert not Person.objects.exists()

    client.post(SIGN_UP, NEW)
    assert is_in(client)  # the invitation had come to that address: it needs no second proof
    assert EmailAddress.objects.get().verified


def test_who_squats_an_address_keeps_its_owner_out_of_nothing(client, as_in_a_hospital, db):
    Client().post(SIGN_UP, {**NEW, "password1": "mallory was here first"})
    nora = Person.objects.get()

    set_password(client, nora, "eleven calm herons")
    sign_in(client, nora.email, "eleven calm herons")
    client.post(link_in(mail.outbox[0]).removeprefix("https://backs.example"))
    sign_in(client, nora.email, "eleven calm herons")

    assert is_in(client)
    squatter = Client()
    sign_in(squatter, nora.email, "mallory was here first")
    assert not is_in(squatter)


def test_mails_are_plain_and_name_nothing_of_health(client, as_in_a_hospital, ann):
    client.post(SIGN_UP, NEW)
    client.post("/accounts/password/reset/", {"email": ann.email})
    client.post("/accounts/password/reset/", {"email": "who@example.org"})

    for message in mail.outbox:
        assert message.content_subtype == "plain"
        assert not getattr(message, "alternatives", [])
        assert not re.search(r"\b(pain|back pain|spasm|spine|clinic|record)\b", message.body + message.subject)


@pytest.mark.parametrize("path", [SIGN_IN, SIGN_UP, "/accounts/password/reset/"])
def test_whoever_cannot_get_in_is_told_what_to_do_in_an_emergency(client, db, path):
    assert "emergency number" in client.get(path).content.decode()


@pytest.fixture
def no_mail_server(monkeypatch):
    def refuse(_message, *_args, **_kwargs):
        raise SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)


def test_a_mail_server_that_is_down_breaks_no_page_and_tells_nobody_apart(no_mail_server, as_in_a_hospital, ann):
    known = Client().post("/accounts/password/reset/", {"email": ann.email}, follow=True)
    unknown = Client().post("/accounts/password/reset/", {"email": "who@example.org"}, follow=True)

    assert known.status_code == unknown.status_code == 200
    assert "A mail to you could not be sent just now" in known.content.decode()
    assert "A mail to you could not be sent just now" in unknown.content.decode()


def test_a_password_is_changed_even_if_the_mail_about_it_cannot_be_sent(no_mail_server, client, ann):
    sign_in(client, ann.email)

    done = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "eleven calm herons"})

    assert done.status_code == 302
    ann.refresh_from_db()
    assert ann.check_password("eleven calm herons")
