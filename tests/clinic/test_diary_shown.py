"""What a diary comes to, in words that a person can check: how often, at what times, after what; and quickly."""

import random
from datetime import UTC, datetime, timedelta
from time import process_time

import pytest
from django.urls import reverse
from django.utils import timezone

from multifidus.clinic.charts.assessing import reassess
from multifidus.clinic.charts.engine import engine
from multifidus.clinic.charts.models import Reading
from multifidus.clinic.charts.shown.words import Words
from multifidus.clinic.diary.shown.calendar import calendar_of
from multifidus.clinic.diary.shown.lines import length_in_words
from multifidus.clinic.diary.shown.often import often
from multifidus.clinic.diary.shown.times import day_of
from multifidus.clinic.diary.shown.triggers import triggers_shown
from multifidus.clinic.diary.shown.weeks import weeks_of
from multifidus.clinic.diary.triggers import labels
from multifidus.findings.diary import Before, Episode, review

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
QUICK_S = 0.3


def spasm(days_ago, hour=8, **told):
    return Episode((NOW - timedelta(days=days_ago)).replace(hour=hour), **told)


def looked(*episodes):
    return review(episodes, engine()[0], now=NOW)


def triggers_of(*episodes):
    knowledge = engine()[0]
    return triggers_shown(looked(*episodes).triggers, labels(knowledge), Words(knowledge, "person"))


class TestHowOften:
    def test_a_young_diary_says_that_it_is_too_early(self):
        assert "too early to say how often" in often(looked(spasm(2))).rate

    def test_seldom_spasms_are_told_for_four_weeks(self):
        assert "in four weeks" in often(looked(*(spasm(n) for n in (100, 70, 40)))).rate

    def test_often_is_told_for_a_week_with_its_doubt(self):
        told = often(looked(*(spasm(n / 2) for n in range(1, 80)))).of_late

        assert "About 14 a week; it could be anything from" in told

    def test_fewer_than_before_is_said_and_so_is_what_cannot_be_told(self):
        fewer = [spasm(n) for n in range(28, 120, 2)] + [spasm(10)]

        assert often(looked(*fewer)).word == "fewer"
        assert often(looked(*(spasm(n) for n in (90, 60, 20, 10)))).word == "unclear"

    def test_a_silence_is_not_taken_for_health_without_a_word(self):
        assert often(looked(*(spasm(n) for n in range(60, 100, 5)))).quiet_days == 60

    def test_the_weeks_of_the_drawing_add_up(self):
        episodes = [spasm(n) for n in range(1, 119)]
        drawn = weeks_of(episodes, looked(*episodes), now=NOW)

        assert sum(week.spasms for week in drawn.weeks) == len(episodes)
        assert all(band.height >= 0 and band.top >= 0 for band in drawn.bands)


class TestTimes:
    def test_a_few_say_nothing(self):
        assert "Too few" in day_of(looked(*(spasm(n) for n in range(5))).times).told

    def test_mornings_stand_out(self):
        told = day_of(looked(*(spasm(n, hour=8) for n in range(1, 20))).times)

        assert told.told == "They come most often between 08:00 and 12:00: 19 of 19."
        assert sum(bar.spasms for bar in told.bars) == 19


class TestTriggers:
    def test_too_few_is_said_so(self):
        told = triggers_of(spasm(1, before=Before(frozenset({"heavy_load"}), frozenset(), frozenset())))

        assert told.told == ()
        assert all(one.sentence == "Too few episodes to tell." for one in told.too_few)

    def test_what_came_before_again_and_again_is_told_with_its_doubt_and_its_source(self):
        bent = Before(frozenset({"awkward_posture"}), frozenset(), frozenset())
        first = triggers_of(*(spasm(n, before=bent) for n in range(1, 25))).told[0]

        assert first.name == "Working bent or twisted"
        assert first.word == "likely"
        assert "times as often as at other times, anything from" in first.sentence
        assert first.cited[0].name == "Steffens2015"

    def test_what_is_always_there_sets_nothing_off(self):
        tired = frozenset({"fatigued"})
        told = triggers_of(*(spasm(n, before=Before(tired, tired, tired)) for n in range(1, 40)))

        assert "Being tired" in [one.name for one in told.too_few]


