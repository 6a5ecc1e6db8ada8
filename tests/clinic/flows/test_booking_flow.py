"""Visits as people use them: booked, moved and cancelled, by thumb, by keys alone, without script, in the dark."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from clinic.booked import opened
from clinic.crawling import TWICE, fits
from clinic.test_design_browser import AT_TWICE_THE_SIZE, CHROMIUM, DESK, IN_CI, LEAST_TARGET, PHONE, faults
from clinic.world import made
from multifidus.clinic.booking.models import Desk, Visit
from multifidus.clinic.booking.waiting_list import wait
from multifidus.clinic.charts.assessing import reassess
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.clinics.models import Clinic

pytestmark = [
    pytest.mark.skipif(not CHROMIUM and not IN_CI, reason="no chromium on this machine: apt-get install chromium"),
    pytest.mark.django_db(transaction=True),
]
SMALL = """least => [...document.querySelectorAll("main button, main .button, main .times label, select, summary")]
    .filter(it => it.offsetParent && it.getBoundingClientRect().height < least).map(it => it.outerHTML.slice(0, 90))"""


@pytest.fixture
def world(transactional_db):
    made_up = made()
    Clinic.objects.filter(pk=made_up.riverside.pk).update(time_zone="Europe/London")
    made_up.riverside.refresh_from_db()
    Desk.objects.create(clinic=made_up.riverside, phone="+44 1632 960123", subdivision="ENG", keeps_holidays=False)
    keep(made_up.ada, Reading.Kind.NOTE, {"text": "my back aches since i dug the garden"}, author=made_up.ada.person)
    reassess(made_up.ada)
    return made_up


@pytest.fixture
def kind(world):
    return opened(world.riverside, world.clinician)


@pytest.fixture
def page_of(open_page, live_server):
    """A page as somebody who has signed in sees it."""

    def opened_for(person, address, size=PHONE, **more):
        client = Client()
        client.force_login(person)
        page = open_page("/", size, timezone_id="Europe/London", **more)
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        page.goto(live_server.url + address, wait_until="networkidle")
        return page

    return opened_for


def looked_at(page) -> None:
    """The page fits, says nothing twice, can be pressed, and axe finds nothing, in light and dark."""
    assert fits(page), f"{page.url} has to be pushed sideways"
    assert page.evaluate(TWICE) == []
    assert page.evaluate(SMALL, LEAST_TARGET) == []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert faults(page) == [], f"{page.url}, {scheme}"


def choose(page, number=0) -> str:
    """Opens the first day and takes one of its times; the time that was taken."""
    box = page.locator("details[open] .times li").nth(number)
    box.locator("label").click()
    return box.locator("strong").inner_text()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_person_books_moves_and_cancels(world, kind, page_of, size):
    page = page_of(world.ada.person, "/my/visits", size, bypass_csp=True)
    looked_at(page)
    page.get_by_role("link", name="Book a visit").click()
    looked_at(page)
    clock = choose(page, 1)
    page.get_by_role("button", name="Book this time").click()

    page.get_by_text("Your visit is booked.").wait_for()
    assert clock in page.locator(".visit-when").inner_text()
    looked_at(page)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Put it into my calendar").click()
    event = Calendar.from_ical(downloading.value.path().read_bytes()).walk("VEVENT")[0]
    assert event["SUMMARY"] == "Visit at Riverside Backs"

    page.get_by_role("link", name="Move").click()
    looked_at(page)
    moved = choose(page, 4)
    page.get_by_role("button", name="Take this time instead").click()
    page.get_by_text("Moved.").wait_for()
    assert moved in page.locator(".visit-when").inner_text()

    page.get_by_role("link", name="Cancel").click()
    looked_at(page)
    page.get_by_role("button", name="Cancel the visit").click()
    page.get_by_text("Cancelled. The time is free").wait_for()
    looked_at(page)
    assert Visit.objects.get().state == "cancelled"
    assert page.complaints == []
    assert all(answer.url.startswith(page.url.split("/records")[0]) for answer in page.asked)


def test_a_visit_is_booked_by_keys_alone(world, kind, page_of):
    page = page_of(world.ada.person, f"/records/{world.ada.pk}/visits/book", DESK)

    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("Space")
    for _ in range(40):
        page.keyboard.press("Tab")
        if "Book this time" in page.evaluate("document.activeElement.innerText || ''"):
            break
    page.keyboard.press("Enter")

    page.get_by_text("Your visit is booked.").wait_for()
    assert Visit.objects.count() == 1


def test_everything_works_without_script(world, kind, page_of):
    page = page_of(world.cleo.person, f"/records/{world.cleo.pk}/visits/book", PHONE, java_script_enabled=False)

    page.get_by_role("button", name="Book this time").click()
    page.get_by_role("heading", name="Something has to be put right").wait_for()
    page.locator("details[open] .times label").first.click()
    page.get_by_text("may see my record").click()
    page.get_by_role("button", name="Book this time").click()

    page.get_by_text("Your visit is booked.").wait_for()
    assert world.cleo.consents.filter(withdrawn_at=None).count() == 1


def test_at_twice_the_size_nothing_is_lost(world, kind, page_of):
    for address in ("book", "wait", ""):
        page = page_of(world.ada.person, f"/records/{world.ada.pk}/visits/{address}", AT_TWICE_THE_SIZE)
        assert fits(page), address


def test_who_is_a_moment_late_is_told_and_takes_the_next(world, kind, page_of):
    page = page_of(world.ada.person, f"/records/{world.ada.pk}/visits/book", PHONE, bypass_csp=True)
    other = page_of(world.cleo.person, f"/records/{world.cleo.pk}/visits/book", PHONE)
    choose(page)
    choose(other)
    other.get_by_role("button", name="Book this time").click()
    other.get_by_text("Your visit is booked.").wait_for()

    page.get_by_role("button", name="Book this time").click()
    page.get_by_text("somebody was quicker").first.wait_for()
    looked_at(page)
    choose(page)
    page.get_by_role("button", name="Book this time").click()
    page.get_by_text("Your visit is booked.").wait_for()
    assert Visit.objects.count() == 2


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_scheduler_works_through_the_week(world, kind, page_of, size):
    today = timezone.now().date()
    wait(world.ada, kind, today, today + timedelta(days=9), by=world.ada.person, need=_need())
    page = page_of(world.scheduler, "/my/week", size, bypass_csp=True)
    looked_at(page)
    page.get_by_role("link", name="Book for somebody").click()
    looked_at(page)
    page.get_by_role("link", name="Ada").click()
    looked_at(page)
    choose(page, 2)
    page.get_by_role("button", name="Book this time").click()
    page.get_by_text("Booked.").wait_for()
    looked_at(page)
    page.get_by_role("link", name="Move").click()
    looked_at(page)
    choose(page, 1)
    page.get_by_role("button", name="Take this time instead").click()
    page.get_by_text("Moved.").wait_for()

    week = Visit.objects.get().starts.date().isoformat()
    page.goto(f"{page.url.split('/visits/')[0]}/visits/?week={week}")
    looked_at(page)
    page.locator(".week .entry.visit a").first.click()
    page.get_by_role("link", name="Cancel").click()
    looked_at(page)
    page.get_by_role("button", name="Cancel the visit").click()
    page.get_by_text("Cancelled.").wait_for()
    for tab in ("Waiting list", "Block time", "Hours", "Kinds of visit", "Desk"):
        page.get_by_role("link", name=tab, exact=True).click()
        looked_at(page)
    assert page.complaints == []


def test_another_zone_is_offered_and_taken_only_when_somebody_says_so(world, kind, page_of):
    page = page_of(world.ada.person, "/my/visits", PHONE)
    assert not page.locator("#zone-offer").is_visible()
    other = page.context.browser.new_context(timezone_id="Asia/Tokyo", storage_state=page.context.storage_state())
    away = other.new_page()
    away.goto(page.url)

    away.get_by_role("button", name="Tell them in this one").click()

    away.get_by_text("Times are told in Asia/Tokyo now.").wait_for()
    world.ada.person.refresh_from_db()
    assert world.ada.person.time_zone == "Asia/Tokyo"
    other.close()


def _need():
    from multifidus.clinic.booking.rules import Need

    return Need("soon", None, asked=True)
