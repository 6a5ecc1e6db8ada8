"""The diary as a person uses it, on a phone: in few taps, without a connection, and after everything was killed."""

import os
import re
import shutil
import time

import pytest

from clinic.conftest import ROOT
from clinic.crawling import fits
from clinic.serving import Service
from multifidus.clinic.design.building.parts import axe

CHROMIUM = shutil.which("chromium")
IN_CI = bool(os.environ.get("CI"))
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
PATIENCE_S = 15
READY = """navigator.serviceWorker.ready.then(worker => new Promise(done => {
    const look = () => worker.active.state === "activated" && navigator.serviceWorker.controller
        ? done(true) : setTimeout(look, 50)
    look() }))"""
IN_CACHE = """(async () => { const found = []
    for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const one of await cache.keys()) found.push([one.url, await (await cache.match(one)).text()])
    }
    return found })()"""
LEAST_TARGET = 44
SMALL = """least => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
    .filter(it => it.closest("main"))
    .filter(it => it.checkVisibility() && !it.closest("svg, p:not(.actions, .row)"))
    .map(it => [(it.closest("label") ?? it).getBoundingClientRect(), it.outerHTML.slice(0, 90)])
    .filter(([box]) => box.width && box.height < least).map(([box, html]) => `${box.height} ${html}`)"""

pytestmark = pytest.mark.skipif(
    not CHROMIUM and not IN_CI, reason="no chromium on this machine: apt-get install chromium"
)


@pytest.fixture(scope="module")
def playwright():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def running(data):
    """A real service with the example clinic; a test may kill it and start it anew at the same address."""
    box = Box(data)
    box.start()
    yield box
    box.service.kill()


class Box:
    def __init__(self, data):
        self.data, self.port = data, None

    def start(self):
        more = ["--port", self.port] if self.port else []
        self.service = Service(self.data, *more, MULTIFIDUS_EXAMPLE="1")
        self.port = self.service.address.rsplit(":", 1)[1]

    @property
    def address(self):
        return self.service.address


class Phone:
    """A browser whose memory lies in a folder, so that it can be killed and opened again."""

    def __init__(self, playwright, folder, address, size=PHONE):
        self.playwright, self.folder, self.address, self.size = playwright, folder, address, size
        self.open()

    def open(self):
        self.context = self.playwright.chromium.launch_persistent_context(
            self.folder, executable_path=CHROMIUM, args=FLAGS, viewport=self.size, locale="en-GB",
            timezone_id="Europe/London", bypass_csp=False,
        )  # fmt: skip
        self.page = self.context.pages[0]
        self.taps = 0

    def close(self):
        self.context.close()

    def sign_in(self, name):
        self.page.goto(self.address + "/")
        self.page.get_by_role("button", name=name).click()
        self.page.wait_for_load_state()
        self.page.evaluate(READY)

    def sign_out(self):
        self.page.get_by_role("button", name="Sign out").click()

    def go(self, path):
        self.page.goto(self.address + path)

    def tap(self, what):
        self.taps += 1
        what.click()

    def spasm(self, worst, note=""):
        """Fills in the form that is open and keeps it."""
        self.tap(self.page.locator(f".scale label:has(input[value='{worst}'])"))
        if note:
            self.page.locator(".episode details.more > summary").click()
            self.page.get_by_label("Anything else").fill(note)
        self.tap(self.page.get_by_role("button", name="Keep"))

    def waiting(self):
        until = time.monotonic() + PATIENCE_S
        while not self.page.evaluate("Boolean(self.diaryQueue)"):  # a page that is only coming has none yet
            assert time.monotonic() < until, f"{self.page.url} has no queue"
            self.page.wait_for_timeout(50)
        return self.page.evaluate("diaryQueue.all()")

    def pains(self):
        """What the diary lists on all of its pages, the newest first."""
        self.go("/my/diary")
        found = []
        while True:
            found += [int(one.split()[0]) for one in self.page.locator(".entries .pain").all_inner_texts()]
            after = self.page.locator(".pages a", has_text="Next")
            if not after.count():
                return found
            after.click()
            self.page.wait_for_load_state()

    def arrived(self):
        """Until the service has acknowledged all that waited."""
        until = time.monotonic() + PATIENCE_S
        while self.waiting():
            assert time.monotonic() < until, f"{len(self.waiting())} still wait"
            self.page.wait_for_timeout(100)


