"""The pain since a plan began, held against what was measured in others: honest, with its source."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinic.planned import STRAIN, begun, page, told
from multifidus.clinic.charts.assessing import reassess
from multifidus.clinic.charts.keeping import correct, keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.plans.course import Goes, course_of
from multifidus.clinic.plans.course_picture import BOTTOM, HEIGHT, LEFT, TOP, picture_of
from multifidus.clinic.plans.expected import expected_of
from multifidus.clinic.plans.following import following
from multifidus.clinic.plans.pains import pains_of

pytestmark = pytest.mark.django_db
WEEKS = 4


@pytest.fixture
def ada(world):
    """Four weeks ago the pain was 6 and a plan began."""
    record = world.ada
    told(record, {**STRAIN, "duration_weeks": 0.5, "pain_0_10": 6}, at=ago(weeks=WEEKS))
    begun(record, "walking", days_ago=WEEKS * 7)
    return record


def ago(**time):
    return timezone.now() - timedelta(**time)


def course(record):
    return course_of(record, following(record))


def test_mean_pain_is_read_off_the_assessment_with_its_interval_and_source(ada):
    expected = expected_of(ada.assessments.last().answer)

    assert [(at.week, at.pain, at.low, at.high) for at in expected.points][:2] == [
        (0, 5.2, 4.8, 5.7),
        (6, 2.3, 2.1, 2.5),
    ]
    assert expected.sources == (("Costa2012", "checked"),)
    assert expected.share(0)[0] == 1
    assert expected.share(3)[0] == pytest.approx((5.2 + 2.3) / 2 / 5.2)
    assert expected.share(500)[0] == pytest.approx(0.6 / 5.2)


@pytest.mark.parametrize(("pain", "goes"), [(0, Goes.FASTER), (3, Goes.AS_USUAL), (6, Goes.SLOWER)])
def test_the_pain_now_is_held_against_the_share_that_is_usual_by_now(ada, pain, goes):
    told(ada, {"pain_0_10": pain})

    found = course(ada)
    assert found.goes is goes
    assert found.usual == pytest.approx(6 * (5.2 + (2.3 - 5.2) * WEEKS / 6) / 5.2)


def test_slower_than_usual_is_said_plainly_and_leads_to_somebody_who_looks(ada, signed_in):
    told(ada, {"pain_0_10": 7})

    shown = page(signed_in(ada.person), "plan_course", ada)
    assert "The pain was 6 of 10 at the beginning, and 7 on" in shown
    assert "It eases more slowly than usual." in shown
    assert "Costa2012" in shown
    assert "our simplification" in shown


def test_the_picture_has_a_table_beside_it(ada, signed_in):
    told(ada, {"pain_0_10": 4}, at=ago(days=7))
    told(ada, {"pain_0_10": 2})

    shown = page(signed_in(ada.person), "plan_course", ada)
    assert shown.count('class="point" cx=') == 3 + 1, "and one in the key"
    assert shown.count('<td class="number"') == 3


def test_the_worst_of_a_spasm_is_shown_and_not_compared(ada):
    keep(
        ada,
        Reading.Kind.DIARY,
        {"episode": {"began": ago(days=2).isoformat(), "minutes": 10, "worst": 9, "side": None}},
        author=ada.person,
        at=ago(days=2),
    )
    reassess(ada)

    found = course(ada)
    assert found.goes is Goes.NOT_YET
    assert [one.pain for one in found.spasms] == [9]


def test_pain_that_was_told_in_words_counts(ada):
    keep(ada, Reading.Kind.NOTE, {"text": "the pain is 4/10 today, no numbness, peeing as always"}, author=ada.person)
    reassess(ada)

    assert pains_of(ada)[-1].pain == 4


def test_what_was_struck_counts_no_more(ada):
    wrong = told(ada, {"pain_0_10": 9})
    correct(wrong, None, author=ada.person, why="wrong person")
    reassess(ada)

    assert [one.pain for one in pains_of(ada)] == [6]


def test_without_a_pain_the_page_asks_for_one(world, signed_in):
    told(world.ada, {name: value for name, value in STRAIN.items() if name != "pain_0_10"})
    begun(world.ada, "walking")

    assert "Tell how bad your pain is, from 0 to 10." in page(signed_in(world.ada.person), "plan_course", world.ada)


def test_where_no_course_was_measured_nothing_is_compared(world, signed_in):
    sciatica = {"leg_pain_below_knee": "left", "slr_positive": "left", "dermatomal_pain": "left", "age": 45}
    told(world.ada, {**sciatica, "pain_0_10": 7, "saddle_numbness": False}, at=ago(weeks=3))
    begun(world.ada, "walking", days_ago=21)
    told(world.ada, {"pain_0_10": 5})

    if course(world.ada).expected is None:
        assert course(world.ada).goes is Goes.UNKNOWN
        shown = page(signed_in(world.ada.person), "plan_course", world.ada)
        assert "no course was measured that it can be held against" in shown


def test_a_pain_of_the_beginning_stands_at_the_left_and_ten_at_the_top(ada):
    found = course(ada)
    picture = picture_of(found)

    x, y = picture.points[0]
    assert x == LEFT
    assert y == pytest.approx(TOP + (HEIGHT - TOP - BOTTOM) * 0.4, abs=0.1)


def test_a_clinician_in_care_sees_the_course(ada, world, signed_in):
    told(ada, {"pain_0_10": 2})

    assert "The pain was 6 of 10" in page(signed_in(world.clinician), "plan_course", ada)
