"""Guesses that come at once, against a real service of several processes: they are counted together."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from clinic.serving import Service, service

TOO_MANY_AT_ONCE = "429"  # the counter was waited for in vain: refused, to be safe
ADDRESS, PASSWORD = "nora@example.org", "seven brave otters"


class Browser:
    """Fills in forms of a service, as somebody would: the page first, then what it asked for."""

    def __init__(self, origin: str):
        self.origin, self.opener = origin, build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        return self.opener.open(self.origin + path, timeout=60).read().decode()

    def post(self, path: str, **fields: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path))[1]
        sent = urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        return self.opener.open(self.origin + path, sent, timeout=60).read().decode()

    def is_in(self) -> bool:
        return "Your account" in self.get("/profile/")


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Service:
    with service(tmp_path_factory.mktemp("races"), "--workers", "2") as one:
        Browser(one.address).post("/accounts/signup/", name="Nora", email=ADDRESS, password1=PASSWORD, agreed="on")
        yield one


def test_of_many_who_show_one_code_at_once_one_gets_in(running):
    owner = Browser(running.address)
    owner.post("/accounts/login/", login=ADDRESS, password=PASSWORD)
    owner.post("/accounts/reauthenticate/", password=PASSWORD)
    page = owner.get("/accounts/2fa/totp/activate/")
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)[1]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    step = int(time.time()) // 30
    sent = urlencode({"csrfmiddlewaretoken": token, "code": format_hotp_value(hotp_value(secret, step - 1))}).encode()
    owner.opener.open(running.address + "/accounts/2fa/totp/activate/", sent, timeout=60)
    browsers = [Browser(running.address) for _ in range(4)]
    for browser in browsers:
        browser.post("/accounts/login/", login=ADDRESS, password=PASSWORD)
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))

    with ThreadPoolExecutor(4) as many:
        list(many.map(lambda browser: browser.post("/accounts/2fa/authenticate/", code=code), browsers))

    assert [browser.is_in() for browser in browsers].count(True) == 1


def test_of_many_guesses_at_once_no_more_than_five_are_looked_at(running):
    with ThreadPoolExecutor(16) as many:
        answers = list(many.map(guess, [running] * 16))

    looked_at = sum("The e-mail address or the password is not right" in answer for answer in answers)
    refused = sum("Try again in 15 minutes" in answer or answer == TOO_MANY_AT_ONCE for answer in answers)
    assert looked_at <= 5
    assert looked_at + refused == 16


def guess(running: Service) -> str:
    try:
        return Browser(running.address).post("/accounts/login/", login=ADDRESS, password="not it at all")
    except HTTPError as refused:
        return str(refused.code)
