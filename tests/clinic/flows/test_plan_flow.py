"""The exercises as a person does them: on a phone with one thumb, by keyboard, without script, at twice the size."""

import os
import re
import shutil

import pytest

from clinic.crawling import TWICE, fits
from clinic.serving import service
from clinic.test_design_browser import FLAGS, faults

CHROMIUM = shutil.which("chromium")
IN_CI = bool(os.environ.get("CI"))
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
SMALL = {"width": 320, "height": 640}  # a narrow window at twice the size
LEAST_TARGET = 44
PRESSED = """least => [...document.querySelectorAll("main :is(button, summary, .plan-links a, .button)")]
    .filter(it => it.offsetParent !== null)
    .map(it => [it.innerText.slice(0, 40), it.getBoundingClientRect()])
    .filter(([, box]) => box.height < least).map(([words, box]) => words + " " + box.height)"""

pytestmark = pytest.mark.skipif(
    not CHROMIUM and not IN_CI, reason="no chromium on this machine: apt-get install chromium"
)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A real service with the example clinic."""
    with service(tmp_path_factory.mktemp("data"), MULTIFIDUS_EXAMPLE="1") as started:
        yield started


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def phone_of(chromium, running):
    """A browser in which one of the example clinic has signed in; it complains of nothing."""
    contexts = []

    def signed_in(name, size=PHONE, **more):
        context = chromium.new_context(
            viewport=size, locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce", **more
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(running.address + "/")
        page.get_by_role("button", name=name).first.click()
        page.goto(running.address + "/my/plan")
        return page

    yield signed_in
    for context in contexts:
        assert all(page.complaints == [] for page in context.pages)
        context.close()


def card(page, name):
    return page.locator("article.exercise").filter(has=page.get_by_role("heading", name=name, exact=True))


def sound(page) -> list[str]:
    """What is wrong with a page: not to be used by everybody, too wide, an id twice, too small to be pressed."""
    wrong = []
    for size in (PHONE, DESK, SMALL):
        page.set_viewport_size(size)
        wrong += [] if fits(page) else [f"{size['width']}: has to be pushed sideways"]
        if size is not SMALL:
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                wrong += [f"{size['width']} {scheme}: {fault}" for fault in faults(page)]
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    wrong += [f"id {one} stands twice" for one in page.evaluate(TWICE)]
    return wrong + [f"too small to press: {one}" for one in page.evaluate(PRESSED, LEAST_TARGET)]


def test_ada_begins_ticks_rests_and_stops_with_her_thumb(phone_of):
    page = phone_of("Ada Fenn", has_touch=True)
    page.get_by_role("link", name="Look and begin").tap()
    page.get_by_label("Walking").uncheck()
    page.get_by_role("button", name="Begin with these").tap()

    page.get_by_role("heading", name="Your exercises today").wait_for()
    names = page.locator("article.exercise h2").all_inner_texts()
    assert len(names) >= 3
    assert "Walking" not in names
    first, second, third = names[:3]

    card(page, first).get_by_role("button", name="No pain").tap()
    card(page, first).get_by_text("Done today").wait_for()
    assert page.evaluate("document.activeElement.innerText").startswith("Done today"), "who hears the page hears that"

    card(page, second).get_by_role("button", name="Pain got worse").tap()
    page.get_by_role("heading", name="First: is one of these new?").wait_for()
    page.get_by_role("link", name="None of these: back to my exercises").tap()
    card(page, second).get_by_text("This one rests for now").wait_for()

    card(page, third).get_by_role("link", name="I had to stop").tap()
    page.get_by_role("button", name="You go numb where you sit").tap()
    page.locator(".notice.emergency").wait_for()
    assert page.locator("article.exercise").count() == 0
    assert page.locator(".notice.emergency a[href^='tel:']").get_attribute("href") == "tel:999"
    page.get_by_role("button", name="I tapped that by mistake").tap()
    card(page, third).wait_for()


def test_everybody_can_use_each_page(phone_of, running):
    page = phone_of("Inês Costa", bypass_csp=True)
    wrong = {}
    for name in ("", "begin", "days", "course", "reminders", "end", "hip_hinge/stop"):
        page.goto(re.sub(r"/plan/.*", "/plan/", page.url) + name)
        wrong |= {name or "today": found} if (found := sound(page)) else {}
    assert wrong == {}


def test_everybody_can_use_the_page_after_a_danger_sign(phone_of):
    page = phone_of("Inês Costa", bypass_csp=True)
    page.get_by_role("link", name="I had to stop").first.click()
    page.get_by_role("button", name="A leg or foot grows weak").click()
    assert sound(page) == []
    page.get_by_role("button", name="I tapped that by mistake").click()
    page.locator("article.exercise").first.wait_for()


def test_by_keyboard_alone_an_exercise_is_ticked_and_taken_back(phone_of):
    page = phone_of("Inês Costa", DESK)
    name = page.locator("article.exercise:not(.is-done):not(.is-resting) h2").first.inner_text()

    def focus_on(words):
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.innerText.replace(/\\s+/g, ' ').trim()").startswith(words):
                here = page.evaluate("document.activeElement.closest('article')?.querySelector('h2').innerText")
                if here == name:
                    return
        raise AssertionError(f"{words} cannot be reached by keyboard")

    focus_on("Hurt a little")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("kept="))
    assert "Hurt a little" in card(page, name).locator(".mark").inner_text()
    focus_on("Take back")
    page.keyboard.press("Enter")
    card(page, name).locator(".mark").wait_for(state="detached")


def test_without_script_all_of_it_works(phone_of):
    page = phone_of("Inês Costa", java_script_enabled=False)
    open_card = page.locator("article.exercise:not(.is-done):not(.is-resting)").first
    name = open_card.locator("h2").inner_text()

    open_card.get_by_role("button", name="No pain").click()
    assert "Done today" in card(page, name).inner_text()
    page.get_by_role("link", name="Reminders").click()
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("Kept.", exact=True).wait_for()


def test_a_double_tap_counts_once(phone_of):
    page = phone_of("Inês Costa")
    open_card = page.locator("article.exercise:not(.is-done):not(.is-resting)").first
    name = open_card.locator("h2").inner_text()

    open_card.get_by_role("button", name="No pain").dblclick()
    page.wait_for_url(re.compile("kept="))
    page.reload()
    assert card(page, name).locator(".mark").count() == 1


def test_a_clinician_reads_it_and_has_nothing_to_tap(phone_of, running):
    address = phone_of("Inês Costa").url
    page = phone_of("Dr Carla Example", DESK)
    page.goto(address.split("?")[0])

    page.get_by_role("heading", name="Exercises of Inês Costa").wait_for()
    page.locator("article.exercise").first.wait_for()
    assert page.locator("main button.tap, main .mark button").count() == 0
