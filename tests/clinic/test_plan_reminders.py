"""Reminders: at the time that a person chose, saying nothing, ended by one press, and never for nothing."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from clinic.planned import EMERGENCY, begun, did, page, told
from multifidus.clinic.audit.models import Entry
from multifidus.clinic.jobs.models import Job
from multifidus.clinic.jobs.running import work_off
from multifidus.clinic.plans import reminding
from multifidus.clinic.plans.following import ask_since
from multifidus.clinic.plans.models import Reminder
from multifidus.clinic.plans.stop_links import key_of, stop_path
from multifidus.clinic.plans.times import next_moment

LONDON, BERLIN = ZoneInfo("Europe/London"), ZoneInfo("Europe/Berlin")
EVERY_DAY = list(range(7))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


# the clock


def test_the_next_time_is_on_the_next_chosen_day():
    monday_evening = at("2026-11-30T19:00+00:00")

    assert next_moment([0, 3], ["18:00"], LONDON, after=monday_evening) == at("2026-12-03T18:00+00:00")
    assert next_moment(EVERY_DAY, ["07:30", "21:00"], LONDON, after=monday_evening) == at("2026-11-30T21:00+00:00")
    assert next_moment([], ["18:00"], LONDON, after=monday_evening) is None
    assert next_moment(EVERY_DAY, [], LONDON, after=monday_evening) is None


def test_six_in_the_evening_stays_six_when_the_clocks_change():
    winter, summer = at("2027-03-27T20:00+00:00"), at("2027-10-30T20:00+00:00")

    assert next_moment(EVERY_DAY, ["18:00"], LONDON, after=winter) == at("2027-03-28T17:00+00:00")
    assert next_moment(EVERY_DAY, ["18:00"], LONDON, after=summer) == at("2027-10-31T18:00+00:00")


def test_a_time_that_the_clock_leaps_over_comes_once():
    before = at("2027-03-27T12:00+00:00")
    first = next_moment(EVERY_DAY, ["02:30"], BERLIN, after=before)

    assert first == at("2027-03-28T01:30+00:00")
    assert first.astimezone(BERLIN).hour == 3
    assert next_moment(EVERY_DAY, ["02:30"], BERLIN, after=first) == at("2027-03-29T00:30+00:00")


def test_a_time_that_comes_twice_in_one_night_comes_once():
    first = next_moment(EVERY_DAY, ["02:30"], BERLIN, after=at("2027-10-30T12:00+00:00"))

    assert first == at("2027-10-31T00:30+00:00")
    assert next_moment(EVERY_DAY, ["02:30"], BERLIN, after=first) == at("2027-11-01T01:30+00:00")


@pytest.mark.parametrize("zone", ["Pacific/Apia", "Asia/Kathmandu", "America/St_Johns", "UTC"])
def test_each_day_of_a_year_has_each_time_once(zone):
    moment, days = at("2027-01-01T00:00+00:00"), []
    while moment < at("2028-01-01T00:00+00:00"):
        moment = next_moment(EVERY_DAY, ["07:00"], ZoneInfo(zone), after=moment)
        days.append(moment.astimezone(ZoneInfo(zone)).date())
    assert len(days) == len(set(days))
    assert len(days) in (365, 366)


# the mail


@pytest.fixture
def ada(world, settings):
    """Ada, in Berlin, with a plan and a reminder every evening at six."""
    settings.ORIGIN = "https://backs.example.org"
    person = world.ada.person
    person.time_zone = "Europe/Berlin"
    person.save()
    begun(world.ada, "walking", "bird_dog")
    reminder = Reminder(record=world.ada, days=EVERY_DAY, times=["18:00"])
    reminding.arrange(reminder)
    reminder.save()
    return world.ada


def due(record, *, ago: timedelta = timedelta(minutes=1)) -> None:
    """The reminder's time has come: the clock of its person now shows the time that they chose."""
    moment = (timezone.now() - ago).replace(second=0, microsecond=0)
    local = moment.astimezone(BERLIN)
    Reminder.objects.filter(record=record).update(next_at=moment, times=[local.strftime("%H:%M")])


def sent() -> list[mail.EmailMessage]:
    mail.outbox.clear()
    reminding.look()
    work_off()
    return list(mail.outbox)


