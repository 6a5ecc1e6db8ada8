"""The diary: an episode in, each once, in nobody else's record; what the pages show of it, and to whom."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from multifidus.clinic.audit.models import Entry
from multifidus.clinic.charts.content import checked
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.keeping import keep
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.diary.forms.episode import EpisodeForm
from multifidus.clinic.diary.phones import account_on_phone

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


def entry(worst="7", **more):
    return {"sent_as": str(uuid.uuid4()), "when": "now", "worst": worst, **more}


def form_at(now, /, **fields):
    from django.http import QueryDict

    told = QueryDict(mutable=True)
    for name, value in fields.items():
        told.setlist(name, value if isinstance(value, list) else [value])
    return EpisodeForm(told, now=now, zone=LONDON)


def episode(now=datetime(2026, 11, 27, 9, 30, 20, tzinfo=UTC), /, **fields):
    form = form_at(now, **fields)
    assert form.is_valid(), form.errors
    return form.content["episode"]


def spasms(record):
    return [one.content["episode"] for one in record.readings.filter(kind="diary").order_by("entered_at")]


def send(client, person, *entries, **more):
    told = {"account": account_on_phone(person), "sent_at": timezone.now().isoformat(), "entries": entries, **more}
    return client.post("/my/diary/send", json.dumps(told), content_type="application/json")


def waiting(worst="7", written_at=None, **fields):
    written_at = written_at or timezone.now()
    told = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    return {
        "sent_as": str(uuid.uuid4()),
        "written_at": written_at.isoformat(),
        "fields": {"when": ["now"], "worst": [worst], **told},
    }


class TestTheForm:
    def test_one_tap_is_enough(self):
        told = episode(worst="7")

        assert told["began"] == "2026-11-27T09:30:00+00:00"
        assert (told["worst"], told["minutes"], told["side"]) == (7, None, None)
        assert told["before"] == {"here": None, "day_before": None, "two_days_before": None}

    def test_even_no_tap_is_an_entry(self):
        assert episode()["worst"] is None

    @pytest.mark.parametrize(
        ("when", "began"),
        [
            ({"when": "half_an_hour"}, "2026-11-27T09:00:00+00:00"),
            ({"when": "morning"}, "2026-11-27T08:00:00+00:00"),
            ({"when": "other", "day": "2026-11-25", "time": "23:10"}, "2026-11-25T23:10:00+00:00"),
            ({"when": "other", "time": "06:15"}, "2026-11-27T06:15:00+00:00"),
        ],
    )
    def test_when_it_began_is_a_tap_or_a_day_and_a_time(self, when, began):
        assert episode(**when)["began"] == began

    def test_this_morning_said_before_eight_is_now(self):
        early = datetime(2026, 11, 27, 6, 10, tzinfo=UTC)

        assert episode(early, when="morning")["began"] == "2026-11-27T06:10:00+00:00"

    def test_it_is_told_by_the_clock_of_the_phone(self):
        assert episode(worst="3", zone="Europe/Berlin")["began"] == "2026-11-27T10:30:00+01:00"
        assert episode(worst="3", zone="../../etc/passwd")["began"] == "2026-11-27T09:30:00+00:00"

    def test_half_an_hour_ago_counts_minutes_while_the_clocks_go_back(self):
        after = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 01:10 for the second time that night

        assert episode(after, when="half_an_hour")["began"] == "2026-10-25T01:40:00+01:00"

    def test_none_of_these_is_not_the_same_as_not_remembered(self):
        told = episode(
            before_here=["heavy_load", "fatigued"], before_day_before="none", before_two_days_before="forgotten"
        )

        assert told["before"] == {"here": ["fatigued", "heavy_load"], "day_before": [], "two_days_before": None}

    @pytest.mark.parametrize(
        ("fields", "at", "words"),
        [
            ({"when": "other"}, "day", "No day was given"),
            ({"when": "other", "day": "2026-11-20"}, "time", "about when is good enough"),
            ({"when": "other", "day": "2026-12-24", "time": "10:00"}, "day", "ahead of us"),
            ({"when": "other", "day": "0007-01-01", "time": "10:00"}, "day", "check the year"),
            ({"when": "other", "day": "31.2.", "time": "x"}, "day", "valid date"),
            ({"lasted": "other"}, "minutes", "Write how many minutes"),
            ({"lasted": "other", "minutes": "1e9"}, "minutes", "whole number of minutes"),
            ({"lasted": "other", "minutes": "-3"}, "minutes", "whole number of minutes"),
            ({"lasted": "other", "minutes": "999999"}, "minutes", "no spasm is that long"),
            ({"worst": "11"}, "worst", "not one of the available choices"),
            ({"side": "<script>"}, "side", "not one of the available choices"),
            ({"before_here": "'; DROP TABLE x"}, "before_here", "not one of the available choices"),
            ({"before_here": ["none", "heavy_load"]}, "before_here", "Keep one of the two"),
            ({"note": "x" * 1_000_000}, "note", "at most"),
            ({"medicine": "ibuprofen \x00"}, "medicine", "Null characters"),
        ],
    )
    def test_what_cannot_be_is_told_at_its_field(self, fields, at, words):
        form = form_at(datetime(2026, 11, 27, 9, 30, tzinfo=UTC), **fields)

        assert not form.is_valid()
        assert words.lower() in " ".join(form.errors.get(at, [])).lower(), form.errors.as_json()

    def test_half_a_sign_in_a_note_is_refused_and_not_kept(self):
        form = form_at(timezone.now(), note="odd \ud800 sign")

        assert not form.is_valid()
        assert "cannot be kept" in str(form.errors)


class TestKeeping:
    def test_it_is_kept_and_assessed_and_shown(self, world, signed_in):
        browser = signed_in(world.ada.person)
        answer = browser.post(reverse("new_episode", args=[world.ada.pk]), entry("6", note="getting out of the car"))

        assert answer.status_code == 302
        page = browser.get(reverse("diary", args=[world.ada.pk])).content.decode()
        assert "6 of 10" in page
        assert "getting out of the car" in page
        assert world.ada.assessments.count() == 1

    def test_pressed_twice_is_kept_once(self, world, signed_in):
        browser, told = signed_in(world.ada.person), entry()
        for _press in range(2):
            assert browser.post(reverse("new_episode", args=[world.ada.pk]), told).status_code == 302

        assert len(spasms(world.ada)) == 1

    def test_the_page_sent_again_with_other_answers_is_not_lost(self, world, signed_in):
        browser, told = signed_in(world.ada.person), entry("3")
        browser.post(reverse("new_episode", args=[world.ada.pk]), told)
        again = browser.post(reverse("new_episode", args=[world.ada.pk]), {**told, "worst": "9"})

        assert again.status_code == 422
        assert "You have sent this page before" in again.content.decode()
        drawn = again.context["form"]["sent_as"].value()
        browser.post(reverse("new_episode", args=[world.ada.pk]), {**told, "worst": "9", "sent_as": drawn})
        assert [one["worst"] for one in spasms(world.ada)] == [3, 9]

    def test_a_danger_sign_in_the_note_leads_to_the_answer_at_once(self, world, signed_in):
        browser = signed_in(world.ada.person)
        told = entry("8", note="since this morning i am numb between my legs and i cannot pee")
        answer = browser.post(reverse("new_episode", args=[world.ada.pk]), told)

        assert answer.status_code == 302
        assert answer["Location"] != reverse("diary", args=[world.ada.pk])
        assert world.ada.assessments.first().urgency == "emergency"
        assert "notice emergency" in browser.get(reverse("diary", args=[world.ada.pk])).content.decode()

    def test_a_note_of_anything_else_does_not_say_that_it_is_not_the_back(self, world, signed_in):
        browser = signed_in(world.ada.person)
        browser.post(reverse("new_episode", args=[world.ada.pk]), entry("4", note="at the bus stop"))

        assert not world.ada.assessments.first().answer.get("out_of_scope")

    @pytest.mark.parametrize("nasty", ["<script>alert(1)</script>", "'; DROP TABLE charts_reading; --", "{{ 7*7 }}"])
    def test_a_hostile_note_is_shown_as_it_was_typed(self, world, signed_in, nasty):
        browser = signed_in(world.ada.person)
        browser.post(reverse("new_episode", args=[world.ada.pk]), entry(note=nasty))
        page = browser.get(reverse("diary", args=[world.ada.pk])).content.decode()

        assert "<script>alert" not in page
        assert spasms(world.ada)[0]["note"] == nasty

    def test_a_faulty_form_comes_back_with_what_was_typed(self, world, signed_in):
        told = entry("5", lasted="other", minutes="long", note="my words", before_here="heavy_load")
        answer = signed_in(world.ada.person).post(reverse("new_episode", args=[world.ada.pk]), told)
        page = answer.content.decode()

        assert answer.status_code == 422
        assert "my words" in page
        assert 'value="long"' in page
        assert spasms(world.ada) == []


class TestSending:
    def test_what_a_phone_sends_is_kept_in_the_order_of_writing(self, world, signed_in):
        now = timezone.now()
        first, second = (waiting(str(n), now - timedelta(minutes=60 - n)) for n in (2, 9))
        answer = send(signed_in(world.ada.person), world.ada.person, second, first)

        assert [one["kept"] for one in answer.json()["entries"]] == [True, True]
        assert [one["worst"] for one in spasms(world.ada)] == [2, 9]
        began = datetime.fromisoformat(spasms(world.ada)[0]["began"])
        assert abs(began - (now - timedelta(minutes=58))) < timedelta(minutes=1), "it began when it was written"

    def test_sent_twice_is_kept_once_and_acknowledged_twice(self, world, signed_in):
        browser, one = signed_in(world.ada.person), waiting()
        for _time in range(3):
            assert send(browser, world.ada.person, one).json()["entries"][0]["kept"]

        assert len(spasms(world.ada)) == 1

    def test_sent_twice_with_a_clock_that_was_put_right_meanwhile_is_kept_once(self, world, signed_in):
        browser, now = signed_in(world.ada.person), timezone.now()
        one = waiting(written_at=now - timedelta(hours=5))
        send(browser, world.ada.person, one, sent_at=(now - timedelta(hours=3)).isoformat())
        answer = send(browser, world.ada.person, one)

        assert answer.json()["entries"][0]["kept"]
        assert len(spasms(world.ada)) == 1

    def test_a_phone_whose_clock_is_wrong_is_put_right(self, world, signed_in):
        wrong = datetime(2001, 1, 1, 12, 0, tzinfo=UTC)
        send(
            signed_in(world.ada.person),
            world.ada.person,
            waiting(written_at=wrong - timedelta(hours=2)),
            sent_at=wrong.isoformat(),
        )
        began = datetime.fromisoformat(spasms(world.ada)[0]["began"])

        assert abs(timezone.now() - timedelta(hours=2) - began) < timedelta(minutes=2)

    def test_what_was_written_for_another_account_is_refused_and_kept_nowhere(self, world, signed_in):
        answer = send(signed_in(world.bert.person), world.ada.person, waiting())

        assert answer.status_code == 409
        assert spasms(world.ada) == spasms(world.bert) == []

    def test_nobody_gets_nothing_in_and_is_told_to_sign_in(self, client, world):
        assert send(client, world.ada.person, waiting()).status_code == 401
        assert client.get("/my/diary/send").status_code == 401

    def test_without_the_token_of_the_session_nothing_is_kept(self, world):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(world.ada.person)
        assert send(browser, world.ada.person, waiting()).status_code == 403

        token = browser.get("/my/diary/send").json()["token"]
        told = {"account": account_on_phone(world.ada.person), "sent_at": timezone.now().isoformat()}
        body = json.dumps({**told, "entries": [waiting()]})
        more = {"content_type": "application/json", "headers": {"x-csrftoken": token}}
        assert browser.post("/my/diary/send", body, **more).json()["entries"][0]["kept"]

    def test_a_refused_entry_says_why_and_the_others_are_kept(self, world, signed_in):
        bad = waiting(lasted="other", minutes="a while")
        answer = send(signed_in(world.ada.person), world.ada.person, waiting("1"), bad, waiting("2")).json()

        assert [one["kept"] for one in answer["entries"]].count(True) == 2
        assert "whole number" in next(one["why"] for one in answer["entries"] if not one["kept"])[0]

    @pytest.mark.parametrize(
        "written_at", ["0001-01-01T00:00:00+14:00", "0001-01-01T00:30:00+00:00", "1899-12-31T00:00:00Z"]
    )
    def test_an_entry_from_before_anybody_was_born_breaks_nothing(self, world, signed_in, written_at):
        told = {**waiting(when="half_an_hour"), "written_at": written_at}

        assert send(signed_in(world.ada.person), world.ada.person, told).status_code == 422

    def test_a_danger_sign_says_where_to_look_at_once(self, world, signed_in):
        answer = send(
            signed_in(world.ada.person),
            world.ada.person,
            waiting(note="numb between my legs and cannot pee since today"),
        ).json()

        assert answer["urgency"] == "emergency"
        assert answer["look"].startswith("/records/")

    @pytest.mark.parametrize(
        "body",
        [
            b"", b"{", b"[]", b"\xff\xfe", b"null", b'{"entries": {}}', b'{"entries": []}', b"[" * 100_000,
            b'{"sent_at": "now", "entries": []}', b'{"sent_at": "2026-11-27T00:00:00", "entries": []}',
            b'{"sent_at": "2026-11-27T00:00:00Z", "entries": [1]}',
            b'{"sent_at": "2026-11-27T00:00:00Z", "entries": [{"sent_as": "x", "fields": {}}]}',
            b'{"sent_at": "0001-01-01T00:00:00Z", "entries": [{"sent_as": "8d2d3d3e-0d57-4b3c-9a51-3f5a8f5f3c11",'
            b' "written_at": "9999-12-31T23:59:59Z", "fields": {}}]}',
            b'{"sent_at": "2026-11-27T00:00:00Z", "entries": [{"sent_as": "8d2d3d3e-0d57-4b3c-9a51-3f5a8f5f3c11",'
            b' "written_at": "2026-11-27T00:00:00Z", "fields": {"note": "\\u0000"}}]}',
            b'{"sent_at": "2026-11-27T00:00:00Z", "entries": [{"sent_as": "8d2d3d3e-0d57-4b3c-9a51-3f5a8f5f3c11",'
            b' "written_at": "2026-11-27T00:00:00Z", "fields": {"note": [1]}}]}',
        ],
    )  # fmt: skip
    def test_what_is_no_list_of_entries_is_refused_in_clear_words(self, world, signed_in, body):
        answer = signed_in(world.ada.person).post("/my/diary/send", body, content_type="application/json")

        assert answer.status_code == 422, answer.content
        assert set(answer.json()) == {"where", "problem", "remedy"}
        assert spasms(world.ada) == []

    def test_the_name_of_an_account_on_a_phone_leads_nowhere(self, world):
        named = account_on_phone(world.ada.person)

        assert str(world.ada.person.pk).replace("-", "") not in named
        assert str(world.ada.pk).replace("-", "") not in named
        assert named != account_on_phone(world.bert.person)


class TestWhoSeesIt:
    def test_a_clinician_with_consent_reads_and_does_not_write(self, world, signed_in):
        keep(world.ada, Reading.Kind.DIARY, {"episode": {"began": "2026-11-20T07:40:00+00:00", "worst": 6}},
             author=world.ada.person, at=datetime(2026, 11, 20, 7, 40, tzinfo=UTC))  # fmt: skip
        page = signed_in(world.clinician).get(reverse("diary", args=[world.ada.pk])).content.decode()

        assert "6 of 10" in page
        assert "/diary/new" not in page
        assert "/correct" not in page
        assert Entry.objects.filter(kind="diary", act="read").count() == 1

    def test_pages_that_a_phone_keeps_are_the_same_for_everybody(self, client, world, signed_in):
        for path in ("/diary/quick", "/diary/waiting", "/service-worker.js", "/manifest.webmanifest"):
            stranger = Client().get(path).content
            assert signed_in(world.ada.person).get(path).content == stranger, path

    def test_the_worker_may_serve_the_whole_address(self, client):
        answer = client.get("/service-worker.js")

        assert answer["Content-Type"].startswith("text/javascript")
        assert '"pages": ["/diary/quick", "/diary/waiting"]' in answer.content.decode()


class TestCorrecting:
    @pytest.fixture
    def row(self, world):
        told = {"began": "2026-11-20T07:40:00+01:00", "worst": 6, "minutes": 15, "side": "left", "note": "typed"}
        content = checked({"episode": told}, engine()[0], kind="diary")
        return keep(world.ada, Reading.Kind.DIARY, content, author=world.ada.person)

    def test_the_form_says_what_was_entered_and_a_new_pain_takes_its_place(self, world, signed_in, row):
        browser, url = signed_in(world.ada.person), reverse("correct_episode", args=[world.ada.pk, row.pk])
        told = browser.get(url).context["form"].initial
        answer = browser.post(
            url, {**{k: v for k, v in told.items() if v is not None}, "worst": "3", "why": "mistyped"}
        )

        assert answer.status_code == 302, answer.context["form"].errors
        corrected = Reading.objects.get(corrects=row)
        assert corrected.content["episode"] == {**row.content["episode"], "worst": 3}

    def test_without_a_word_why_nothing_changes(self, world, signed_in, row):
        url = reverse("correct_episode", args=[world.ada.pk, row.pk])
        answer = signed_in(world.ada.person).post(url, {"worst": "3"})

        assert answer.status_code == 422
        assert not Reading.objects.filter(corrects=row).exists()

    def test_whoever_comes_second_is_told(self, world, signed_in, row):
        browser, url = signed_in(world.ada.person), reverse("correct_episode", args=[world.ada.pk, row.pk])
        browser.post(url, {"worst": "3", "why": "first", "sent_as": str(uuid.uuid4())})
        second = browser.post(url, {"worst": "4", "why": "second", "sent_as": str(uuid.uuid4())})

        assert second.status_code == 409
        assert "corrected meanwhile" in second.content.decode()

    def test_what_is_struck_counts_no_more(self, world, signed_in, row):
        browser = signed_in(world.ada.person)
        url = reverse("strike_episode", args=[world.ada.pk, row.pk])
        assert browser.post(url, {"why": "mistake"}).status_code == 302

        page = browser.get(reverse("diary", args=[world.ada.pk])).content.decode()
        assert "6 of 10" not in page
        assert browser.get(url).status_code in (404, 409)


class TestTheCalendar:
    def test_a_day_is_that_of_the_clock_where_the_person_was(self, world, signed_in):
        late = timezone.now().replace(hour=0, minute=30) - timedelta(days=3)
        told = late.astimezone(ZoneInfo("America/New_York"))  # the evening before
        keep(
            world.ada,
            Reading.Kind.DIARY,
            {"episode": {"began": told.isoformat(), "worst": 5}},
            author=world.ada.person,
            at=late,
        )
        page = signed_in(world.ada.person).get(reverse("diary", args=[world.ada.pk])).content.decode()

        assert f"?day={told.date().isoformat()}#list" in page

    @pytest.mark.parametrize(
        "asked", ["?day=nonsense", "?until=9999-12-31", "?day=0001-01-01", "?page=99", "?until=1950-01-01"]
    )
    def test_an_odd_address_is_answered(self, world, signed_in, asked):
        assert signed_in(world.ada.person).get(reverse("diary", args=[world.ada.pk]) + asked).status_code == 200
