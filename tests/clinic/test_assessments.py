"""Assessments: made at once from all that stands, kept with their edition, never an older one for a newer one."""

import threading
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from clinic.world import made as made_world
from multifidus.clinic.charts import assessing, falling_back, gathering, holding
from multifidus.clinic.charts.assessing import latest, reassess
from multifidus.clinic.charts.current import current
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Assessment, Reading
from multifidus.clinic.charts.reassessing import ask_for_due, reassess_again
from multifidus.clinic.clinics.models import Clinic
from multifidus.clinic.jobs.models import Job
from multifidus.clinic.jobs.running import work_off
from multifidus.clinic.records.models import Consent

MILD = "My back locked up after I lifted a sofa yesterday."
DANGER = "I cannot feel the skin between my legs and I cannot pee."


@pytest.fixture
def told(world):
    def tell(text=None, *, days_ago=0.0, author=None, kind=Reading.Kind.NOTE, **findings):
        content = {"text": text} if text else {"findings": findings}
        at = timezone.now() - timedelta(days=days_ago)
        return keep(world.ada, kind, content, author=author or world.ada.person, at=at)

    return tell


def findings_of(assessment):
    return {finding["id"]: finding for finding in assessment.answer["findings"]}


def fail(monkeypatch, room, name):
    def broken(*args, **kwargs):
        raise ZeroDivisionError("words of a patient: saddle")

    monkeypatch.setattr(room, name, broken)


def test_an_assessment_keeps_the_contract_its_edition_and_its_readings(world, told):
    reading = told(MILD)
    made = reassess(world.ada)

    assert made.edition == engine()[0].edition == made.answer["edition"]
    assert made.readings == [str(reading.pk)]
    assert made.answer["causes"][0]["why"]
    assert made.urgency == made.answer["urgency"]


def test_a_danger_told_weeks_ago_still_raises_the_urgency_of_a_mild_day(world, told):
    told(DANGER, days_ago=20)
    told(MILD)

    made = reassess(world.ada)
    assert made.urgency == "emergency"
    assert made.gathered["ask_again"]


def test_each_finding_names_the_reading_it_came_from_and_how_it_got_in(world, told):
    exam = told(kind=Reading.Kind.EXAM, author=world.clinician, slr_positive={"value": True, "side": "left"})
    note = told(MILD)
    made = reassess(world.ada)

    assert made.gathered["came_from"]["slr_positive"] == [str(exam.pk)]
    assert made.gathered["came_from"]["onset_while_lifting"] == [str(note.pk)]
    assert findings_of(made)["slr_positive"]["source"] == "exam"


def test_words_beside_the_findings_of_an_exam_are_heard_and_the_danger_among_them_wins(world):
    content = {"findings": {"saddle_numbness": False, "slr_positive": "left"}, "text": "numb in the saddle area"}
    keep(world.ada, Reading.Kind.EXAM, content, author=world.clinician)

    assert findings_of(reassess(world.ada))["saddle_numbness"]["value"] is True


def test_what_was_denied_weeks_ago_has_lapsed_and_the_chart_says_so(world, told):
    told(saddle_numbness=False, days_ago=60, kind=Reading.Kind.INTERVIEW)
    made = reassess(world.ada)

    assert [one["id"] for one in made.gathered["lapsed"]] == ["saddle_numbness"]
    assert "saddle_numbness" in made.answer["ask_first"]


def test_the_age_is_that_of_today(world, told):
    world.ada.born, world.ada.sex = timezone.localdate() - timedelta(days=365 * 40 + 20), "female"
    told(MILD)
    made = reassess(world.ada)

    assert findings_of(made)["age"]["value"] == 40
    assert findings_of(made)["female"]["source"] == "record"


def test_the_emergency_number_is_that_of_the_clinic(world, told):
    told(DANGER)

    assert "999" in str(reassess(world.ada).answer["plan"]["now"])


def test_a_clinic_in_a_country_without_a_known_number_stops_no_assessment(world, told):
    odd = Clinic.objects.create(name="Far away", country="QX")
    Consent.objects.create(record=world.cleo, clinic=odd, given=Consent.Given.TOLD)
    keep(world.cleo, Reading.Kind.NOTE, {"text": DANGER}, author=world.cleo.person)

    assert "112" in str(reassess(world.cleo).answer["plan"]["now"])


