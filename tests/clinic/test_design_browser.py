"""The pages in a real browser: everybody can use them, they are light, and they ask nobody else for anything."""

import gzip
import os
import shutil
from pathlib import Path

import pytest

from clinic.conftest import ROOT
from clinic.crawling import TWICE, crawled, fits
from clinic.test_design_pages import TROUBLES, TYPED
from clinic.things import fill
from multifidus.clinic.design.building.parts import axe

CHROMIUM = shutil.which("chromium")
IN_CI = bool(os.environ.get("CI"))
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
MOST_BYTES = 100_000  # of the first page with all that it loads, compressed
AT_TWICE_THE_SIZE = {"width": 320, "height": 420}  # WCAG 1.4.10: a desk at 400 %, and narrower than any phone
BLOCKED = "Service Worker registration blocked"  # here: it would ask behind a page that has gone already
LEAST_TARGET = 44  # pixels, of whatever can be pressed and does not stand in a sentence

pytestmark = [
    pytest.mark.skipif(not CHROMIUM and not IN_CI, reason="no chromium on this machine: apt-get install chromium"),
    pytest.mark.urls("clinic.test_design_pages"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser runs a loop of its own in this thread
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server, settings):
    """Opens an address of the service; keeps what was asked for, and what the browser complained of."""
    settings.EXAMPLE_CLINIC = True  # with the banner
    contexts = []

    def opened(address, size=DESK, **more):
        context = chromium.new_context(viewport=size, locale="en-GB", **{"service_workers": "block", **more})
        contexts.append(context)
        page = context.new_page()
        page.asked, page.complaints = [], []
        page.on("response", lambda answer: page.asked.append(answer))
        page.on("console", lambda said: BLOCKED in said.text or page.complaints.append(f"{page.url}: {said.text}"))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(live_server.url + address, wait_until="networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()


def faults(page) -> list[str]:
    """What axe-core finds wrong, each with where."""
    page.evaluate(axe(ROOT).read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("address", ["/", "/style", "/accounts/login/", *TROUBLES])
def test_everybody_can_use_the_page(open_page, address):
    page = open_page(address, bypass_csp=True, reduced_motion="reduce")  # colours do not fade into each other

    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert fits(page), "the page has to be pushed sideways"
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert faults(page) == [], f"{size['width']} wide, {scheme}"


@pytest.mark.slow
@pytest.mark.urls("multifidus.clinic.urls")
@pytest.mark.parametrize("who", ["nobody", "person", "clinician", "scheduler", "administrator"])
def test_everybody_can_use_each_page_that_they_can_reach_from_the_first(open_page, live_server, client, world, who):
    """Every link is followed, one of a kind; light and dark; nothing wide, no id twice, no complaint of the browser."""
    fill(world.ada, world.clinician)
    fill(world.ada, world.clinician)
    page = open_page("/nowhere", PHONE, bypass_csp=True, reduced_motion="reduce")
    if who != "nobody":
        client.force_login(world.ada.person if who == "person" else getattr(world, who))
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
    page.complaints.clear()

    wrong, seen = [], []
    for kind in crawled(page, live_server.url):
        seen.append(kind)
        for size in (PHONE, AT_TWICE_THE_SIZE):
            page.set_viewport_size(size)
            wrong += [] if fits(page) else [f"{kind}: has to be pushed sideways at {size['width']} px"]
        page.set_viewport_size(PHONE)
        wrong += [f"{kind}: id {one} stands twice" for one in page.evaluate(TWICE)]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            wrong += [f"{kind}, {scheme}: {fault}" for fault in faults(page)]

    print(f"{who}: {len(seen)} pages")
    assert wrong == []
    assert page.complaints == []
    assert len(seen) > (3 if who == "nobody" else 8)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_a_form_that_came_back_and_the_focus_is_on_what_is_wrong(open_page, scheme):
    page = open_page("/style", PHONE, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    page.fill("#id_name", TYPED["name"])
    page.click("form[enctype] button")
    page.wait_for_load_state("networkidle")

    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "summary"
    assert faults(page) == []
    page.click(".summary a >> nth=0")
    assert page.evaluate("document.activeElement.id") == "id_born_0"
    assert page.input_value("#id_name") == TYPED["name"]


@pytest.mark.parametrize("address", ["/", "/style", "/accounts/login/"])
def test_nothing_breaks_the_content_security_policy_and_nothing_comes_from_elsewhere(open_page, live_server, address):
    page = open_page(address)

    assert page.complaints == []
    assert [answer.url for answer in page.asked if not answer.url.startswith((live_server.url, "data:"))] == []
    assert [(answer.url, answer.status) for answer in page.asked if answer.status >= 400] == []


def test_the_first_page_is_light(open_page, record_property):
    page = open_page("/", PHONE)

    sizes = {answer.url.rsplit("/", 1)[-1]: compressed(answer) for answer in page.asked}
    record_property("bytes", sum(sizes.values()))
    print(f"first page, compressed: {sum(sizes.values())} bytes in {len(sizes)} answers: {sizes}")
    assert len(sizes) > 5
    assert sum(sizes.values()) < MOST_BYTES


def compressed(answer) -> int:
    body = answer.body()
    packed = answer.url.endswith((".css", ".js", ".svg"))  # pages themselves are sent as they are: see BREACH
    return len(gzip.compress(body, 6)) if packed else len(body)


def test_whatever_can_be_pressed_is_as_large_as_a_thumb(open_page):
    page = open_page("/style", PHONE)
    small = page.evaluate(
        """least => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
        .filter(it => it.checkVisibility() && !it.closest(".skip, p:not(.actions), li:not(nav li) > a") )
        .map(it => [(it.closest("label") ?? it).getBoundingClientRect(), it.outerHTML.slice(0, 80)])
        .filter(([box]) => box.width && box.height < least).map(([box, html]) => `${box.height} ${html}`)""",
        LEAST_TARGET,
    )

    assert small == []


def test_the_page_can_be_used_by_keyboard_alone(open_page):
    page = open_page("/style")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0, "the skip link stays hidden"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"


def test_at_twice_the_size_nothing_has_to_be_pushed_sideways(open_page):
    page = open_page("/style", {"width": 640, "height": 450})

    assert fits(page)
    page.set_viewport_size({"width": 320, "height": 256})
    assert fits(page)


def test_whoever_asks_for_less_motion_gets_none(open_page):
    page = open_page("/style", reduced_motion="reduce")
    moving = "[...document.querySelectorAll('*')].filter(it => getComputedStyle(it).animationName !== 'none').length"

    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) > 0


def test_the_choice_of_dark_holds_without_script(open_page):
    page = open_page("/style", java_script_enabled=False, color_scheme="light")
    page.click("button[value=dark]")
    page.wait_for_load_state("networkidle")

    assert "dark.css" in page.content()
    assert page.locator("button[value=dark]").get_attribute("aria-pressed") == "true"


def test_on_paper_nothing_is_printed_that_only_a_screen_can_use(open_page):
    page = open_page("/style", color_scheme="dark")
    page.emulate_media(media="print")

    for part in ("nav", ".foot", ".skip", "form .actions"):
        for one in page.locator(part).all():
            assert not one.is_visible(), part
    assert page.locator("a[href^='tel:']").is_visible(), "the number to call is lost on paper"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(0, 0, 0)"


def test_the_measure_by_which_pages_are_judged_finds_a_fault(open_page):
    page = open_page("/style", bypass_csp=True)
    page.evaluate("document.querySelector('label[for=id_name]').remove()")

    assert any(fault.startswith("label") for fault in faults(page))


def test_axe_is_the_one_that_the_lock_names():
    assert Path(axe(ROOT)).exists()
