"""The script that keeps a session while somebody writes, in a real browser with a clock that the test turns."""

import shutil
import time

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from clinic.world import PASSWORD, somebody

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (Debian: apt-get install chromium)"),
]
MINUTE = 60


@pytest.fixture
def page(live_server, monkeypatch):
    """Somebody who signed in and looks at their profile; the browser's clock stands until it is turned."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in this thread beside our queries
    ann = somebody("ann")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(base_url=live_server.url).new_page()
        page.clock.install(time=time.time())
        page.goto("/accounts/login/?next=/profile/")
        page.fill("[name=login]", ann.email)
        page.fill("[name=password]", PASSWORD)
        with page.expect_navigation():
            page.press("[name=password]", "Enter")
        yield page
        browser.close()
        connections.close_all()  # those that were opened beside Playwright's loop are not closed by anybody else


def test_two_minutes_before_the_end_the_page_asks_and_an_answer_keeps_the_session(page):
    page.clock.fast_forward(117 * MINUTE * 1000)
    assert page.is_hidden("#still-here")
    page.clock.fast_forward(90 * 1000)
    page.wait_for_selector("#still-here:visible")
    assert "signed out in two minutes" in page.inner_text("#still-here")

    with page.expect_response("**/profile/still-here") as answer:
        page.click("#still-here button")

    assert answer.value.status == 204
    page.wait_for_selector("#still-here", state="hidden")
    page.clock.fast_forward(10 * MINUTE * 1000)
    assert page.is_hidden("#still-here")


def test_whoever_types_is_not_asked(page):
    page.clock.fast_forward(60 * MINUTE * 1000)
    with page.expect_response("**/profile/still-here"):
        page.type("[name=name]", " Archer")
        page.clock.fast_forward(20 * 1000)
    page.clock.fast_forward(100 * MINUTE * 1000)

    assert page.is_hidden("#still-here")


def test_whoever_was_signed_out_meanwhile_is_told_to_copy_what_they_wrote(page):
    page.context.clear_cookies()
    page.clock.fast_forward(119 * MINUTE * 1000)
    page.wait_for_selector("#still-here:visible")
    page.click("#still-here button")

    page.wait_for_selector("text=You are signed out. Copy what you wrote")
