"""Passkeys in a real browser under our Content-Security-Policy, with an authenticator that Chromium plays."""

import shutil
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.db import connections
from playwright.sync_api import CDPSession, ConsoleMessage, Page, sync_playwright

from clinic.world import PASSWORD, somebody
from multifidus.clinic.people.models import Person

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt-get install chromium)"),
]
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def ann() -> Person:
    return somebody("ann")


@pytest.fixture
def page(live_server, monkeypatch) -> Iterator[Page]:
    """A page of a browser; whatever the policy refused makes the test fail."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in this thread beside our queries
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(base_url=live_server.url)
        page = context.new_page()
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text) if is_refusal(message) else None)
        page.on("pageerror", lambda error: refused.append(str(error)))
        yield page
        browser.close()
        connections.close_all()  # those that were opened beside Playwright's loop are not closed by anybody else
    assert refused == []


def is_refusal(message: ConsoleMessage) -> bool:
    return message.type == "error" and "Failed to load resource" not in message.text


@pytest.fixture
def device(page) -> CDPSession:
    """A phone with a fingerprint reader, as far as the browser can tell."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.authenticator = session.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})["authenticatorId"]
    return session


def password(page: Page) -> None:
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("[name=password]", "Enter")


def sign_in(page: Page, person: Person) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", person.email)
    password(page)


def add_passkey(page: Page, *, alone: bool = True) -> None:
    page.goto("/accounts/2fa/webauthn/add/")
    password(page)
    page.set_checked("[name=passwordless]", alone)
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")


def is_in(page: Page) -> bool:
    page.goto("/profile/")
    return "/accounts/" not in page.url


def test_somebody_adds_a_passkey_and_signs_in_with_it_alone(page, device, ann):
    sign_in(page, ann)
    add_passkey(page)
    page.context.clear_cookies()
    assert not is_in(page)

    page.goto("/accounts/login/?next=/profile/")
    page.click("#passkey_login")
    page.wait_for_url(lambda url: "/accounts/" not in url)

    assert page.url.endswith("/profile/")
    assert is_in(page)
    assert Authenticator.objects.get(type="webauthn").wrap().is_passwordless


def test_a_passkey_is_the_second_step_after_a_password(page, device, ann):
    sign_in(page, ann)
    add_passkey(page, alone=False)
    page.context.clear_cookies()

    sign_in(page, ann)
    assert page.url.endswith("/2fa/authenticate/")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url(lambda url: not url.endswith("/authenticate/"))

    assert is_in(page)


def test_a_passkey_confirms_that_it_is_still_them(page, device, ann):
    sign_in(page, ann)
    add_passkey(page)
    page.context.clear_cookies()
    sign_in(page, ann)
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url(lambda url: not url.endswith("/authenticate/"))

    page.goto("/accounts/2fa/webauthn/reauthenticate/?next=/accounts/2fa/webauthn/")
    page.click("#mfa_webauthn_reauthenticate")
    page.wait_for_url(lambda url: "reauthenticate" not in url)

    assert "Passkey 1" in page.inner_text("body")


def test_a_passkey_of_somebody_else_does_not_open_the_account(page, device, ann):
    bob = somebody("bob")
    sign_in(page, ann)
    add_passkey(page)
    Authenticator.objects.filter(type="webauthn").update(user=bob)  # now the key says ann, the account says bob
    page.context.clear_cookies()

    page.goto("/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_load_state("networkidle")

    assert not is_in(page)


def test_what_went_wrong_with_a_passkey_is_told_on_the_page(page, device, ann):
    device.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device.authenticator})
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**PHONE, "isUserVerified": False}})
    sign_in(page, ann)
    page.goto("/accounts/2fa/webauthn/add/")
    password(page)

    page.click("#mfa_webauthn_add")

    page.wait_for_selector("[data-passkey-why=stopped]:visible", timeout=90_000)
    assert not Authenticator.objects.exists()


def test_by_an_address_of_numbers_it_says_that_passkeys_do_not_work_there(page, live_server, ann):
    there = live_server.url.replace("localhost", "127.0.0.1")
    page.goto(there + "/accounts/login/")

    assert page.is_hidden("#passkey_login")
    assert page.is_visible("[name=password]")


def test_a_passkey_that_was_removed_here_opens_nothing_and_this_is_told(page, device, ann):
    sign_in(page, ann)
    add_passkey(page)
    Authenticator.objects.all().delete()  # the phone still has it
    page.context.clear_cookies()

    page.goto("/accounts/login/")
    with page.expect_navigation():
        page.click("#passkey_login")

    assert "This did not fit" in page.inner_text("body")
    assert not is_in(page)
