"""The answer in a real browser: everybody can use it, by keyboard, at twice the size, in the dark, on paper."""

import os
import re

import pytest
from django.urls import reverse

from clinic.crawling import TWICE, fits
from clinic.test_answer import DISC, EMERGENCY
from clinic.test_design_browser import CHROMIUM, DESK, IN_CI, LEAST_TARGET, PHONE, chromium, faults  # noqa: F401
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading

HALF = {"width": 195, "height": 422}  # of a phone: what twice the size leaves of it
MOST_ON_PAPER = 2  # pages
SMALL = f"""[...document.querySelectorAll("main summary, main .button, main input[type=radio]")].map(it =>
    it.type === "radio" ? it.closest("label") : it).filter(it => it.checkVisibility() &&
    it.getBoundingClientRect().height < {LEAST_TARGET}).map(it => it.textContent.trim())"""

pytestmark = [
    pytest.mark.skipif(not CHROMIUM and not IN_CI, reason="no chromium on this machine: apt-get install chromium"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def ada(world, client):
    client.force_login(world.ada.person)
    return client.cookies["sessionid"].value


@pytest.fixture
def open_page(chromium, live_server, ada):  # noqa: F811
    """Opens an address as Ada; keeps what the browser complained of and what was asked for."""
    contexts = []

    def opened(address, size=PHONE, **more):
        context = chromium.new_context(
            viewport=size, locale="en-GB", reduced_motion="reduce", service_workers="block", **more
        )
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": ada, "url": live_server.url}])
        page = context.new_page()
        page.complaints, page.asked = [], []
        page.on("console", lambda said: page.complaints.append(said.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("response", lambda answer: page.asked.append(answer.url))
        page.goto(live_server.url + address, wait_until="networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()


def tell(world, words: str) -> str:
    keep(world.ada, Reading.Kind.NOTE, {"text": words}, author=world.ada.person)
    return reverse("answer", args=[world.ada.pk])


def fully_open(page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(it => { it.open = true })")


@pytest.mark.parametrize("words", [DISC, EMERGENCY], ids=["a slipped disc", "an emergency"])
def test_everybody_can_use_the_answer_with_all_that_is_folded(open_page, world, words):
    page = open_page(tell(world, words), bypass_csp=True)
    fully_open(page)

    for size in (PHONE, DESK, HALF):
        page.set_viewport_size(size)
        assert fits(page), f"the page has to be pushed sideways at {size['width']}"
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert faults(page) == [], f"{size['width']} wide, {scheme}"
    assert page.evaluate(TWICE) == []
    assert page.evaluate(SMALL) == []


def test_everybody_can_use_the_follow_up_also_when_it_comes_back(open_page, world):
    tell(world, DISC)
    page = open_page(reverse("follow_up", args=[world.ada.pk]), bypass_csp=True)

    for pressed in (False, True):
        if pressed:
            page.get_by_role("button", name="Keep").click()
            page.wait_for_load_state("networkidle")
            assert page.title().startswith("Error: ")
        for size in (PHONE, HALF):
            page.set_viewport_size(size)
            assert fits(page)
        page.set_viewport_size(PHONE)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert faults(page) == [], scheme
        assert page.evaluate(SMALL) == []


def test_nothing_breaks_the_policy_and_nothing_comes_from_elsewhere(open_page, world, live_server):
    page = open_page(tell(world, DISC))

    assert [said for said in page.complaints if "Service Worker" not in said] == []  # which these tests block
    assert [url for url in page.asked if not url.startswith((live_server.url, "data:"))] == []


def test_a_reason_opens_by_keyboard_and_shows_where_it_is_known_from(open_page, world):
    page = open_page(tell(world, DISC))
    reason = page.locator(".because summary").first
    reason.focus()

    page.keyboard.press("Enter")

    page.locator(".because details[open] .sources").first.wait_for()


def test_in_an_emergency_the_number_to_call_is_the_first_thing_that_the_keyboard_reaches(open_page, world):
    page = open_page(tell(world, EMERGENCY))
    call = page.get_by_role("link", name=re.compile("^Call "))

    assert call.get_attribute("href").startswith("tel:")
    box = call.bounding_box()
    assert box["y"] + box["height"] < PHONE["height"], "it is seen without pushing the page"
    first = page.evaluate("document.querySelector('main :is(.do-now) :is(a, button)').getAttribute('href')")
    assert first == call.get_attribute("href")


@pytest.mark.parametrize("words", [DISC, EMERGENCY], ids=["a slipped disc", "an emergency"])
def test_on_paper_it_is_one_or_two_pages_without_navigation(open_page, world, words, tmp_path):
    pypdf = pytest.importorskip("pypdf")
    page = open_page(tell(world, words))

    page.pdf(path=tmp_path / "answer.pdf", format="A4", prefer_css_page_size=True)

    paper = pypdf.PdfReader(tmp_path / "answer.pdf")
    text = " ".join(sheet.extract_text() for sheet in paper.pages)
    assert len(paper.pages) <= MOST_ON_PAPER
    assert "What to do now" in text
    assert "Sign out" not in text
    assert "Take it along" not in text
    assert os.path.getsize(tmp_path / "answer.pdf") > 1000


def test_without_script_everything_is_there(chromium, open_page, world):  # noqa: F811
    page = open_page(tell(world, DISC), java_script_enabled=False)

    page.locator("summary", has_text="Dangerous causes that we looked for").click()

    page.get_by_text("answers alone can rule nothing out").wait_for()
    assert not page.locator("[data-print]").is_visible()