@pytest.mark.django_db
def test_a_reminder_says_that_something_waits_and_not_what(ada):
    due(ada)
    (letter,) = sent()

    assert letter.to == [ada.person.email]
    words = f"{letter.subject} {letter.body}".lower()
    for told_too_much in ("exercise", "back", "pain", "walking", "spasm", "ada", "multifidus"):
        assert told_too_much not in words.replace("backs.example.org", ""), told_too_much
    assert "https://backs.example.org/my/plan" in letter.body


@pytest.mark.django_db
def test_a_reminder_is_sent_once_and_the_next_is_tomorrow(ada):
    due(ada)
    assert len(sent()) == 1
    assert sent() == []
    assert Reminder.objects.get().next_at > timezone.now() + timedelta(hours=20)


@pytest.mark.django_db
def test_no_mail_comes_where_all_is_done(ada):
    plan = ada.plans.get()
    did(plan, "walking")
    due(ada)
    assert len(sent()) == 1
    did(plan, "bird_dog", "little")
    due(ada)
    assert sent() == []


@pytest.mark.django_db
def test_no_mail_calls_to_exercises_that_wait(ada):
    told(ada, EMERGENCY)
    due(ada)
    assert sent() == []


@pytest.mark.django_db
def test_no_mail_comes_after_a_danger_sign(ada):
    did(ada.plans.get(), "walking", "danger")
    due(ada)
    assert sent() == []


@pytest.mark.django_db
def test_no_mail_comes_after_the_plan_has_ended_or_the_account_was_closed(ada, signed_in):
    person = ada.person
    signed_in(person).post(reverse("end_plan", args=[ada.pk]))
    due(ada)
    assert sent() == []
    begun(ada, "walking")
    person.is_active = False
    person.save()
    due(ada)
    assert sent() == []


@pytest.mark.django_db
def test_nobody_is_woken_for_what_was_due_while_the_service_stood_still(ada):
    due(ada, ago=timedelta(hours=3))
    assert sent() == []
    assert Reminder.objects.get().next_at > timezone.now()


@pytest.mark.django_db
def test_who_has_moved_to_another_zone_is_reminded_by_the_clock_there(ada):
    due(ada)
    person = ada.person
    person.time_zone = "America/New_York"
    person.save()

    assert sent() == []
    (chosen,) = Reminder.objects.get().times
    assert Reminder.objects.get().next_at.astimezone(ZoneInfo("America/New_York")).strftime("%H:%M") == chosen


@pytest.mark.django_db
def test_the_queue_holds_no_word_and_no_address(ada):
    due(ada)
    reminding.look()
    (job,) = Job.objects.filter(kind=reminding.REMIND_MAIL)

    assert job.ids == {"reminder": str(Reminder.objects.get().key)}


# ending them


def link_in(letter: mail.EmailMessage) -> str:
    (found,) = re.findall(r"https://backs\.example\.org(/my/plan/no-reminders/\S+)", letter.body)
    return found


@pytest.mark.django_db
def test_the_link_in_a_mail_ends_the_reminders_without_sign_in(ada, client):
    due(ada)
    link = link_in(sent()[0])

    shown = client.get(link)
    assert "Stop these reminders?" in shown.content.decode()
    assert Reminder.objects.get().on, "a program that opens each link of a mail ends nothing"
    assert "No more reminders come" in client.post(link).content.decode()
    assert not Reminder.objects.get().on
    assert client.post(link).status_code == 200, "twice is as good as once"
    due(ada)
    assert sent() == []
    assert Entry.objects.filter(act="write", kind="plan", by=None).count() == 1


@pytest.mark.django_db
def test_a_mail_program_can_press_the_button_by_itself(ada):
    from django.test import Client

    due(ada)
    (letter,) = sent()
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = letter.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("https://backs.example.org")

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Reminder.objects.get().on


