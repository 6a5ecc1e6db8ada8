"""Readings: kept as they came, told who and when, never changed, never lost."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from multifidus.clinic.charts.content import LONGEST_TEXT, checked
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.keeping import SentBeforeError, keep
from multifidus.clinic.charts.models import Assessment, Reading
from multifidus.clinic.charts.moment import checked_moment
from multifidus.errors import InputError

WORDS = "  My back locked up when I lifted a sofa.\n\n\tIt is 😖 — no fever.  "
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def send(browser, record, **data):
    return browser.post(f"/records/{record.pk}/readings/new", data)


def test_words_are_kept_exactly_as_they_were_typed(world, signed_in):
    assert send(signed_in(world.ada.person), world.ada, text=WORDS).status_code == 302

    assert world.ada.readings.get().content == {"text": WORDS}


def test_the_end_of_a_line_is_the_one_that_was_typed_not_the_one_that_browsers_send(world, signed_in):
    send(signed_in(world.ada.person), world.ada, text="back pain\r\nsince Monday")

    assert world.ada.readings.get().content["text"] == "back pain\nsince Monday"


def test_a_reading_says_who_told_it_in_whose_name_and_when_it_was_so(world, signed_in):
    send(
        signed_in(world.clinician), world.ada, text="Sciatica on the left.", kind="note", day="2026-01-05", time="09:30"
    )

    reading = world.ada.readings.get()
    assert (reading.author, reading.clinic, reading.by_clinician) == (world.clinician, world.riverside, True)
    assert reading.at == datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
    assert timezone.now() - reading.entered_at < timedelta(minutes=1)


def test_a_day_is_read_in_the_time_zone_of_the_clinic(world, signed_in):
    world.riverside.time_zone = "America/New_York"
    world.riverside.save()
    send(signed_in(world.ada.person), world.ada, text="back pain", day="2026-01-05", time="20:00")

    assert world.ada.readings.get().at == datetime(2026, 1, 6, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent", "field", "told"),
    [
        ({"text": "   "}, "text", "Nothing was written"),
        ({"text": ""}, "text", "This field is required"),
        ({"text": "back\x00pain"}, "text", "Null characters are not allowed"),
        ({"text": "back pain", "day": "9999-12-31"}, "day", "That lies ahead of us"),
        ({"text": "back pain", "day": "0001-01-01"}, "day", "Nobody alive was there"),
        ({"text": "back pain", "day": "1969-12-31"}, "day", "That is before the person was born"),
        ({"text": "back pain", "day": "31.12."}, "day", "Enter a valid date"),
        ({"text": "back pain", "kind": "image"}, "kind", "Select a valid choice"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field_and_nothing_typed_is_lost(world, signed_in, sent, field, told):
    world.ada.born = datetime(1970, 1, 1).date()
    world.ada.save()
    answer = send(signed_in(world.ada.person), world.ada, **sent)

    assert answer.status_code == 422
    assert told in str(answer.context["form"].errors[field])
    assert answer.context["form"]["text"].value() == sent["text"]
    assert not world.ada.readings.exists()


def test_a_text_that_is_too_long_is_refused_with_what_to_do(world, signed_in):
    answer = send(signed_in(world.ada.person), world.ada, text="x" * (LONGEST_TEXT + 1))

    assert answer.status_code == 422
    assert not world.ada.readings.exists()


def test_pressing_the_button_twice_keeps_one_reading(world, signed_in):
    browser = signed_in(world.ada.person)
    sent_as = uuid4()
    for _ in range(2):
        assert send(browser, world.ada, text=WORDS, sent_as=sent_as).status_code == 302

    assert world.ada.readings.count() == 1


def test_other_words_from_a_page_sent_before_are_not_lost(world, signed_in):
    browser = signed_in(world.ada.person)
    sent_as = uuid4()
    send(browser, world.ada, text="first words", sent_as=sent_as)
    again = send(browser, world.ada, text="other words", sent_as=sent_as)
    form = again.context["form"]

    assert "sent this page before" in str(form.errors)
    assert form["text"].value() == "other words"
    assert send(browser, world.ada, text="other words", sent_as=form["sent_as"].value()).status_code == 302
    assert world.ada.readings.count() == 2


def test_what_a_program_sends_twice_with_other_content_is_refused(world):
    sent_as = uuid4()
    keep(world.ada, Reading.Kind.NOTE, {"text": "one"}, author=world.ada.person, sent_as=sent_as)
    with pytest.raises(SentBeforeError):
        keep(world.ada, Reading.Kind.NOTE, {"text": "two"}, author=world.ada.person, sent_as=sent_as)


@pytest.mark.parametrize(
    ("content", "where", "problem"),
    [
        ({}, "content", "nothing was told"),
        ({"words": "x"}, "content", "unknown key words"),
        ({"text": 3}, "text", "no text"),
        ({"text": "a\ud800b"}, "text", "cannot be kept"),
        ({"text": "a\x00b"}, "text", "cannot be kept"),
        ({"findings": {}}, "findings", "no finding"),
        ({"findings": {"spasm": float("nan")}}, "findings", "a number that is none"),
        ({"findings": {"spasms": True}}, "spasms", "no finding is called"),
        ({"findings": {"age": 1e300}}, "age", "impossible"),
        ({"findings": {"spasm": "a\x00b"}}, "findings", "cannot be kept"),
        ({"findings": {"spasm": {"value": True, "side": "above"}}}, "spasm", "not a side"),
        ({"findings": {"mrc_hip_flexion": {"value": 6, "side": "left"}}}, "mrc_hip_flexion", "impossible"),
        ({"findings": {"age": 30}, "setting": "moon"}, "setting", "not a setting"),
    ],
)
def test_what_the_core_or_a_database_cannot_hold_is_refused_with_its_place(content, where, problem):
    with pytest.raises(InputError) as refused:
        checked(content, engine()[0])

    assert refused.value.where.endswith(where)
    assert problem in refused.value.problem


@pytest.mark.parametrize(
    "at",
    [NOW + timedelta(seconds=1), datetime.max.replace(tzinfo=UTC), datetime(2026, 1, 1), datetime(1, 1, 1, tzinfo=UTC)],
)
def test_nothing_was_so_in_the_future_before_anybody_lived_or_at_a_time_that_nobody_knows(at):
    with pytest.raises(InputError, match="at"):
        checked_moment(at, now=NOW)


@pytest.mark.parametrize("column", ["content", "at", "kind", "why", "sent_as", "struck", "entered_at"])
def test_the_database_itself_refuses_to_change_a_reading(world, column):
    keep(world.ada, Reading.Kind.NOTE, {"text": "one"}, author=world.ada.person)
    value = {
        "content": {"text": "two"},
        "at": NOW,
        "entered_at": NOW,
        "kind": "exam",
        "struck": False,
        "sent_as": uuid4(),
    }
    with pytest.raises(DatabaseError, match="only added, never changed"), transaction.atomic():
        world.ada.readings.update(**{column: value.get(column, "x")})

    assert world.ada.readings.get().content == {"text": "one"}


def test_the_database_itself_refuses_to_change_an_assessment(world, signed_in):
    send(signed_in(world.ada.person), world.ada, text=WORDS)
    with pytest.raises(DatabaseError, match="only added, never changed"), transaction.atomic():
        Assessment.objects.update(urgency="self_care")


def test_who_wrote_a_reading_may_be_forgotten_without_it(world):
    keep(world.ada, Reading.Kind.NOTE, {"text": "one"}, author=world.clinician)
    world.ada.readings.update(author=None)

    assert world.ada.readings.get().content == {"text": "one"}
