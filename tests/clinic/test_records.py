"""Records: the lists, one's own, opening one for somebody, name and birth."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from clinic.world import shown, somebody, typed, with_record, working
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.charts.models import Assessment
from multifidus.clinic.clinics.models import Role
from multifidus.clinic.records.models import Consent, Record
from multifidus.clinic.records.opening import Who, open_for, open_own
from multifidus.clinic.records.worklist import worklist


def assessed(record: Record, urgency: str, *, days_ago: int, seen: int = 1) -> None:
    Assessment.objects.create(
        record=record,
        seen=seen,
        edition="2026-01-01+0000",
        urgency=urgency,
        readings=[],
        answer={},
        made_at=timezone.now() - timedelta(days=days_ago),
    )


def test_the_most_urgent_stands_first_and_of_the_same_urgency_the_oldest(world):
    names = ["soon new", "soon old", "emergency", "never", "self care", "failed"]
    records = {name: with_record(name.replace(" ", ""), world.riverside) for name in names}
    assessed(records["soon new"], "soon", days_ago=1)
    assessed(records["soon old"], "soon", days_ago=9)
    assessed(records["emergency"], "self_care", days_ago=5)
    assessed(records["emergency"], "emergency", days_ago=0, seen=2)
    assessed(records["self care"], "emergency", days_ago=8)
    assessed(records["self care"], "self_care", days_ago=7, seen=2)
    assessed(records["failed"], "", days_ago=3)

    order = [record for record in worklist(world.clinician) if record != world.ada]
    expected = ["emergency", "failed", "soon old", "soon new", "self care", "never"]
    assert order == [records[name] for name in expected]


def test_a_worklist_holds_those_in_care_and_nobody_else(world):
    assert list(worklist(world.clinician)) == [world.ada]
    assert list(worklist(world.administrator)) == []
    assert list(worklist(world.scheduler)) == []


@pytest.mark.parametrize("typed", ["zoe muller", "ZOË", "müller  zoë", "Mull"])
def test_a_name_is_found_however_it_is_written(world, signed_in, typed):
    record = with_record("zoe", world.riverside)
    record.name = "Zoë Müller"
    record.save()

    page = shown(signed_in(world.clinician).post("/records/", {"name": typed}))
    assert "Zoë Müller" in page
    assert "Ada" not in page


def test_a_name_that_was_sought_never_stands_in_an_address(world, signed_in):
    page = signed_in(world.clinician).post("/records/", {"name": "Ada"}).content.decode()
    page = page.replace(str(world.ada.pk), "")  # whose digits may happen to spell the name

    assert not re.findall(r'(?:href|action)="[^"]*[Aa]da[^"]*"', page)
    assert re.search(r'<form method="post"[^>]*role="search"', page)


def test_a_long_list_comes_in_pages_and_the_search_goes_along(world, signed_in):
    for number in range(30):
        with_record(f"pat{number}", world.riverside)
    browser = signed_in(world.clinician)

    assert "Page 1 of 2" in browser.get("/records/").content.decode()
    second = browser.post("/records/", {"name": "pat", "page": "2"}).content.decode()
    assert "Page 2 of 2" in second
    assert 'value="pat"' in second
    assert second.count("<tr>") == 1 + 5


def test_reading_a_list_is_entered_for_each_clinic_that_it_shows(world, signed_in):
    signed_in(world.clinician).get("/records/")

    entry = Entry.objects.get(act="list")
    assert entry.clinic == world.riverside.pk
    assert entry.record is None


def test_a_scheduler_sees_names_and_nothing_clinical(world, signed_in):
    assessed(world.ada, "emergency", days_ago=0)
    page = signed_in(world.scheduler).get("/records/").content.decode()

    assert "Ada" in page
    assert "Bert" not in page
    assert "mergency" not in page.split("<main")[1].split("</main")[0]
    assert f"/records/{world.ada.pk}/" not in page


def test_a_clinic_that_one_does_not_work_in_cannot_be_chosen_to_see_who_else_has_consent(world, signed_in):
    Consent.objects.create(record=world.ada, clinic=world.hillside, given="signed_in", given_by=world.ada.person)
    answer = signed_in(world.clinician).post("/records/", {"clinic": str(world.hillside.pk)})

    assert answer.context["page"].paginator.count == 1, "the choice is not there, so that it narrows nothing"
    assert not answer.context["is_narrowed"]


def test_a_clinician_of_two_clinics_narrows_the_list_to_one(world, signed_in):
    both = working("bea", world.riverside, Role.CLINICIAN)
    both.memberships.create(clinic=world.hillside, role=Role.CLINICIAN)
    browser = signed_in(both)

    assert browser.get("/records/").context["page"].paginator.count == 2
    assert [*browser.post("/records/", {"clinic": str(world.hillside.pk)}).context["page"]] == [world.bert]


def test_a_person_is_led_to_their_own_record(world, signed_in):
    answer = signed_in(world.ada.person).get("/records/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/records/{world.ada.pk}/"


def test_at_the_first_visit_three_questions_begin_a_record_that_nobody_else_sees(world, signed_in):
    nina = somebody("nina")
    browser = signed_in(nina)
    assert 'value="Nina"' in browser.get("/records/", follow=True).content.decode(), "the name is known already"

    browser.post("/records/mine", {"name": " Nina  Noor ", **typed("1990-02-28"), "sex": ""})
    assert (nina.record.name, nina.record.born, nina.record.sex) == ("Nina Noor", date(1990, 2, 28), "")
    assert not nina.record.consents.exists()
    browser.post("/records/mine", {"name": "Another", **typed("1990-02-28")})
    assert Record.objects.filter(person=nina).count() == 1


@pytest.mark.parametrize("born", ["1 1 2999", "1 1 1880", "30 2 1990", "1 1 90", "x y z", "- - -"])
def test_a_date_of_birth_that_cannot_be_is_said_at_the_field(world, signed_in, born):
    nina = somebody("nina")
    day, month, year = born.replace("-", "").split(" ")
    sent = {"name": "Nina", "born_0": day, "born_1": month, "born_2": year}
    answer = signed_in(nina).post("/records/mine", sent)

    assert answer.context["form"].errors["born"]
    assert 'value="Nina"' in answer.content.decode(), "what was typed stays"
    assert not Record.objects.filter(person=nina).exists()


OPENING = {
    "name": "Mia Moor",
    **typed("1972-11-30"),
    "sex": "female",
    "how": "In person, with her son, in Dutch",
    "was_told": "on",
}


def test_a_clinician_opens_a_record_and_writes_down_the_consent_that_was_told(world, signed_in):
    browser = signed_in(world.clinician)
    browser.post("/records/new", {**OPENING, "clinic": str(world.riverside.pk)})

    record = Record.objects.get(name="Mia Moor")
    consent = record.consents.get()
    assert (consent.given, consent.clinic, consent.given_by) == ("told", world.riverside, world.clinician)
    assert consent.told_how == "In person, with her son, in Dutch"
    assert record.person is None
    assert browser.get(f"/records/{record.pk}/").status_code == 200


@pytest.mark.parametrize("left_out", ["how", "was_told"])
def test_without_consent_that_was_told_no_record_is_opened(world, signed_in, left_out):
    sent = {key: value for key, value in OPENING.items() if key != left_out}
    answer = signed_in(world.clinician).post("/records/new", {**sent, "clinic": str(world.riverside.pk)})

    assert answer.context["form"].errors[left_out]
    assert not Record.objects.filter(name="Mia Moor").exists()


def test_no_record_is_opened_for_a_clinic_of_others(world, signed_in):
    answer = signed_in(world.clinician).post("/records/new", {**OPENING, "clinic": str(world.hillside.pk)})

    assert answer.context["form"].errors["clinic"]


def test_the_same_name_and_birth_is_asked_about_before_a_second_record_is_opened(world, signed_in):
    browser = signed_in(world.clinician)
    sent = {**OPENING, "clinic": str(world.riverside.pk)}
    browser.post("/records/new", sent)
    again = browser.post("/records/new", {**sent, "name": "mia MOOR"})

    assert "Is it one of these?" in again.content.decode()
    assert Record.objects.filter(sought="mia moor").count() == 1
    browser.post("/records/new", {**sent, "another": "on"})
    assert Record.objects.filter(sought="mia moor").count() == 2


def test_whether_somebody_of_this_name_is_in_the_care_of_others_is_not_told(world, signed_in):
    Record.objects.filter(pk=world.bert.pk).update(name="Mia Moor", sought="mia moor", born=date(1972, 11, 30))
    signed_in(world.clinician).post("/records/new", {**OPENING, "clinic": str(world.riverside.pk)})

    assert Record.objects.filter(sought="mia moor").count() == 2


@pytest.mark.parametrize("who", ["ada", "clinician"])
def test_name_birth_and_sex_are_changed_by_the_person_or_a_clinician_and_it_is_entered(world, signed_in, who):
    asker = world.ada.person if who == "ada" else world.clinician
    sent = {"name": "Ada Long", **typed("1980-05-04"), "sex": "female"}
    signed_in(asker).post(f"/records/{world.ada.pk}/about", sent)
    world.ada.refresh_from_db()

    assert (world.ada.name, world.ada.sought, world.ada.born) == ("Ada Long", "ada long", date(1980, 5, 4))
    entry = Entry.objects.get(act="write", kind="record")
    assert entry.ground == ("own" if who == "ada" else "consent")
    assert entry.clinic == (None if who == "ada" else world.riverside.pk)


def test_a_record_is_opened_once_by_its_person_however_often_it_is_sent(world):
    nina = somebody("nina")
    assert open_own(nina, Who("Nina")) == open_own(nina, Who("Nina again"))


def test_from_their_chart_a_person_reaches_who_may_see_it_and_who_looked(world, signed_in):
    page = signed_in(world.ada.person).get(f"/records/{world.ada.pk}/").content.decode()

    for where in ("sharing", "looked", "about"):
        assert f'href="/records/{world.ada.pk}/{where}"' in page


def test_from_the_chart_of_somebody_without_an_account_a_clinician_reaches_the_invitation(world, signed_in):
    record = open_for(Who("Mia Moor"), world.riverside, "in person", by=world.clinician)
    browser = signed_in(world.clinician)

    for where in ("about", "invite", "withdrawal-told"):
        assert f'href="/records/{record.pk}/{where}"' in browser.get(f"/records/{record.pk}/").content.decode()
    assert "/invite" not in browser.get(f"/records/{world.ada.pk}/").content.decode()