@pytest.mark.django_db
def test_the_page_behind_the_link_says_nothing_of_anybody(ada, client):
    due(ada)
    shown = client.get(link_in(sent()[0])).content.decode().split("<main")[1].split("</main>")[0]

    for told_too_much in ("Ada", "ada@", "exercise", "pain", str(ada.pk)):
        assert told_too_much not in shown


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["no-such-token", "~", "a" * 500, "00000000000000000000000000000000~x"])
def test_a_link_that_we_did_not_sign_ends_nothing(ada, client, token):
    assert client.post(reverse("stop_reminders", args=[token])).status_code == 404
    assert Reminder.objects.get().on


@pytest.mark.django_db
def test_the_key_of_one_person_does_not_sign_for_another(ada):
    path = stop_path(Reminder.objects.get().key)
    token = path.rsplit("/", 1)[1]

    assert key_of(token) == Reminder.objects.get().key
    assert key_of("0" + token[1:]) is None or token[0] == "0"


# choosing them


def choose(browser, record, **form):
    return browser.post(reverse("plan_reminders", args=[record.pk]), form)


@pytest.mark.django_db
def test_a_person_chooses_days_and_times_of_their_own_clock(world, signed_in):
    person = world.ada.person
    person.time_zone = "Europe/Berlin"
    person.save()
    begun(world.ada, "walking")
    browser = signed_in(person)
    assert "Times are those of Europe/Berlin" in page(browser, "plan_reminders", world.ada)

    assert choose(browser, world.ada, on="on", days=["0", "2"], first="07:15", second="").status_code == 302
    kept = Reminder.objects.get()
    assert (kept.days, kept.times, kept.asks) == ([0, 2], ["07:15"], False)
    local = kept.next_at.astimezone(BERLIN)
    assert (local.strftime("%H:%M"), local.weekday() in (0, 2)) == ("07:15", True)
    assert choose(browser, world.ada, days=["0"], first="07:15").status_code == 302
    assert Reminder.objects.get().next_at is None
    assert not Reminder.objects.get().on


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"on": "on"}, "Choose days and a time"),
        ({"on": "on", "days": ["0"]}, "Choose a time"),
        ({"on": "on", "first": "07:00"}, "Choose at least one day"),
        ({"on": "on", "days": ["9"], "first": "07:00"}, "not one of the available choices"),
        ({"on": "on", "days": ["0"], "first": "quarter past"}, "Enter a valid time"),
        ({"on": "on", "days": ["<script>"], "first": "x" * 1_000_000}, "Enter a valid time"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field(world, signed_in, form, words):
    begun(world.ada, "walking")
    answer = choose(signed_in(world.ada.person), world.ada, **form)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Reminder.objects.exists()


# how is it now


def asked(record, now: datetime, monkeypatch) -> int:
    monkeypatch.setattr("multifidus.clinic.plans.reminding.timezone.now", lambda: now)
    mail.outbox.clear()
    reminding.look_for_asking()
    work_off()
    return len(mail.outbox)


@pytest.mark.django_db
def test_two_weeks_after_a_plan_began_somebody_is_asked_once_by_day(ada, monkeypatch):
    noon = datetime.combine(timezone.localdate() + timedelta(days=14), datetime.min.time(), tzinfo=UTC)
    early, day = noon + timedelta(hours=4), noon + timedelta(hours=12)

    assert asked(ada, day - timedelta(days=1), monkeypatch) == 0
    assert asked(ada, early, monkeypatch) == 0, "nobody is asked at night"
    assert asked(ada, day, monkeypatch) == 1
    assert asked(ada, day + timedelta(hours=1), monkeypatch) == 0, "once for each time"


@pytest.mark.django_db
def test_the_page_asks_how_it_is_when_the_time_has_come(world, signed_in):
    long_ago = timezone.now() - timedelta(days=16)
    told(world.ada, at=long_ago)
    plan = begun(world.ada, "walking", days_ago=16)
    browser = signed_in(world.ada.person)

    assert "How is it now?" in page(browser, "plan", world.ada)
    told(world.ada, {"pain_0_10": 2})
    assert "How is it now?" not in page(browser, "plan", world.ada)
    today = timezone.localdate()
    assert ask_since(world.ada, plan, today, rules()) is None
    assert ask_since(world.ada, plan, today + timedelta(days=28), rules()) == today + timedelta(days=28)


def rules():
    from multifidus.clinic.charts.engine import engine
    from multifidus.clinic.plans.rules import rules_of

    return rules_of(engine()[0])
