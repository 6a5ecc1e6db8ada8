"""The first page: for whoever hurts now, and at a glance for whoever is signed in; nothing clinical past the walls."""

import pytest

from clinic.test_booking import booked, kind  # noqa: F401 - a fixture
from clinic.world import shown
from multifidus.clinic.audit.entries import Act, Ground, Kind
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.audit.pseudonyms import pseudonym_of
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading

NUMB = "I am 51. Since this morning I am numb between my legs and cannot pee. My back hurts."

pytestmark = pytest.mark.django_db


def test_whoever_is_signed_in_sees_how_urgent_it_is_and_is_led_to_the_answer(world, signed_in):
    keep(world.ada, Reading.Kind.NOTE, {"text": NUMB}, author=world.ada.person)

    page = shown(signed_in(world.ada.person).get("/"))

    assert "Hello Ada" in page
    assert f'href="/records/{world.ada.pk}/answer"' in page
    assert "Get help now" in page


def test_the_look_at_the_own_record_is_entered_in_the_audit(world, signed_in):
    signed_in(world.ada.person).get("/")

    entry = Entry.objects.get(act=Act.READ, kind=Kind.ASSESSMENT, record=pseudonym_of(world.ada.pk))
    assert entry.ground == Ground.OWN


def test_nobody_sees_on_it_what_the_record_of_another_holds(world, signed_in):
    keep(world.ada, Reading.Kind.NOTE, {"text": NUMB}, author=world.ada.person)

    for other in (world.bert.person, world.clinician, world.scheduler, world.administrator):
        page = shown(signed_in(other).get("/"))
        assert str(world.ada.pk) not in page
        assert "Ada" not in page
        assert "badge emergency" not in page


def test_who_works_in_a_clinic_is_led_to_their_work(world, signed_in):
    assert 'href="/records/"' in shown(signed_in(world.clinician).get("/"))


def test_the_signs_that_cannot_wait_stand_on_it_for_everybody(world, client, signed_in):
    assert "Get help at once" in shown(client.get("/"))
    assert "Get help at once" in shown(signed_in(world.ada.person).get("/"))


def test_the_diary_and_the_exercises_are_one_press_away(world, signed_in):
    page = shown(signed_in(world.ada.person).get("/"))

    assert 'href="/my/diary/new"' in page
    assert 'href="/my/plan"' in page
    assert 'href="/interview/"' in page


def test_the_next_visit_stands_on_it_with_its_place_and_nobody_elses(world, signed_in, kind):  # noqa: F811
    booked(kind, world.ada)

    page = shown(signed_in(world.ada.person).get("/"))
    other = shown(signed_in(world.cleo.person).get("/"))

    assert "Your next visit" in page
    assert "Riverside Backs" in page
    assert "Your next visit" not in other
    assert Entry.objects.filter(act=Act.READ, kind=Kind.VISIT, record=pseudonym_of(world.ada.pk)).count() == 1
