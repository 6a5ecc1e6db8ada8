"""The diary as a file: out as it is, in again once, each bad line told, nobody else's."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from multifidus.clinic.audit.models import Entry
from multifidus.clinic.charts.keeping import correct, keep
from multifidus.clinic.charts.models import Reading

pytestmark = pytest.mark.django_db
HEAD = "began,minutes,worst,side,here,day_before,two_days_before,medicine,note\n"


def send(browser, record, content, name="diary.csv"):
    content = content.encode() if isinstance(content, str) else content
    return browser.post(reverse("upload_diary", args=[record.pk]), {"file": SimpleUploadedFile(name, content)})


def download(browser, record):
    return browser.get(reverse("download_diary", args=[record.pk]))


def standing(record):
    return [one.content["episode"] for one in record.readings.filter(correction=None, struck=False).order_by("at")]


def wrote(record, day, **told):
    began = datetime(2026, 11, day, 7, 40, tzinfo=UTC)
    content = {"episode": {"began": began.isoformat(), **told}}
    return keep(record, Reading.Kind.DIARY, content, author=record.person, at=began)


def test_every_spasm_that_stands_is_in_the_file_and_that_it_was_taken_is_entered(world, signed_in):
    struck = wrote(world.ada, 2, worst=9)
    correct(struck, None, author=world.ada.person, why="mistake")
    wrote(world.ada, 3, worst=4, side="left", note='said "ouch", twice')
    answer = download(signed_in(world.ada.person), world.ada)
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert answer["Content-Disposition"].startswith('attachment; filename="diary-')
    assert [(row["worst"], row["side"], row["note"]) for row in rows] == [("4", "left", 'said "ouch", twice')]
    assert Entry.objects.filter(act="export", kind="diary").count() == 1


def test_what_a_spreadsheet_would_run_is_words_in_it(world, signed_in):
    wrote(world.ada, 3, note='=HYPERLINK("http://evil.example","x")')

    assert "\"'=HYPERLINK" in download(signed_in(world.ada.person), world.ada).content.decode()


def test_out_and_in_again_is_the_same_diary(world, signed_in):
    browser = signed_in(world.ada.person)
    wrote(world.ada, 3, worst=4, note="=1+1", before={"here": ["fatigued"], "day_before": []})
    wrote(world.ada, 4, minutes=15)
    file = download(browser, world.ada).content
    assert "2 spasms of this file were there before" in send(browser, world.ada, file).content.decode()

    browser = signed_in(world.cleo.person)
    assert "2 spasms were added" in send(browser, world.cleo, file).content.decode()
    assert download(browser, world.cleo).content == file


def test_the_same_file_twice_adds_nothing(world, signed_in):
    browser, file = signed_in(world.ada.person), HEAD + "2026-11-20 07:40,15,6,left,fatigued,none,,,\n"
    for _time in range(3):
        send(browser, world.ada, file)

    assert len(standing(world.ada)) == 1
    assert standing(world.ada)[0]["before"] == {"here": ["fatigued"], "day_before": [], "two_days_before": None}


def test_what_was_taken_in_and_struck_does_not_come_back_with_the_same_file(world, signed_in):
    browser, file = signed_in(world.ada.person), HEAD + "2026-11-20 07:40,15,6,left,,,,,\n"
    send(browser, world.ada, file)
    correct(world.ada.readings.get(), None, author=world.ada.person, why="mistake")
    send(browser, world.ada, file)

    assert standing(world.ada) == []


def test_a_bad_line_is_told_with_its_number_and_the_good_ones_are_kept(world, signed_in):
    file = (
        HEAD
        + "2026-11-20 07:40,15,6,left,,,,,\nyesterday,,,,,,,,\n2026-11-21 08:00,15,11,,,,,,\n2126-11-21 08:00,,,,,,,,\n"
    )
    page = send(signed_in(world.ada.person), world.ada, file).content.decode()

    assert len(standing(world.ada)) == 1
    assert "Line 3:" in page
    assert "Line 4:" in page
    assert "Line 5:" in page
    assert "ahead of us" in page


def test_times_without_a_zone_are_those_of_where_the_person_is(world, signed_in):
    world.ada.person.time_zone = "Europe/Berlin"
    world.ada.person.save()
    send(signed_in(world.ada.person), world.ada, HEAD + "2026-11-20 07:40,,,,,,,,\n")

    assert standing(world.ada)[0]["began"] == "2026-11-20T07:40:00+01:00"


def test_a_danger_sign_in_a_file_is_shown_at_once(world, signed_in):
    file = HEAD + '2026-11-26 07:40,,8,,,,,,"numb between my legs and cannot pee"\n'
    page = send(signed_in(world.ada.person), world.ada, file).content.decode()

    assert "needs a look now" in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no table"),
        (b"%PDF-1.7\nfoo", "began"),
        (b"PK\x03\x04\x00\x00", "no table"),
        (b"date,pain\n1,2\n", "began"),
        (b"began,began\n1,2\n", "twice"),
        (b'began\n"' + b"x" * 200_000, "no table"),
        (b"began\n" + b"2026-11-20 07:40\n" * 70_000, "larger than 1 MB"),
        (b"<script>alert(1)</script>", "began"),
    ],
)
def test_what_is_no_diary_is_refused_in_clear_words(world, signed_in, content, words):
    answer = send(signed_in(world.ada.person), world.ada, content)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert standing(world.ada) == []


def test_no_file_at_all_is_told_at_the_field(world, signed_in):
    answer = signed_in(world.ada.person).post(reverse("upload_diary", args=[world.ada.pk]), {})

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_a_clinician_takes_no_copy_and_brings_nothing_in(world, signed_in):
    wrote(world.ada, 3)
    browser = signed_in(world.clinician)

    assert download(browser, world.ada).status_code == 404
    assert send(browser, world.ada, HEAD + "2026-11-20 07:40,,,,,,,,\n").status_code == 404
    assert len(standing(world.ada)) == 1


def test_nobody_sends_files_without_end(world, signed_in):
    """Each may hold a thousand entries, and holds a thread while they are kept."""
    browser = signed_in(world.ada.person)

    sent = [browser.post(reverse("upload_diary", args=[world.ada.pk]), {}).status_code for _ in range(31)]

    assert sent == [422] * 30 + [429]
