"""In which time zone somebody is told times: the one they chose, never one that a machine chose for them."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from clinic.world import somebody
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.people.models import Person
from multifidus.clinic.people.zones import zone_for, zone_named
from multifidus.clinic.settings.environ import SettingError, home_time_zone


def choose(browser, zone, back="/profile/"):
    return browser.post("/profile/time-zone", {"time_zone": zone, "next": back})


def test_somebody_without_a_choice_is_told_times_as_their_clinic_has_them(world):
    Clinic.objects.filter(pk=world.riverside.pk).update(time_zone="Europe/London")

    assert zone_for(world.ada.person).key == "Europe/London"
    assert zone_for(world.clinician).key == "Europe/London"
    assert zone_for(world.cleo.person).key == "UTC"


def test_what_somebody_chose_goes_before_what_their_clinic_has(world, signed_in):
    Clinic.objects.filter(pk=world.riverside.pk).update(time_zone="Europe/London")
    browser = signed_in(world.ada.person)

    choose(browser, "Europe/Berlin")

    assert zone_for(Person.objects.get(pk=world.ada.person_id)).key == "Europe/Berlin"


def test_a_reading_is_told_in_the_zone_of_who_reads_it(world, signed_in):
    keep(
        world.ada,
        Reading.Kind.NOTE,
        {"text": "It locked up."},
        author=world.ada.person,
        at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC),
    )
    browser = signed_in(world.ada.person)
    assert "22:30" in browser.get(f"/records/{world.ada.pk}/").content.decode()

    choose(browser, "Asia/Kolkata")

    page = browser.get(f"/records/{world.ada.pk}/").content.decode()
    assert "04:00" in page
    assert "22:30" not in page


def test_a_time_is_understood_in_the_zone_of_who_types_it(world, signed_in):
    browser = signed_in(world.ada.person)
    choose(browser, "America/New_York")

    browser.post(
        f"/records/{world.ada.pk}/readings/new", {"text": "It locked up.", "day": "2026-07-01", "time": "08:15"}
    )

    assert world.ada.readings.get().at == datetime(2026, 7, 1, 12, 15, tzinfo=UTC)


def test_no_page_changes_the_zone_without_its_person(world, signed_in):
    browser = signed_in(world.ada.person)

    page = browser.get("/", headers={"accept-language": "de"}).content.decode()

    assert 'id="zone-offer"' in page
    assert Person.objects.get(pk=world.ada.person_id).time_zone == ""


@pytest.mark.parametrize(
    "wrong",
    ["", "Europe/Atlantis", "../../etc/passwd", "<script>alert(1)</script>", "'; DROP TABLE x; --", "x" * 10**5],
)
def test_a_zone_that_there_is_not_changes_nothing_and_is_told(world, signed_in, wrong):
    browser = signed_in(world.ada.person)

    page = browser.post("/profile/time-zone", {"time_zone": wrong}, follow=True)

    assert page.status_code == 200
    assert "not known here" in page.content.decode()
    assert Person.objects.get(pk=world.ada.person_id).time_zone == ""


def test_the_offer_leads_back_to_its_page_and_to_no_other_site(world, signed_in):
    browser = signed_in(world.ada.person)

    assert choose(browser, "Europe/Berlin", "/records/")["Location"] == "/records/"
    assert choose(browser, "Europe/Berlin", "https://evil.example/")["Location"] == "/profile/"
    assert choose(browser, "Europe/Berlin", "//evil.example/")["Location"] == "/profile/"


def test_a_zone_that_this_machine_does_not_know_is_as_good_as_none(db):
    person = somebody("nell")
    Person.objects.filter(pk=person.pk).update(time_zone="Moon/Tycho")
    person.refresh_from_db()

    assert zone_named("Moon/Tycho") is None
    assert zone_for(person).key == "UTC"


def test_a_clinic_opens_in_the_zone_of_the_installation_unless_another_is_told(db, settings):
    settings.TIME_ZONE = "Europe/Dublin"

    call_command("open_clinic", "Riverside Backs", administrator="alex@example.org", time_zone="Europe/Paris")
    call_command("open_clinic", "Hillside", administrator="alex@example.org", time_zone="")

    assert Clinic.objects.get(name="Riverside Backs").time_zone == "Europe/Paris"
    assert Clinic.objects.get(name="Hillside").time_zone == "Europe/Dublin"


def test_the_installation_says_what_is_wrong_with_its_zone(monkeypatch):
    monkeypatch.setenv("MULTIFIDUS_TIME_ZONE", "Dublin time")

    with pytest.raises(SettingError, match="write it as Europe/Dublin"):
        home_time_zone()


def test_the_profile_keeps_a_zone_and_says_what_is_wrong_with_another(world, signed_in):
    browser = signed_in(world.ada.person)

    browser.post("/profile/", {"name": "Ada", "language": "", "time_zone": "Pacific/Chatham"})
    assert Person.objects.get(pk=world.ada.person_id).time_zone == "Pacific/Chatham"

    page = browser.post("/profile/", {"name": "Ada", "language": "", "time_zone": "Mars/Base"}).content.decode()
    assert "not one of the available choices" in page or "Select a valid choice" in page