def test_when_assessing_fails_the_reading_stays_and_the_red_flags_are_told(world, signed_in, monkeypatch):
    fail(monkeypatch, assessing, "assess")
    sent = signed_in(world.ada.person).post(f"/records/{world.ada.pk}/readings/new", {"text": DANGER})

    assert sent.status_code == 302
    assert world.ada.readings.get().content == {"text": DANGER}
    made = latest(world.ada)
    assert (made.failed, made.urgency) == ("ZeroDivisionError", "emergency")
    assert "999" in str(made.answer["plan"]["now"])
    assert "tried again" in made.answer["troubles"][0]
    assert "saddle" not in made.failed


def test_when_even_the_red_flags_fail_nothing_is_lost_and_nobody_is_told_that_all_is_well(world, told, monkeypatch):
    fail(monkeypatch, assessing, "assess")
    fail(monkeypatch, falling_back, "red_flags")
    told(DANGER)

    made = reassess(world.ada)
    assert (made.urgency, made.answer) == ("", {})
    assert made.failed == "ZeroDivisionError, ZeroDivisionError"


def test_one_text_that_cannot_be_read_takes_no_other_reading_with_it(world, told, monkeypatch):
    real = gathering.read_file

    def choosy(name, content, knowledge):
        if b"sofa" in content:
            raise ZeroDivisionError
        return real(name, content, knowledge)

    monkeypatch.setattr(gathering, "read_file", choosy)
    lost = told(MILD)
    told(DANGER)

    made = reassess(world.ada)
    assert made.urgency == "emergency"
    assert made.failed == "ZeroDivisionError"
    assert made.gathered["unreadable"] == [{"reading": str(lost.pk), "what": "text", "why": "ZeroDivisionError"}]
    assert "could not be read" in str(made.answer["troubles"])


def test_findings_that_cannot_be_read_take_no_words_with_them(world, monkeypatch):
    fail(monkeypatch, gathering, "case_of")
    keep(world.ada, Reading.Kind.EXAM, {"findings": {"spasm": True}, "text": DANGER}, author=world.clinician)

    made = reassess(world.ada)
    assert (made.urgency, made.failed) == ("emergency", "ZeroDivisionError")
    assert [one["what"] for one in made.gathered["unreadable"]] == ["findings"]


def test_a_finding_that_new_tables_do_not_know_is_named_and_the_others_count(world, told):
    told(saddle_numbness=True, finding_of_old_tables=True)

    made = reassess(world.ada)
    assert made.urgency == "emergency"
    assert made.gathered["unreadable"][0]["what"] == "finding_of_old_tables"
    assert not made.failed


def test_a_failure_is_kept_once_and_made_good_when_it_works_again(world, told, monkeypatch):
    told(MILD)
    with monkeypatch.context() as broken:
        fail(broken, assessing, "assess")
        reassess(world.ada)
        reassess(world.ada)
        assert world.ada.assessments.count() == 1
    monkeypatch.setattr(timezone, "now", lambda real=timezone.now: real() + timedelta(minutes=5))

    made = current(world.ada)
    assert (made.failed, made.because) == ("", Assessment.Because.RETRY)


def test_of_two_readings_at_once_the_assessment_that_saw_both_is_the_latest(world, told, monkeypatch):
    """The slow one saw the first reading alone, and is written last."""
    told(MILD)
    real = assessing.work_out

    def slow(record, standing, *, now):
        monkeypatch.setattr(assessing, "work_out", real)
        told(DANGER)
        reassess(record)  # somebody else's request, quicker than this one
        return real(record, standing, now=now)

    monkeypatch.setattr(assessing, "work_out", slow)
    slow_one = reassess(world.ada)

    assert world.ada.assessments.count() == 2
    assert (slow_one.seen, latest(world.ada).seen) == (1, 2)
    assert latest(world.ada).urgency == "emergency"


def test_a_reading_that_was_kept_but_never_assessed_is_assessed_when_the_chart_is_opened(world, told, signed_in):
    told(DANGER)
    signed_in(world.ada.person).get(f"/records/{world.ada.pk}/")

    assert latest(world.ada).urgency == "emergency"


def test_nothing_is_made_anew_while_it_holds(world, told):
    told(MILD)

    assert current(world.ada) == current(world.ada)
    assert world.ada.assessments.count() == 1


def test_new_tables_make_a_new_assessment_and_the_old_one_stays(world, told):
    told(MILD)
    reading = world.ada.readings.get()
    Assessment.objects.create(
        record=world.ada,
        seen=1,
        edition="2020-01-01+0000",
        urgency="self_care",
        readings=[str(reading.pk)],
        answer={},
    )

    made = current(world.ada)
    assert (made.edition, made.because) == (engine()[0].edition, Assessment.Because.TABLES)
    assert world.ada.assessments.count() == 2