@pytest.fixture
def phone(playwright, running, tmp_path):
    opened = []

    def opener(name="Ada Fenn", size=PHONE):
        one = Phone(playwright, tmp_path / f"phone{len(opened)}", running.address, size)
        opened.append(one)
        if name:
            one.sign_in(name)
        return one

    yield opener
    for one in opened:
        one.close()


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_spasm_is_kept_in_three_taps(phone, size):
    ada = phone(size=size)
    before = ada.pains()
    ada.go("/my/diary")

    ada.tap(ada.page.get_by_role("link", name="A spasm", exact=True))
    ada.spasm(7)

    ada.page.wait_for_url(re.compile(r"/diary/$"))
    assert ada.taps == 3
    assert ada.pains() == [7, *before]
    assert ada.waiting() == []


def test_without_a_connection_two_entries_wait_and_then_arrive_once_in_their_order(phone):
    ada = phone()
    before = ada.pains()
    ada.context.set_offline(True)
    ada.go("/my/diary")  # any page: the worker answers with the one that works
    for worst in (3, 8):
        ada.go("/diary/quick")
        ada.spasm(worst, note="on the bus")
        ada.page.get_by_role("heading", name="Kept on this phone").wait_for()
    assert [one["fields"]["worst"] for one in ada.waiting()] == [["3"], ["8"]]
    assert ada.page.locator("#on-phone [data-part=waits] [data-count]").inner_text() == "2"

    ada.context.set_offline(False)
    ada.arrived()

    assert ada.pains() == [8, 3, *before]


def test_an_entry_survives_the_browser_being_killed(phone):
    ada = phone()
    before = ada.pains()
    ada.context.set_offline(True)
    ada.go("/diary/quick")
    ada.spasm(4)
    ada.page.get_by_role("heading", name="Kept on this phone").wait_for()
    ada.close()

    ada.open()
    ada.sign_in("Ada Fenn")
    ada.arrived()

    assert ada.pains() == [4, *before]


def test_an_entry_survives_the_service_being_killed(phone, running):
    ada = phone()
    before = ada.pains()
    ada.go("/my/diary/new")
    running.service.kill()
    ada.spasm(5)
    ada.page.get_by_role("heading", name="Kept on this phone").wait_for()
    running.start()

    ada.go("/")
    ada.arrived()
    assert ada.pains() == [5, *before]
    running.service.kill()
    running.start()
    assert ada.pains() == [5, *before], "what was acknowledged is gone"


def test_after_the_session_has_ended_it_waits_for_the_next_sign_in(phone):
    ada = phone()
    before = ada.pains()
    ada.go("/diary/quick")
    ada.context.clear_cookies()
    ada.spasm(6)
    ada.page.get_by_role("heading", name="Kept on this phone").wait_for()
    ada.page.locator("#phone").get_by_role("link", name="Sign in").wait_for()

    ada.sign_in("Ada Fenn")
    ada.arrived()
    assert ada.pains() == [6, *before]


def test_what_one_account_wrote_never_goes_to_another(phone):
    ada = phone()
    adas = ada.pains()
    ada.go("/diary/quick")
    ada.context.clear_cookies()
    ada.spasm(9, note="only mine")
    ada.page.get_by_role("heading", name="Kept on this phone").wait_for()

    ada.sign_in("Inês Costa")
    ada.go("/diary/waiting")
    ada.page.get_by_text("Waiting for another account: 1").wait_for()
    assert ada.page.locator("#waiting-list li").count() == 0, "somebody else sees when it was"
    assert len(ada.waiting()) == 1
    assert 9 not in ada.pains()

    ada.sign_in("Ada Fenn")
    ada.arrived()
    assert ada.pains() == [9, *adas]


def test_on_a_shared_phone_it_asks_whose_it_is(phone):
    both = phone()
    both.sign_in("Inês Costa")
    hers = both.pains()
    both.context.set_offline(True)
    both.go("/diary/quick")
    both.spasm(2)
    both.page.get_by_role("heading", name="Kept on this phone").wait_for()
    both.context.set_offline(False)

    both.go("/diary/waiting")
    both.page.get_by_text("Did you write this?").wait_for()
    assert len(both.waiting()) == 1, "it was sent without asking"
    both.page.get_by_role("button", name="Yes, put it in my diary").click()
    both.arrived()
    assert both.pains() == [2, *hers]


def test_the_browser_sends_by_itself_when_no_page_can(phone):
    """Background Sync: the page reaches nothing, the worker does."""
    ada = phone()
    before = ada.pains()
    ada.go("/my/diary/new")
    ada.page.route("**/my/diary/send", lambda route: route.abort())  # of this page; the worker asks for itself
    ada.spasm(3)
    ada.arrived()

    assert ada.pains() == [3, *before]


