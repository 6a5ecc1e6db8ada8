"""A lift as people ask about it: by thumb, by keys alone, without script, in the dark, at twice the size."""

import pytest

from clinic.crawling import TWICE, fits
from clinic.flows.test_interview_flow import SMALL
from clinic.test_design_browser import AT_TWICE_THE_SIZE, CHROMIUM, DESK, IN_CI, LEAST_TARGET, PHONE, faults

pytestmark = [
    pytest.mark.skipif(not CHROMIUM and not IN_CI, reason="no chromium on this machine: apt-get install chromium"),
    pytest.mark.django_db(transaction=True),
]


def tap(page, name: str, value: str) -> None:
    page.locator("label").filter(has=page.locator(f"input[name={name}][value={value}]")).click()


def ask(page) -> None:
    """Presses the button and waits until the answer, or what is wrong, stands there."""
    with page.expect_navigation():
        page.locator("form.lifting button.button").click()
    page.wait_for_load_state()


def unfold(page) -> None:
    folded = page.locator("details.more:not([open]) > summary")
    while folded.count():
        folded.first.click()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_from_the_first_page_to_what_helps_in_three_taps_and_a_weight(open_page, size):
    page = open_page("/", size)
    page.get_by_role("link", name="What does a lift do to my back?").click()
    page.get_by_role("heading", name="What a lift does to your back").wait_for()

    page.get_by_label("How heavy is it?").fill("20")
    tap(page, "reach", "arm")
    ask(page)

    assert page.get_by_role("heading", level=1).inner_text().lower().count("too much") == 1
    best = page.get_by_role("heading", name="What helps most").bounding_box()
    assert best["y"] < 1.2 * size["height"], "what helps most lies a screen away"
    assert page.get_by_label("How heavy is it?").input_value() == "20", "what was told is gone"
    assert page.locator("input[name=reach][value=arm]").is_checked()
    assert page.complaints == []


def test_another_weight_is_one_number_away_and_says_something_else(open_page):
    page = open_page("/lift/", PHONE)
    for weight, heading in (("40", "oo much"), ("1", "Under the limits")):
        page.get_by_label("How heavy is it?").fill(weight)
        for name, value in (("start", "waist"), ("end", "chest"), ("reach", "close")):
            tap(page, name, value)
        ask(page)
        assert heading in page.get_by_role("heading", level=1).inner_text()


def test_units_follow_the_tap_without_a_page_in_between_and_without_script(open_page):
    page = open_page("/lift/", PHONE, java_script_enabled=False)
    unit = page.locator(".heavy .unit")

    assert unit.inner_text() == "kg"
    tap(page, "units", "us")
    assert unit.inner_text() == "lb"
    page.get_by_label("How heavy is it?").fill("45")
    page.locator("form.lifting button.button").click()
    page.get_by_role("heading", name="What helps most").wait_for()
    assert " lb." in page.locator(".do-now").inner_text()


def test_a_number_that_cannot_be_is_said_where_it_is_and_takes_the_focus(open_page):
    page = open_page("/lift/", PHONE)
    page.get_by_label("How heavy is it?").fill("9000")
    page.get_by_text("Tell it exactly").click()
    page.get_by_label("From your ankles to your hands when you take it").fill("4000")
    ask(page)

    assert page.title().startswith("Error:")
    assert page.evaluate("document.activeElement.className") == "summary"
    page.locator(".summary a").nth(1).click()
    assert page.evaluate("document.activeElement.id") == "id_exact_reach", "its part is folded, or the link is dead"
    assert page.get_by_label("How heavy is it?").input_value() == "9000"


def test_it_can_be_told_by_keys_alone(open_page):
    page = open_page("/lift/", DESK)
    page.locator("#id_load").focus()
    page.keyboard.type("15")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "reach":
            break
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.value") == "close"
    ring = page.evaluate("getComputedStyle(document.activeElement.closest('label')).outlineStyle")
    assert ring == "solid", "nobody sees where they are"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.locator("input[name=reach][value=close]").is_checked()
    assert page.get_by_role("heading", name="What presses on each disc").count() <= 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_form_and_the_answer(open_page, scheme):
    page = open_page("/lift/", PHONE, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    for answered in (False, True):
        if answered:
            page.get_by_label("How heavy is it?").fill("20")
            ask(page)
        unfold(page)
        for size in (PHONE, DESK, AT_TWICE_THE_SIZE):
            page.set_viewport_size(size)
            assert fits(page), f"the page has to be pushed sideways at {size['width']}"
        page.set_viewport_size(PHONE)
        assert page.evaluate(TWICE) == []
        assert page.evaluate(SMALL, LEAST_TARGET) == []
        assert faults(page) == []
    assert page.complaints == []


def test_nothing_is_asked_of_anybody_else_and_no_address_says_what_is_lifted(open_page, live_server):
    page = open_page("/lift/", PHONE)
    page.get_by_label("How heavy is it?").fill("20")
    ask(page)

    assert [answer.url for answer in page.asked if not answer.url.startswith((live_server.url, "data:"))] == []
    assert {answer.url for answer in page.asked if "/lift/" in answer.url} == {f"{live_server.url}/lift/"}
    assert page.complaints == []
