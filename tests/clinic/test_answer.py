"""The answer page: what a person reads first, and what is held back from whom."""

import pytest
from django.urls import reverse

from clinic.world import shown
from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.charts.once import assess_once
from multifidus.clinic.charts.shown import shown_to_person
from multifidus.knowledge.rows import MustAskRow

DISC = (
    "I am 44, a man. Three days ago I lifted a heavy sofa and my low back locked up with a spasm. Since then pain "
    "shoots down my left leg below the knee to the big toe, with tingling. Coughing makes it worse."
)
EMERGENCY = "I am 51. Since this morning I am numb between my legs and cannot pee. My back hurts."

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer_to(world, signed_in):
    """The page that Ada reads when she has told this."""

    def told(words: str, reader=None) -> str:
        keep(world.ada, Reading.Kind.NOTE, {"text": words}, author=world.ada.person)
        page = signed_in(reader or world.ada.person).get(reverse("answer", args=[world.ada.pk]))
        assert page.status_code == 200
        return shown(page)

    return told


def test_what_to_do_now_stands_before_what_it_may_be(answer_to):
    page = answer_to(DISC)

    order = [page.index(f'id="{part}"') for part in ("now", "back", "causes", "surer", "avoid", "expect", "helps")]
    assert order == sorted(order)
    assert page.count("<h1") == 1


def test_an_emergency_holds_back_the_causes_and_shows_the_number_to_call(answer_to):
    page = answer_to(EMERGENCY)

    assert "Get help now" in page
    assert 'href="tel:' in page
    assert 'id="causes"' not in page
    assert 'id="helps"' not in page
    assert "slipped disc" not in page.lower()


def test_each_reason_has_its_source_one_press_away_and_ours_says_so(answer_to):
    page = answer_to(DISC)

    assert "More likely because" in page
    assert "No study gives this number. It is our own choice." in page
    assert "https://doi.org/" in page


def test_the_answer_of_a_record_is_entered_in_the_audit(answer_to, world):
    answer_to(DISC, reader=world.clinician)

    assert Entry.objects.filter(act=Act.READ, kind=Kind.ASSESSMENT).count() == 1


def test_a_clinician_reads_the_same_page_without_its_buttons(answer_to, world):
    page = answer_to(DISC, reader=world.clinician)

    assert "This is what Ada reads." in page
    assert "Tell what is new" not in page


def test_with_nothing_told_the_page_says_so_and_not_that_all_is_well(world, signed_in):
    page = shown(signed_in(world.ada.person).get(reverse("answer", args=[world.ada.pk])))

    assert "Nothing was told yet" in page


def test_my_answer_leads_to_ones_own(world, signed_in):
    assert signed_in(world.ada.person).get(reverse("my_answer")).url == reverse("answer", args=[world.ada.pk])
    assert signed_in(world.clinician).get(reverse("my_answer")).url == reverse("own_record")


def test_a_reason_is_told_as_it_was_told_and_says_of_nobody_that_they_told_it(answer_to):
    page = answer_to(DISC)

    assert "the pain runs down below your knee, on the left" in page
    assert "you said yes" not in page


def test_every_safety_question_is_put_to_the_person_that_of_a_weak_leg_too(world, signed_in):
    knowledge = engine()[0]
    asked = [row.finding for row in knowledge.rows(MustAskRow)]

    told = shown_to_person(assess_once({"text": "My back hurts."}, country=None, setting=None), knowledge)

    questions = {knowledge.findings[finding].question for finding in asked}
    assert questions <= set(told.surer.safety)
    assert "Is one of your legs or feet weaker than before?" in told.surer.safety
