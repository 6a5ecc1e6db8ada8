"""The chart: urgency first, the answer that was kept, in its reader's words, and never that all is well unchecked."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from multifidus.clinic.charts import assessing, falling_back
from multifidus.clinic.charts.assessing import reassess
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Assessment, Reading
from multifidus.clinic.charts.once import assess_once
from multifidus.clinic.charts.shown import changes, shown
from multifidus.clinic.charts.shown.words import Words

NOTE = """34 year old woman, low back pain for two weeks after lifting a box, pain shoots down her left leg below
the knee to the big toe. Coughing makes it worse. The big toe is weak. No fever. No trouble with bladder."""
DANGER = "My back hurts. I cannot feel the skin between my legs and I cannot pee."


def answer(text):
    return assess_once({"text": text}, country="GB", setting=None)


def in_words(text, audience="clinician", **more):
    return shown(answer(text), {}, Words(engine()[0], audience), **more)


def page(browser, record, path=""):
    got = browser.get(f"/records/{record.pk}/{path}")
    assert got.status_code == 200
    return re.sub(r"\s+", " ", got.content.decode())


def test_an_emergency_stands_before_everything_else(world, signed_in):
    keep(world.ada, Reading.Kind.NOTE, {"text": DANGER}, author=world.ada.person)
    html = page(signed_in(world.ada.person), world.ada)

    assert html.index("Get help now") < html.index("Call 999") < html.index("Tell what is new")
    assert "notice emergency" in html
    assert 'href="tel:999"' in html
    assert "What it may be" not in html, "a person in an emergency reads no ranking before they get help"


def test_a_clinician_reads_what_to_do_in_an_emergency_before_red_flags_and_causes(world, signed_in):
    keep(world.ada, Reading.Kind.NOTE, {"text": DANGER}, author=world.ada.person)
    html = page(signed_in(world.clinician), world.ada)

    assert html.index("Emergency: the same hour") < html.index("Red flags") < html.index(">Causes<")
    assert html.index("emergency lumbar MRI") < html.index("Red flags")


def test_the_page_shows_the_figures_that_were_kept_and_none_of_its_own():
    told = answer(NOTE)
    first = in_words(NOTE).causes.shown[0]

    assert (first.id, first.p) == (told["causes"][0]["id"], told["causes"][0]["probability"])
    assert first.low <= first.p <= first.high


def test_every_reason_names_its_source_or_says_that_it_is_ours():
    for cause in in_words(NOTE).causes.shown:
        for reason in cause.reasons:
            assert all(one.name and one.status for one in reason.cited)


def test_the_person_reads_plain_words_and_the_clinician_clinical_ones():
    plain, clinical = in_words(NOTE, "person"), in_words(NOTE, "clinician")

    assert (plain.causes.shown[0].name, clinical.causes.shown[0].name) == ("Slipped disc", "Lumbar disc herniation")
    assert not plain.flags
    assert clinical.flags
    assert "Make an appointment" in plain.headline


def test_a_person_is_not_told_of_causes_that_are_hardly_likely():
    assert all(cause.p >= 0.1 for cause in in_words(NOTE, "person").causes.shown[1:])


def test_open_safety_questions_are_told_to_both():
    assert in_words(NOTE, "person").questions
    assert len(in_words(NOTE, "clinician").questions) >= len(in_words(NOTE, "person").questions)


def test_signs_to_come_back_for_stand_under_what_to_do():
    calls = [one.call for one in in_words(NOTE, "person").come_back]

    assert "Go to an emergency department" in calls
    assert any("999" in call for call in calls)


@pytest.mark.parametrize("urgency", ["self_care", "routine"])
def test_a_failed_assessment_never_says_that_all_is_well(urgency):
    told = {**answer(NOTE), "urgency": urgency}
    found = shown(told, {}, Words(engine()[0], "person"), failed=True)

    assert (found.urgency, found.tone) == ("", "error")
    assert "could not be worked out" in found.headline


def test_the_page_of_a_chart_of_which_nothing_could_be_worked_out_says_so_and_what_to_do(world, signed_in, monkeypatch):
    def broken(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(assessing, "assess", broken)
    monkeypatch.setattr(falling_back, "red_flags", broken)
    keep(world.ada, Reading.Kind.NOTE, {"text": DANGER}, author=world.ada.person)
    html = page(signed_in(world.ada.person), world.ada)

    assert "could not be worked out" in html
    assert "emergency department now" in html
    assert "tried again" in html
    assert "Get help now" not in html


def test_an_answer_kept_with_an_older_contract_is_still_shown():
    old = {"urgency": "soon", "causes": [], "plan": {"now": []}}

    assert shown(old, {}, Words(engine()[0], "clinician")).headline == "Soon: within weeks"


def test_findings_and_causes_that_the_tables_no_longer_know_are_told_by_their_names():
    told = answer(NOTE)
    told["findings"].append({"id": "old_sign", "value": True, "side": "left", "source": "exam"})
    told["causes"][0] = {**told["causes"][0], "id": "old_cause"}
    found = shown(told, {}, Words(engine()[0], "clinician"))

    assert found.causes.shown[0].name == "old cause"
    assert "Old sign (left)" in [one.told for one in found.findings.present]


def test_what_changed_is_told_by_urgency_and_by_the_first_causes():
    words = Words(engine()[0], "clinician")
    found = changes(answer(NOTE), answer(NOTE + " Now numb in the saddle area and cannot pee."), words)

    assert (found.urgency_before, found.urgency_after, found.more_urgent) == ("soon", "emergency", True)
    assert any("Cauda equina" in one.name and one.up for one in found.moved)
    assert not changes(answer(NOTE), answer(NOTE), words).any
    assert not changes({}, answer(NOTE), words).any


def test_each_finding_leads_to_its_reading_and_what_lapsed_is_told(world, signed_in):
    at = timezone.now() - timedelta(days=60)
    old = keep(
        world.ada, Reading.Kind.INTERVIEW, {"findings": {"saddle_numbness": False}}, author=world.clinician, at=at
    )
    new = keep(world.ada, Reading.Kind.NOTE, {"text": NOTE}, author=world.clinician)
    html = page(signed_in(world.clinician), world.ada)

    assert html.count(f"/records/{world.ada.pk}/readings/{new.pk}/") > 5
    assert "count no more" in html or "counts no more" in html
    assert f"/readings/{old.pk}/" in html


def test_the_chart_says_with_which_tables_and_when_it_was_worked_out(world, signed_in):
    keep(world.ada, Reading.Kind.NOTE, {"text": NOTE}, author=world.clinician)

    assert engine()[0].edition in page(signed_in(world.ada.person), world.ada)


def test_a_reading_has_a_page_with_its_words_and_what_was_understood(world, signed_in):
    made = keep(world.ada, Reading.Kind.NOTE, {"text": "<b>My back</b> hurts & no fever."}, author=world.clinician)
    html = page(signed_in(world.ada.person), world.ada, f"readings/{made.pk}/")

    assert "&lt;b&gt;My back&lt;/b&gt; hurts &amp; no fever." in html
    assert "Back pain present" in html


def test_the_reading_and_the_assessment_of_another_record_are_not_found_under_this_one(world, signed_in):
    other = keep(world.bert, Reading.Kind.NOTE, {"text": NOTE}, author=world.bert.person)
    made = reassess(world.bert)
    browser = signed_in(world.ada.person)

    assert browser.get(f"/records/{world.ada.pk}/readings/{other.pk}/").status_code == 404
    assert browser.get(f"/records/{world.ada.pk}/assessments/{made.pk}/").status_code == 404


def test_an_older_assessment_is_shown_as_it_was_made_and_says_that_it_is_older(world, signed_in):
    keep(world.ada, Reading.Kind.NOTE, {"text": NOTE}, author=world.clinician)
    first = reassess(world.ada)
    keep(world.ada, Reading.Kind.NOTE, {"text": DANGER}, author=world.ada.person)
    reassess(world.ada)
    browser = signed_in(world.clinician)

    assert "not the latest" in page(browser, world.ada, f"assessments/{first.pk}/")
    listed = page(browser, world.ada, "assessments/")
    assert listed.index("Emergency: the same hour") < listed.index("Soon: within weeks")
    assert "What changed" in listed


def test_an_empty_chart_says_what_to_do(world, signed_in):
    assert "Nothing was told yet" in page(signed_in(world.ada.person), world.ada)
    assert not Assessment.objects.exists()


def test_opening_a_chart_asks_the_database_little(world, signed_in, django_assert_max_num_queries):
    for day in range(30):
        at = timezone.now() - timedelta(days=day + 1)
        keep(world.ada, Reading.Kind.DIARY, {"text": "back pain"}, author=world.ada.person, at=at)
    reassess(world.ada)
    browser = signed_in(world.clinician)
    with django_assert_max_num_queries(40):
        page(browser, world.ada)
