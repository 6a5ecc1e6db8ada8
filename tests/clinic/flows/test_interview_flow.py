"""The interview as people walk it: on a phone and a desk, by thumb, by keys alone, without script, in the dark."""

import re
import time

import pytest

from clinic.conftest import ROOT
from clinic.crawling import TWICE, fits
from clinic.test_design_browser import CHROMIUM, DESK, IN_CI, LEAST_TARGET, PHONE, faults
from multifidus.clinic.design.building.parts import axe

pytestmark = [
    pytest.mark.skipif(not CHROMIUM and not IN_CI, reason="no chromium on this machine: apt-get install chromium"),
    pytest.mark.django_db(transaction=True),
]
MOST_SCREENS = 40
PATIENCE_S = 15
STRAIN = {
    "age": "34",
    "sex": "male",
    "where": ["low_back_left"],
    "since": ("1", "days"),
    "nprs": "7",
    **dict.fromkeys(("onset_while_lifting", "onset_while_bending_or_twisting", "spasm"), True),
}
OF_ONE_NERVE = (
    "leg_pain_below_knee", "dermatomal_pain", "leg_pain_worse_than_back_pain", "unilateral_leg_pain",
    "numbness_or_tingling_leg", "pain_on_cough_sneeze", "pain_below_buttocks",
)  # fmt: skip
RADICULOPATHY = {
    "age": "44",
    "sex": "male",
    "where": ["low_back_left", "buttock_left", "thigh_back_left", "calf_left"],
    "since": ("2", "weeks"),
    "nprs": "7",
    **dict.fromkeys(OF_ONE_NERVE, True),
}
OF_A_NARROW_CANAL = (
    "intermittent_claudication", "walking_limited_relieved_by_sitting", "better_bending_forward", "better_when_seated",
    "no_pain_when_seated", "pain_triggered_by_standing_alone", "worse_standing", "bilateral_leg_pain",
    "pain_below_buttocks", "neurogenic_four_features",
)  # fmt: skip
STENOSIS = {
    "age": "74",
    "sex": "female",
    "where": ["low_back_middle", "thigh_back_left", "thigh_back_right", "calf_left", "calf_right"],
    "since": ("2", "years"),
    **dict.fromkeys(OF_A_NARROW_CANAL, True),
}
SADDLE = {"age": "51", "sex": "female", "saddle_numbness": True}
SMALL = """least => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
    .filter(it => it.checkVisibility() && it.closest("main"))
    .filter(it => !it.closest(".skip, .unseen, .cited, p:not(.actions, .still)"))
    .map(it => [(it.closest("label") ?? it).getBoundingClientRect(), it.outerHTML.slice(0, 90)])
    .filter(([box]) => box.width > 1 && box.height < least).map(([box, html]) => `${box.height} ${html}`)"""


def wait_for(claim) -> None:
    """Until a claim comes true; the policy of our pages lets a browser evaluate no text by itself."""
    until = time.monotonic() + PATIENCE_S
    while not claim():
        assert time.monotonic() < until, "nothing happened"
        time.sleep(0.02)


def settled(page) -> None:
    page.wait_for_load_state("networkidle")
    wait_for(lambda: not page.locator(".htmx-request, .htmx-swapping, .htmx-settling").count())


def place_of(page) -> str:
    """What tells one screen from another."""
    return page.evaluate("(document.querySelector('h1')?.innerText ?? '') + location.href")


def begin(page) -> None:
    page.get_by_role("link", name="My back hurts now").click()
    page.get_by_role("button", name="Start the questions").click()
    settled(page)


def press(page, button) -> None:
    """Presses a button and waits until another page or screen stands there."""
    before = place_of(page)
    button.click()
    wait_for(lambda: place_of(page) != before)
    settled(page)


def answer_screen(page, true) -> None:
    """Fills in the screen that stands there, by thumb, and goes on."""
    form = page.locator("form.asking")
    if form.locator(".places-list").count():
        for place in true.get("where", ["low_back_middle"]):
            page.locator(f".at-{place} label").click()
    for box in form.locator(".tick").all():
        about = box.locator("input[name=chosen]").get_attribute("value")
        if true.get(about):
            box.locator("> label").click()
            if box.locator(".side").count():
                box.locator(".side label").first.click()
    for field in form.locator("input[inputmode]").all():
        value = true.get(field.get_attribute("name"), "5")
        number, unit = value if isinstance(value, tuple) else (value, "days")
        field.fill(number)
        units = form.locator(f"input[name='{field.get_attribute('name')}.unit'][value={unit}]")
        if units.count():
            form.locator("label").filter(has=page.locator(f"input[value={unit}]")).click()
    for name in dict.fromkeys(one.get_attribute("name") for one in form.locator(".asked input[type=radio]").all()):
        if name.endswith((".unit", ".side")):
            continue
        value = true.get(name, "unsure")
        form.locator("label").filter(has=page.locator(f"input[name='{name}'][value='{value}']")).click()
    one_tap = form.locator(".one-tap button")
    if one_tap.count():
        about = one_tap.first.get_attribute("name")
        press(page, form.locator(f".one-tap button[value={'yes' if true.get(about) else 'no'}]"))
        return
    none = form.get_by_role("button", name="None of these")
    press(page, none if none.count() and none.is_visible() else form.get_by_role("button", name="Go on", exact=True))


