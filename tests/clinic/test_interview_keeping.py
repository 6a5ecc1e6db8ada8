"""From the interview into a record: once, by whose it is, and nothing that was taken back comes back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinic.interviewed import answer_all, begin, words_of
from clinic.test_interview_session import sign_in
from clinic.world import shown, somebody, typed
from multifidus.clinic.audit.entries import Act, Kind
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.audit.pseudonyms import pseudonym_of
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Assessment, Reading
from multifidus.clinic.interviews.remembered import KEY
from multifidus.clinic.people.models import Person
from multifidus.clinic.records.models import Record
from multifidus.clinic.records.opening import own_record

pytestmark = pytest.mark.django_db
NUMB = "My back hurts and since this morning I am numb between my legs."
LOCKED = "My back locked up yesterday when I lifted a crate."
BORN_45_YEARS_AGO = f"{timezone.now().year - 45}-01-01"


@pytest.fixture
def ann(db):
    return somebody("ann")


def kept_of(person) -> list[Reading]:
    return list(Reading.objects.filter(record__person=person).order_by("entered_at"))


def test_what_a_stranger_said_goes_into_the_record_that_they_make_afterwards(client):
    begin(client, LOCKED)
    client.post("/interview/understood", {})
    answer_all(client)
    how = client.get("/interview/keep").content.decode()
    assert "/accounts/signup/?next=/interview/keep" in how
    told = {"name": "Eve New", "email": "eve@example.org", "password1": "spines are curved 44", "agreed": "on"}
    made = client.post("/accounts/signup/", {**told, "next": "/interview/keep"})
    assert made["Location"] == "/interview/keep"
    page = client.get("/interview/keep").content.decode()
    assert 'value="Eve New"' in page
    assert "checked" in page[page.index('value="male"') :][:60], "the sex that was told is asked again"

    answer = client.post("/interview/keep", {"name": "Eve New", **typed(BORN_45_YEARS_AGO), "sex": "male"})

    eve = Person.objects.get(email="eve@example.org")
    [reading] = kept_of(eve)
    assert answer["Location"] == f"/records/{own_record(eve).pk}/answer"
    assert reading.kind == "interview"
    assert reading.content["text"] == LOCKED
    assert reading.content["findings"]["spasm"] is True
    assert reading.content["findings"]["saddle_numbness"] is False
    assert "age" not in reading.content["findings"], "the record knows it by the date of birth"
    assert reading.by_clinician is False
    assert KEY not in client.session
    assert "Kept in your record" in client.get(answer["Location"]).content.decode()


def test_it_is_kept_once_however_often_the_button_is_pressed(client, ann):
    sign_in(client, ann)
    begin(client, LOCKED)
    held = dict(client.session[KEY])
    form = {"name": "Ann", **typed("1980-03-01"), "sex": ""}
    client.post("/interview/keep", form)
    session = client.session
    session[KEY] = held  # as a second request at once still has it
    session.save()

    again = client.post("/interview/keep", form)

    assert again.status_code == 302
    assert len(kept_of(ann)) == 1


def test_sent_again_after_it_was_kept_it_leads_to_the_answer(client, ann):
    sign_in(client, ann)
    begin(client, LOCKED)
    form = {"name": "Ann", **typed("1980-03-01"), "sex": ""}
    client.post("/interview/keep", form)

    assert client.post("/interview/keep", form)["Location"] == "/my/answer"
    assert len(kept_of(ann)) == 1


def test_the_record_opened_for_it_is_entered_in_the_audit(client, world):
    sign_in(client, world.cleo.person)
    begin(client)
    answer_all(client, until=["new_below"])
    client.post("/interview/keep")

    entries = Entry.objects.filter(record=pseudonym_of(world.cleo.pk), ground="own")
    assert entries.filter(act=Act.READ, kind=Kind.INTERVIEW).count() == 2, "at the beginning and at the end"
    assert entries.filter(act=Act.WRITE, kind=Kind.READING).count() == 1


def test_what_the_person_took_back_does_not_come_back_from_their_words(client, ann):
    sign_in(client, ann)
    begin(client, NUMB)
    client.post("/interview/understood", {"not_so": ["saddle_numbness"]})
    answer_all(client)
    client.post("/interview/keep", {"name": "Ann", **typed(BORN_45_YEARS_AGO), "sex": ""})

    words, answers = kept_of(ann)
    assert words.content == {"text": NUMB}, "the words stay as they were typed"
    assert answers.corrects == words
    assert "read these words wrongly" in answers.why
    assert answers.content["findings"]["saddle_numbness"] is False
    made = Assessment.objects.filter(record=words.record).first()
    assert made.urgency != "emergency"
    assert not [flag for flag in made.answer["red_flags"] if "saddle_numbness" in flag["findings"]]


def test_nor_what_they_answered_otherwise_on_a_later_screen(client, ann):
    sign_in(client, ann)
    begin(client, NUMB)
    client.post("/interview/understood", {})
    answer_all(client, until=["new_below"])
    answer_all(client)
    client.post("/interview/keep", {"name": "Ann", **typed(BORN_45_YEARS_AGO), "sex": ""})

    made = Assessment.objects.filter(record__person=ann).first()
    assert made.urgency != "emergency"


def test_what_they_left_taken_back_and_unanswered_is_kept_as_a_no(client, ann):
    sign_in(client, ann)
    begin(client, NUMB)
    client.post("/interview/understood", {"not_so": ["saddle_numbness"]})
    client.post("/interview/keep", {"name": "Ann", **typed("1980-03-01"), "sex": ""})

    assert kept_of(ann)[1].content["findings"]["saddle_numbness"] is False


def test_what_stands_in_the_words_counts_where_nobody_took_it_back(client, ann):
    sign_in(client, ann)
    begin(client, NUMB)
    answer = client.post("/interview/keep", {"name": "Ann", **typed("1980-03-01"), "sex": ""})

    assert "Get help now" in words_of(client.get(answer["Location"]))
    assert len(kept_of(ann)) == 1


def test_answers_of_somebody_of_another_age_are_not_kept_as_ones_own(client, ann):
    sign_in(client, ann)
    begin(client)
    answer_all(client, {"age": "45"}, until=["legs"])

    page = client.post("/interview/keep", {"name": "Ann", **typed("1990-03-01"), "sex": "male"})

    assert page.status_code == 422
    assert "somebody aged 45" in words_of(page)
    assert not Record.objects.filter(person=ann).exists()


def test_nor_in_a_record_that_is_there_already(client, ann):
    Record.objects.create(person=ann, name="Ann", born="1990-03-01")
    begin(client)
    answer_all(client, {"age": "72"}, until=["legs"])
    sign_in(client, ann, "/interview/keep")

    page = client.post("/interview/keep")

    assert page.status_code == 422
    assert kept_of(ann) == []


def test_who_is_signed_in_is_not_asked_what_the_record_knows(client, ann):
    record = Record.objects.create(person=ann, name="Ann", born="1980-03-01", sex="female")
    keep(record, Reading.Kind.NOTE, {"findings": {"history_of_cancer": True, "current_smoker": True}}, author=ann)
    sign_in(client, ann)
    begin(client)

    assert "How old are you" not in words_of(client.get("/interview/1"))
    known = {one["about"]: one for one in client.session[KEY]["known"]}
    assert known["sex"]["said"] == "female"
    assert known["current_smoker"]["said"] == "yes"


def test_danger_signs_are_asked_again_though_the_record_holds_a_no_of_last_week(client, ann):
    record = Record.objects.create(person=ann, name="Ann", born="1980-03-01", sex="female")
    week_ago = timezone.now() - timedelta(days=7)
    denied = {"saddle_numbness": False, "urine_change": False, "bowel_dysfunction": False, "sexual_dysfunction": False}
    keep(record, Reading.Kind.INTERVIEW, {"findings": denied}, author=ann, at=week_ago)
    sign_in(client, ann)
    begin(client)
    answer_all(client, until=["legs"])

    assert "new_below" in client.session[KEY]["trail"]


def test_a_danger_sign_of_the_record_stands_ticked_and_its_advice_in_sight(client, ann):
    record = Record.objects.create(person=ann, name="Ann", born="1980-03-01", sex="female")
    yesterday = timezone.now() - timedelta(days=1)
    keep(record, Reading.Kind.INTERVIEW, {"findings": {"saddle_numbness": True}}, author=ann, at=yesterday)
    sign_in(client, ann)

    page = begin(client)

    assert "Get help now" in words_of(page)


def test_only_what_was_said_today_is_kept_as_said_today(client, ann):
    record = Record.objects.create(person=ann, name="Ann", born="1980-03-01", sex="female")
    keep(
        record, Reading.Kind.NOTE, {"findings": {"current_smoker": True}}, author=ann, at=timezone.now() - timedelta(90)
    )
    sign_in(client, ann)
    begin(client)
    answer_all(client, until=["with_it"])
    client.post("/interview/keep")

    told = kept_of(ann)[-1].content["findings"]
    assert "current_smoker" not in told
    assert told["saddle_numbness"] is False


def test_who_leaves_in_the_middle_may_keep_what_was_said_so_far(client, world):
    sign_in(client, world.cleo.person)
    begin(client)
    answer_all(client, until=["unwell"])

    assert "Keep what I have said so far" in shown(client.get(f"/interview/{len(client.session[KEY]['trail']) + 1}"))


def test_the_end_keeps_it_in_the_record_of_whoever_has_one(client, world):
    sign_in(client, world.cleo.person)
    begin(client)

    last = answer_all(client)

    assert last["Location"] == f"/records/{world.cleo.pk}/answer"
    assert len(kept_of(world.cleo.person)) == 1
    assert KEY not in client.session


def test_a_clinician_sees_what_was_kept_and_a_scheduler_does_not(client, world):
    sign_in(client, world.ada.person)
    begin(client, LOCKED)
    client.post("/interview/keep")
    reading = kept_of(world.ada.person)[-1]

    client.force_login(world.clinician)
    assert LOCKED in shown(client.get(f"/records/{world.ada.pk}/readings/{reading.pk}/"))
    client.force_login(world.scheduler)
    assert client.get(f"/records/{world.ada.pk}/readings/{reading.pk}/").status_code == 404