@pytest.mark.django_db
class TestBesideOneAnother:
    """What comes with a trigger looks like one by itself; beside it, only what adds something keeps its odds."""

    def diary(self, record, spasms):
        drawn, now = random.Random(5), timezone.now()
        for n in range(spasms):
            at = now - timedelta(days=2 * n + 1)
            bent = [drawn.random() < share for share in (0.7, 0.2, 0.2)]
            lists = [
                [*(["awkward_posture"] if one else []), *(["fatigued"] if drawn.random() < 0.5 else [])] for one in bent
            ]
            before = dict(zip(("here", "day_before", "two_days_before"), lists, strict=True))
            told = {"began": at.isoformat(), "before": before}
            Reading.objects.create(record=record, kind="diary", at=at, by_clinician=False, content={"episode": told})

    def test_two_triggers_are_told_apart_with_their_doubt(self, world, signed_in):
        self.diary(world.ada, 80)
        page = signed_in(world.ada.person).get(reverse("diary_triggers", args=[world.ada.pk])).content.decode()

        assert page.index("Working bent or twisted") < page.index("Being tired")
        assert "times as often as at other times, anything from" in page

    def test_a_short_diary_says_too_few(self, world, signed_in):
        self.diary(world.ada, 4)
        page = signed_in(world.clinician).get(reverse("diary_triggers", args=[world.ada.pk])).content.decode()

        assert "Too few episodes to tell" in page


class TestTheCalendar:
    def test_the_clocks_going_back_lose_no_day(self):
        drawn = calendar_of([spasm(n) for n in range(0, 60)], until=NOW.date(), today=NOW.date())

        assert [day.on for day in drawn.days] == [drawn.first + timedelta(days=n) for n in range(len(drawn.days))]
        assert sum(day.times for day in drawn.days) == 60

    def test_a_day_says_in_words_what_it_shows(self):
        day = calendar_of([spasm(0, worst=7), spasm(0, hour=9)], until=NOW.date(), today=NOW.date()).days[-1]

        assert "2 spasms, at worst 7 of 10" in day.told


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minutes"), (1, "1 minute"), (119, "119 minutes"), (150, "2.5 hours"), (4320, "3 days")],
)
def test_a_length_is_told_in_the_unit_that_fits(minutes, words):
    assert length_in_words(minutes) == words


@pytest.mark.django_db
def test_the_page_of_a_year_with_many_a_day_is_quick(world, signed_in):
    """The middle of 30, of the time that the processor takes: others work on this machine too."""
    drawn, now = random.Random(3), timezone.now()
    ids = ["heavy_load", "fatigued", "stress", "long_sitting"]
    rows = []
    for _one in range(500):
        at = now - timedelta(minutes=drawn.randrange(60 * 24 * 365))
        before = {
            name: [one for one in ids if drawn.random() < 0.4] for name in ("here", "day_before", "two_days_before")
        }
        told = {"began": at.isoformat(), "minutes": 15, "worst": drawn.randrange(11), "before": before}
        rows.append(Reading(record=world.ada, kind="diary", at=at, by_clinician=False, content={"episode": told}))
    Reading.objects.bulk_create(rows)
    reassess(world.ada)
    browser, took = signed_in(world.ada.person), []
    for _time in range(30):
        began = process_time()
        assert browser.get(reverse("diary", args=[world.ada.pk])).status_code == 200
        took.append(process_time() - began)

    middle, p95 = sorted(took)[15], sorted(took)[28]
    print(f"500 spasms: median {middle * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms")
    assert middle < QUICK_S