def walk(page, true, look=lambda _page: None) -> int:
    """Answers screen after screen until the answer or an emergency stands there; how many screens it took."""
    for count in range(MOST_SCREENS):
        look(page)
        if not page.locator("form.asking").count():
            return count
        answer_screen(page, true)
    raise AssertionError("the interview does not end")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_numb_between_the_legs_is_told_to_call_at_once_and_the_number_stays_in_sight(open_page, size):
    page = open_page("/", size)
    begin(page)

    screens = walk(page, SADDLE)

    assert screens <= 4, "who, where, since when: then the first safety questions"
    page.get_by_role("heading", name="Get help now").wait_for()
    call = page.get_by_role("link", name="Call 112")
    assert call.get_attribute("href") == "tel:112"
    assert call.bounding_box()["y"] + call.bounding_box()["height"] < size["height"], "one has to scroll for the number"
    page.get_by_role("link", name="Go on answering").click()
    page.get_by_role("link", name="Call 112").wait_for()
    page.goto(page.url.split("/interview")[0] + "/")
    page.get_by_role("link", name="Call 112").wait_for()  # leaving in the middle loses the advice
    assert page.complaints == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(
    ("true", "likely"),
    [(STRAIN, r"muscle|strain"), (RADICULOPATHY, r"disc|nerve"), (STENOSIS, r"narrow")],
    ids=["strain", "radiculopathy", "stenosis"],
)
def test_somebody_in_pain_gets_from_the_first_page_to_an_answer(open_page, size, true, likely):
    page = open_page("/", size)
    begin(page)

    screens = walk(page, true)

    assert page.url.endswith("/interview/answer")
    assert screens <= 20
    page.get_by_text("What to do now").wait_for()
    first = page.locator(".may-be h3, .cause h3").first.inner_text()
    assert re.search(likely, first, re.IGNORECASE), first
    assert page.complaints == []


def test_everything_of_the_interview_can_be_done_without_script(open_page):
    page = open_page("/", PHONE, java_script_enabled=False)
    page.get_by_role("link", name="My back hurts now").click()
    page.get_by_role("button", name="Start the questions").click()
    page.wait_for_load_state()
    for _ in range(MOST_SCREENS):
        if not page.locator("form.asking").count():
            break
        form = page.locator("form.asking")
        if form.locator(".places-list").count():
            page.locator(".at-low_back_left label").click()
            assert form.locator("#at-low_back_left").is_checked(), "the picture ticks nothing"
        for field in form.locator("input[inputmode]").all():
            field.fill("40")
        for name in dict.fromkeys(one.get_attribute("name") for one in form.locator("input[type=radio]").all()):
            form.locator("label").filter(has=page.locator(f"input[name='{name}']")).first.click()
        none = form.get_by_role("button", name="None of these")
        if form.locator(".one-tap button").count():
            form.locator(".one-tap button[value=no]").click()
        elif none.count() and none.is_visible():
            none.click()
        else:
            form.get_by_role("button", name="Go on", exact=True).click()
        page.wait_for_load_state()
    assert page.url.endswith("/interview/answer")


def test_the_whole_interview_can_be_done_by_keys_alone(open_page):
    page = open_page("/", DESK)
    _tab_to(page, "a.begin")
    page.keyboard.press("Enter")
    settled(page)
    _tab_to(page, "button[value=questions]")
    page.keyboard.press("Enter")
    settled(page)
    for _ in range(MOST_SCREENS):
        if not page.locator("form.asking").count():
            break
        before = place_of(page)
        _answer_by_keys(page)
        wait_for(lambda before=before: place_of(page) != before)
        settled(page)
    assert page.url.endswith("/interview/answer")


def _answer_by_keys(page) -> None:
    form = page.locator("form.asking")
    if form.locator(".places-list").count():
        _tab_to(page, "#at-low_back_left")
        assert page.evaluate("document.activeElement.closest('label').getBoundingClientRect().height") >= LEAST_TARGET
        page.keyboard.press("Space")
        assert form.locator("#at-low_back_left").is_checked()
        _tab_to(page, "#go-on .go")
    elif form.locator("input[inputmode]").count():
        for field in form.locator("input[inputmode]").all():
            _tab_to(page, f"#{field.get_attribute('id')}")
            page.keyboard.type("40")
        for name in dict.fromkeys(one.get_attribute("name") for one in form.locator("input[type=radio]").all()):
            _tab_to(page, f"input[name='{name}']")
            page.keyboard.press("Space")
        _tab_to(page, "#go-on button")
    elif form.locator(".one-tap").count():
        _tab_to(page, ".one-tap button[value=no]")
    elif form.locator("input[type=radio]").count() and not form.locator("input[name=chosen]").count():
        _tab_to(page, "form.asking input[type=radio]")
        page.keyboard.press("Space")
        _tab_to(page, "#go-on button")
    else:
        _tab_to(page, "#go-on .none")
    page.keyboard.press("Enter")