def test_a_refused_entry_is_put_right_and_keeps_the_hour_of_its_writing(phone):
    ada = phone()
    before = ada.pains()
    ada.context.set_offline(True)
    ada.go("/diary/quick")
    ada.page.locator("label:has(input[name=lasted][value=other])").click()
    ada.page.get_by_label("How many minutes?").fill("a while")
    ada.spasm(9, note="kept words")
    ada.page.get_by_role("heading", name="Kept on this phone").wait_for()
    written = ada.waiting()[0]["written_at"]
    ada.context.set_offline(False)
    ada.go("/diary/waiting")
    ada.page.get_by_role("link", name="Put it right").click()
    ada.page.get_by_role("heading", name="This cannot be kept yet").wait_for()
    assert ada.page.get_by_label("Anything else").input_value() == "kept words"
    assert ada.waiting()[0]["written_at"] == written

    ada.page.get_by_label("How many minutes?").fill("20")
    ada.page.get_by_role("button", name="Keep").click()
    ada.page.wait_for_url(re.compile(r"/diary/$"))
    assert ada.waiting() == []
    assert ada.pains() == [9, *before]


def test_in_the_place_of_a_page_that_cannot_come_it_says_so_and_whom_to_call(phone):
    ada = phone()
    ada.context.set_offline(True)
    ada.go("/my/plan")

    ada.page.locator("#elsewhere").wait_for()
    assert "call your emergency number" in ada.page.locator("#elsewhere").inner_text()
    ada.go("/diary/quick")
    assert not ada.page.locator("#elsewhere").is_visible()


def test_a_refused_entry_waits_says_why_and_can_be_thrown_away(phone):
    ada = phone()
    before = ada.pains()
    ada.context.set_offline(True)
    ada.go("/diary/quick")
    ada.page.locator("label:has(input[name=lasted][value=other])").click()
    ada.page.get_by_label("How many minutes?").fill("a while")
    ada.spasm(4)
    ada.page.get_by_role("heading", name="Kept on this phone").wait_for()
    ada.context.set_offline(False)
    ada.go("/diary/waiting")
    ada.page.get_by_text("whole number of minutes").wait_for()
    assert "At its worst 4 of 10" in ada.page.locator("#waiting-list").inner_text()

    ada.page.get_by_role("button", name="Throw it away").click()
    assert len(ada.waiting()) == 1, "thrown away without asking"
    ada.page.get_by_role("button", name="Yes, throw it away").click()
    ada.page.get_by_role("heading", name="Nothing waits").wait_for()
    assert ada.waiting() == []
    assert ada.pains() == before


def test_signing_out_asks_what_shall_become_of_what_waits(phone):
    ada = phone()
    before = ada.pains()
    ada.go("/my/diary/new")
    ada.context.route("**/my/diary/send", lambda route: route.abort())
    ada.spasm(1)
    ada.page.get_by_role("heading", name="Kept on this phone").wait_for()
    ada.sign_out()
    ada.page.get_by_role("heading", name="Not everything has been sent").wait_for()
    ada.page.get_by_role("button", name="Throw it away and sign out").click()

    ada.page.get_by_role("link", name="Sign in").first.wait_for()
    ada.go("/diary/quick")
    assert ada.waiting() == []
    ada.context.unroute("**/my/diary/send")
    ada.sign_in("Ada Fenn")
    assert ada.pains() == before


def test_what_the_phone_keeps_of_the_pages_names_nobody(phone):
    ada = phone()
    ada.go("/my/diary")
    record = ada.page.url.split("/records/")[1].split("/")[0]
    kept = ada.page.evaluate(IN_CACHE)

    assert any(url.endswith("/diary/quick") for url, _text in kept)
    for url, text in kept:
        assert "Fenn" not in text, url
        assert record not in text + url, url
        assert 'name="csrfmiddlewaretoken"' not in text, url


def test_a_danger_sign_in_the_note_leads_to_what_to_do_at_once(phone):
    ines = phone("Inês Costa")
    ines.go("/my/diary/new")
    ines.spasm(8, note="since this morning i am numb between my legs and cannot pee")

    ines.page.locator(".notice.emergency").wait_for()
    assert "/diary/new" not in ines.page.url


def test_a_refused_entry_keeps_what_was_typed_and_says_why(phone):
    ada = phone()
    ada.go("/my/diary/new")
    ada.page.locator("label:has(input[name=lasted][value=other])").click()
    ada.page.get_by_label("How many minutes?").fill("a while")
    ada.spasm(4, note="kept words")

    ada.page.locator(".summary").wait_for()
    assert "whole number of minutes" in ada.page.locator(".summary").inner_text()
    assert ada.page.get_by_label("Anything else").input_value() == "kept words"
    assert ada.waiting() == []