def test_nobody_is_shown_a_denial_that_has_lapsed_because_a_job_has_not_run(world, told, monkeypatch):
    told(saddle_numbness=False)
    first = current(world.ada)
    later = timezone.now() + timedelta(days=60)
    monkeypatch.setattr(timezone, "now", lambda: later)

    made = current(world.ada)
    assert first.holds_until < later
    assert made.because == Assessment.Because.TIME
    assert "saddle_numbness" in [one["id"] for one in made.gathered["lapsed"]]


@pytest.mark.parametrize("born", [date(1980, 2, 29), date(1980, 12, 31), date(1980, 1, 1)])
def test_a_birthday_ends_what_holds(world, told, born):
    world.ada.born = born
    told(spasm=True)
    made = reassess(world.ada)

    assert timedelta(0) < made.holds_until - timezone.now() <= timedelta(days=366)


def test_an_acute_pain_that_grows_old_ends_what_holds(world, told):
    told(duration_weeks=5)
    made = reassess(world.ada)

    assert timedelta(days=6) <= made.holds_until - timezone.now() <= timedelta(days=8)


def test_what_is_unsure_of_time_is_looked_at_every_day_and_keeps_nobody_from_an_answer(world, told, monkeypatch):
    fail(monkeypatch, holding, "rules_of")
    told(DANGER)
    made = reassess(world.ada)

    assert (made.urgency, made.failed) == ("emergency", "")
    assert made.holds_until - timezone.now() <= timedelta(days=1)


def test_where_gathering_fails_the_red_flags_of_each_reading_are_told(world, told, monkeypatch):
    fail(monkeypatch, gathering, "gather")
    told(MILD)
    told(DANGER, days_ago=3)
    made = reassess(world.ada)

    assert (made.urgency, made.failed) == ("emergency", "ZeroDivisionError")
    assert made.answer["red_flags"]


def later(monkeypatch, **more):
    moment = timezone.now() + timedelta(**more)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_a_failure_is_tried_again_by_a_job_until_it_works(world, told, monkeypatch):
    told(MILD)
    with monkeypatch.context() as broken:
        fail(broken, assessing, "assess")
        reassess(world.ada)
        later(monkeypatch, minutes=2)
        work_off()
        job = Job.objects.get(kind="reassess")
        assert (job.state, job.clinic, job.tries) == (Job.State.WAITING, world.riverside.pk, 1)
        assert "saddle" not in job.error
    later(monkeypatch, hours=2)
    work_off()

    assert Job.objects.get(kind="reassess").state == Job.State.DONE
    assert latest(world.ada).failed == ""


def test_jobs_look_for_what_time_and_new_tables_have_left_behind_and_nothing_else(world, told, monkeypatch):
    told(saddle_numbness=False)
    assert ask_for_due() == 1, "never worked out"
    work_off()
    assert ask_for_due() == 0
    later(monkeypatch, days=60)
    assert ask_for_due() == 1, "a denial lapsed"
    assert ask_for_due() == 0, "there is a job already"
    work_off()
    assert latest(world.ada).because == Assessment.Because.TIME
    later(monkeypatch, minutes=1)
    made = latest(world.ada)
    copied = {"record": world.ada, "seen": made.seen, "readings": made.readings, "answer": made.answer}
    Assessment.objects.create(**copied, edition="2020-01-01+00", urgency="soon", made_at=timezone.now())
    assert ask_for_due() == 1, "other tables"
    later(monkeypatch, minutes=1)
    work_off()
    assert latest(world.ada).because == Assessment.Because.TABLES


def test_a_closed_record_is_worked_out_no_more(world, told):
    told(MILD)
    type(world.ada).objects.filter(pk=world.ada.pk).update(closed_at=timezone.now(), person=None)

    assert ask_for_due() == 0
    reassess_again(world.ada.pk)
    assert not Assessment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_readings_sent_by_many_at_once_are_all_kept_once_and_the_latest_answer_saw_them_all(transactional_db):
    if connection.vendor == "sqlite":
        pytest.skip("a database in memory has one connection; PostgreSQL has the race")
    world, ready, twice = made_world(), threading.Barrier(8), uuid4()

    def one(number):
        browser = Client()
        browser.force_login(world.ada.person)
        ready.wait()
        sent_as = twice if number < 4 else uuid4()  # four are the same, sent by a phone that heard no answer
        text = DANGER if number < 4 else f"back pain {number}"
        answers.append(browser.post(f"/records/{world.ada.pk}/readings/new", {"text": text, "sent_as": sent_as}))
        connections.close_all()

    answers = []
    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in answers] == [302] * 8
    assert world.ada.readings.count() == 5
    assert latest(world.ada).seen == 5
    assert latest(world.ada).urgency == "emergency"
