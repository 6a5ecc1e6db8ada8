"""How is it now: asked again after some weeks; a danger sign that came since leads to help at once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from clinic.world import shown
from multifidus.clinic.charts.assessing import latest
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading

pytestmark = pytest.mark.django_db
DENIED = ("saddle_numbness", "urine_change", "bowel_dysfunction", "sexual_dysfunction", "motor_weakness_leg")


@pytest.fixture
def weeks_ago(world):
    """Ada told all of this three weeks ago."""

    def told(**findings) -> None:
        said = {"spasm": True, "back_pain_present": True, **dict.fromkeys(DENIED, False), **findings}
        at = timezone.now() - timedelta(weeks=3)
        keep(world.ada, Reading.Kind.INTERVIEW, {"findings": said}, author=world.ada.person, at=at)

    return told


@pytest.fixture
def ask(world, signed_in):
    """The page, opened or filled in by Ada; what is asked is answered with no unless it is given."""
    address = reverse("follow_up", args=[world.ada.pk])

    def asked(given=None, **more):
        browser = signed_in(world.ada.person)
        page = browser.get(address)
        if given is None:
            return page
        names = [name for name in page.context["form"].fields if name.startswith("asked-")]
        told = dict.fromkeys(names, "no") | {"change": "better", "pain": "2", "day": "yes", "sent_as": str(uuid4())}
        return browser.post(address, {**told, **given}, **more)

    return asked


def test_what_was_denied_weeks_ago_is_asked_again(weeks_ago, ask):
    weeks_ago()

    page = shown(ask())

    for finding in DENIED:
        assert f'name="asked-{finding}"' in page
    assert "Do not wait for this page" in page


def test_what_was_denied_a_moment_ago_is_not_asked_again(weeks_ago, ask):
    weeks_ago()
    ask({})

    asked = [name for name in ask().context["form"].fields if name.startswith("asked-")]

    assert asked == []


def test_a_danger_sign_that_came_since_leads_to_help_at_once(weeks_ago, ask, world):
    weeks_ago()

    sent = ask({"asked-saddle_numbness": "yes"}, follow=True)

    assert sent.redirect_chain[-1][0] == reverse("answer", args=[world.ada.pk])
    assert "Get help now" in shown(sent)
    assert latest(world.ada).urgency == "emergency"


def test_what_somebody_does_not_know_stays_open(weeks_ago, ask, world):
    weeks_ago()

    ask({"asked-urine_change": "unsure"})

    assert "urine_change" in latest(world.ada).answer["ask_first"]
    assert "saddle_numbness" not in latest(world.ada).answer["ask_first"]


def test_it_is_kept_as_an_interview_with_the_pain_and_what_has_changed(weeks_ago, ask, world):
    weeks_ago()

    ask({"pain": "3", "change": "worse", "day": "partly"})

    kept = world.ada.readings.first()
    assert kept.kind == Reading.Kind.INTERVIEW
    assert kept.content["findings"]["pain_0_10"] == 3
    assert kept.content["follow_up"] == {"change": "worse", "day": "partly"}


def test_sent_twice_it_is_kept_once(weeks_ago, ask, world):
    weeks_ago()
    once = {"sent_as": str(uuid4())}

    browser_answers = [ask(once) for _ in range(2)]

    assert world.ada.readings.count() == 2
    assert all(answer.status_code in (302, 422) for answer in browser_answers)


def test_who_is_free_of_pain_is_not_told_that_they_have_no_complaint_to_speak_of(weeks_ago, ask):
    weeks_ago()

    page = shown(ask({"change": "gone", "pain": "0"}, follow=True))

    assert "The pain is gone" in page
    assert "We cannot rank the causes for you" not in page


def test_a_pain_that_is_gone_and_still_there_is_asked_about_and_nothing_typed_is_lost(weeks_ago, ask, world):
    weeks_ago()

    sent = ask({"change": "gone", "pain": "6"})

    assert sent.status_code == 422
    assert "You say that the pain is gone." in shown(sent)
    assert sent.context["form"]["pain"].value() == "6"
    assert world.ada.readings.count() == 1


@pytest.mark.parametrize("bad", ["", "<script>alert(1)</script>", "'; DROP TABLE charts_reading; --", "9" * 500_000])
def test_hostile_answers_are_refused_at_their_field(weeks_ago, ask, world, bad):
    weeks_ago()

    sent = ask(dict.fromkeys(("change", "pain", "day", "asked-saddle_numbness"), bad))

    assert sent.status_code == 422
    assert "<script>alert" not in shown(sent)
    assert world.ada.readings.count() == 1


def test_nobody_else_fills_it_in(weeks_ago, world, signed_in):
    weeks_ago()
    address = reverse("follow_up", args=[world.ada.pk])

    for other in (world.clinician, world.scheduler, world.administrator, world.other_clinician, world.bert.person):
        assert signed_in(other).get(address).status_code == 404
        assert signed_in(other).post(address, {"change": "better", "pain": "1", "day": "yes"}).status_code == 404
    assert world.ada.readings.count() == 1


def test_what_got_worse_is_told_to_be_looked_at_and_how_it_went_stands_beside_the_course(weeks_ago, ask, world):
    weeks_ago(pain_0_10=4)

    page = shown(ask({"pain": "7", "change": "worse", "day": "no"}, follow=True))

    assert "You said that it got worse" in page
    assert "How it went so far" in page


def test_a_correction_keeps_how_it_had_changed(weeks_ago, ask, world, signed_in):
    weeks_ago()
    ask({})
    kept = world.ada.readings.first()
    address = reverse("correct_reading", args=[world.ada.pk, kept.pk])
    browser = signed_in(world.ada.person)
    filled = {name: field.value() or "" for name, field in _fields(browser.get(address).context["form"])}

    sent = browser.post(address, {**filled, "why": "wrong number"})

    assert sent.status_code == 302
    assert world.ada.readings.get(corrects=kept.pk).content["follow_up"] == kept.content["follow_up"]


def _fields(form):
    return [(name, form[name]) for name in form.fields]


def test_who_told_nothing_for_weeks_is_asked_how_it_is_now_and_who_told_today_is_not(weeks_ago, ask, world, signed_in):
    weeks_ago()
    address = reverse("answer", args=[world.ada.pk])

    before = shown(signed_in(world.ada.person).get(address))
    ask({})
    after = shown(signed_in(world.ada.person).get(address))

    assert "Some danger signs can come later" in before
    assert "Some danger signs can come later" not in after


def test_what_got_worse_long_ago_is_no_word_on_today(world, signed_in):
    said = {"findings": {"pain_0_10": 8}, "follow_up": {"change": "worse", "day": "no"}}
    at = timezone.now() - timedelta(weeks=8)
    keep(world.ada, Reading.Kind.INTERVIEW, said, author=world.ada.person, at=at)

    assert "You said that it got worse" not in shown(
        signed_in(world.ada.person).get(reverse("answer", args=[world.ada.pk]))
    )