def test_it_works_without_a_script(playwright, running):
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    page = browser.new_context(java_script_enabled=False, viewport=PHONE).new_page()
    page.goto(running.address + "/")
    page.get_by_role("button", name="Inês Costa").click()
    page.goto(running.address + "/my/diary/new")
    page.locator(".scale label:has(input[value='10'])").click()
    page.get_by_role("button", name="Keep").click()
    page.wait_for_load_state()
    told = page.content()
    browser.close()

    assert "10 of 10" in told or "Kept in your diary" in told


def faults(page):
    """What axe-core finds wrong, each with where."""
    page.evaluate(axe(ROOT).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.fixture
def page(playwright, running):
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    context = browser.new_context(
        viewport=PHONE, locale="en-GB", timezone_id="Europe/London", bypass_csp=True, reduced_motion="reduce",
    )  # fmt: skip
    opened = context.new_page()
    opened.complaints = []
    opened.on("console", lambda said: opened.complaints.append(f"{opened.url}: {said.text}"))
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.goto(running.address + "/")
    opened.get_by_role("button", name="Inês Costa").click()
    opened.goto(running.address + "/my/diary")
    yield opened
    browser.close()


def pages_of_the_diary(page):
    """Each page of the diary, opened as far as it opens."""
    start = page.url.split("#")[0]
    base = start.split("/records/")[0]
    correct = page.get_by_role("link", name=re.compile("^Correct")).first.get_attribute("href")
    strike = page.get_by_role("link", name=re.compile("^Strike")).first.get_attribute("href")
    day = page.locator(".calendar a").last.get_attribute("href")
    own = (start, start + day, start + "new", start + "file", start + "triggers", base + correct, base + strike)
    for address in (*own, base + "/diary/quick", base + "/diary/waiting"):
        page.goto(address, wait_until="networkidle")
        page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
        yield re.sub(r"[0-9a-f-]{36}", "ID", address)


def test_everybody_can_use_each_page_of_the_diary(page):
    wrong = []
    for address in pages_of_the_diary(page):
        for size in (PHONE, DESK, {"width": 320, "height": 256}):  # the last is 200 % of a small window, and more
            page.set_viewport_size(size)
            wrong += [] if fits(page) else [f"{address} at {size['width']}: has to be pushed sideways"]
        page.set_viewport_size(PHONE)
        wrong += [f"{address}: {one}" for one in page.evaluate(SMALL, LEAST_TARGET)]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            wrong += [f"{address}, {scheme}: {fault}" for fault in faults(page)]

    assert wrong == [], "\n".join(wrong[:12])
    assert page.complaints == []


def test_a_spasm_is_entered_by_keyboard_alone(page, running):
    page.goto(page.url + "new")
    page.locator("h1").wait_for()
    before = page.evaluate("document.querySelectorAll('.episode').length")
    assert before == 1
    for _press in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "[document.activeElement.name, document.activeElement.value, document.activeElement.textContent]"
        )
        if at[0] == "worst":
            page.keyboard.press("Space")
            for _step in range(7):
                page.keyboard.press("ArrowRight")
            assert page.evaluate("getComputedStyle(document.activeElement.closest('label')).outlineWidth") == "3px"
        if at[2].strip() == "Keep":
            page.keyboard.press("Enter")
            break
    page.wait_for_url(re.compile(r"/diary/$"))

    assert page.locator(".entries .pain").first.inner_text().startswith("7")


def test_a_day_of_the_calendar_is_reached_and_opened_by_keyboard(page):
    page.locator(".calendar a").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"day="))

    page.locator("h2", has_text="Entries of").wait_for()
    assert page.locator(".entries > li").count() >= 1


def test_it_is_corrected_and_struck(page):
    first = page.locator(".entries > li").first
    first.get_by_role("link", name=re.compile("^Correct")).click()
    page.locator(".scale label:has(input[value='2'])").click()
    page.get_by_label("Why is it corrected?").fill("mistyped")
    page.get_by_role("button", name="Correct it").click()
    page.wait_for_url(re.compile(r"/diary/$"))
    assert page.locator(".entries .pain").first.inner_text() == "2 of 10"

    many = page.locator(".entries > li").first.inner_text()
    page.locator(".entries > li").first.get_by_role("link", name=re.compile("^Strike")).click()
    page.get_by_role("button", name="Yes, strike it").click()
    page.wait_for_url(re.compile(r"/diary/$"))
    assert page.locator(".entries > li").first.inner_text() != many