def _tab_to(page, target: str) -> None:
    """Presses the tabulator until the focus is there; it has to be seen there."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("target => document.activeElement.matches(target)", target):
            assert page.evaluate("document.activeElement.checkVisibility()")
            return
    raise AssertionError(f"no key leads to {target}")


def test_the_new_question_takes_the_focus_so_that_it_is_read_aloud(open_page):
    page = open_page("/", PHONE)
    begin(page)

    answer_screen(page, STRAIN)

    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert page.evaluate("document.activeElement.innerText") == "Where does it hurt?"
    assert page.title().startswith("Where does it hurt?")
    assert page.url.endswith("/interview/2")


def test_the_back_of_the_browser_shows_what_was_answered_and_takes_another_answer(open_page):
    page = open_page("/", PHONE)
    begin(page)
    answer_screen(page, STRAIN)
    answer_screen(page, STRAIN)

    page.go_back()
    settled(page)
    page.get_by_role("heading", name="Where does it hurt?").wait_for()
    assert page.locator("#at-low_back_left").is_checked()
    page.go_back()
    settled(page)
    assert page.locator("#q-age").input_value() == "34"
    page.locator("#q-age").fill("35")
    press(page, page.get_by_role("button", name="Go on"))

    assert page.url.endswith("/interview/3")


def test_after_forgetting_the_back_of_the_browser_shows_nothing(open_page):
    page = open_page("/", PHONE)
    begin(page)
    answer_screen(page, STRAIN)
    page.goto(page.url.rsplit("/", 1)[0] + "/1")
    assert page.locator("#q-age").input_value() == "34"
    page.get_by_role("button", name="Forget everything").click()
    settled(page)

    for _ in range(4):
        page.go_back()
        settled(page)
        assert page.locator("#q-age").count() == 0
        assert "34" not in page.locator("main").inner_text()


def test_every_screen_can_be_used_by_everybody(open_page):
    """No fault by axe in light and dark, nothing to push sideways, no id twice, all as large as a thumb."""
    page = open_page("/", PHONE, bypass_csp=True, reduced_motion="reduce")
    begin(page)
    wrong = []

    def look(page) -> None:
        assert page.evaluate(TWICE) == []
        small = page.evaluate(SMALL, LEAST_TARGET)
        wrong.extend(f"{page.url}: {one}" for one in small)
        for size in (PHONE, {"width": 320, "height": 512}):
            page.set_viewport_size(size)
            if not fits(page):
                wrong.append(f"{page.url} at {size['width']}: it has to be pushed sideways")
        page.set_viewport_size(PHONE)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            wrong.extend(f"{page.url}, {scheme}: {one}" for one in faults(page))
        page.emulate_media(color_scheme="light")

    walk(page, RADICULOPATHY, look)
    for address in ("/interview/", "/interview/keep", "/interview/1", "/interview/2"):
        page.goto(page.url.split("/interview")[0] + address)
        look(page)
    assert wrong == []
    assert axe(ROOT).exists()


def test_an_emergency_its_banner_and_the_words_can_be_used_by_everybody(open_page):
    page = open_page("/interview/", PHONE, bypass_csp=True, reduced_motion="reduce")
    page.get_by_label("What happened").fill(
        "My back hurts and I am numb between my legs. No fever. My aunt had cancer."
    )
    page.get_by_role("button", name="Read what I wrote").click()
    settled(page)
    wrong = []
    for link in ("Go on answering while I wait", None):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            wrong += [f"{page.url}, {scheme}: {one}" for one in faults(page)]
        assert fits(page)
        assert page.evaluate(SMALL, LEAST_TARGET) == []
        if link:
            page.get_by_role("link", name=link).click()
            settled(page)
    assert wrong == []


def test_a_wrong_answer_leads_to_what_is_wrong_also_without_a_new_page(open_page):
    page = open_page("/", PHONE)
    begin(page)
    page.locator("#q-age").fill("four hundred")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_selector(".summary")
    settled(page)

    assert page.evaluate("document.activeElement.className") == "summary"
    assert page.locator("#q-age").input_value() == "four hundred"
    assert [one for one in page.complaints if "422" not in one] == []


def test_at_twice_the_size_nothing_is_lost(open_page):
    page = open_page("/", {"width": 640, "height": 450})
    begin(page)

    def look(page) -> None:
        assert fits(page), page.url

    walk(page, STENOSIS, look)
