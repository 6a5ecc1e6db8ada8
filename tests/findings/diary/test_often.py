"""What a diary tells of the causes: how long spasms have come, how often, and nothing that was not written."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from multifidus.assess import assess
from multifidus.causes.model import load_model
from multifidus.findings.case_file import read_case
from multifidus.findings.gather import gather
from multifidus.knowledge import shipped
from multifidus.terms import Finding, Findings, Reading

KNOWLEDGE = shipped()
MODEL = load_model(KNOWLEDGE)
CASES = sorted((Path(__file__).parents[2] / "cases").glob("*.toml"))
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def spasms(*days_ago):
    return [
        Reading(f"spasm {ago}", "diary", NOW - ago * DAY, Findings([Finding("spasm", True)]), spasm=True)
        for ago in days_ago
    ]


def told(days_ago=0.0, kind="interview", by="person", **found):
    findings = Findings(Finding(one, value) for one, value in found.items())
    return Reading(f"{kind} {days_ago}", kind, NOW - days_ago * DAY, findings, by)


def gathered(*readings):
    return gather(readings, KNOWLEDGE, now=NOW)


def every(days, *, since, until=0.0):
    return spasms(*(until + at * days for at in range(int((since - until) / days) + 1)))


class TestHowLong:
    def test_spasms_every_week_for_five_weeks_are_a_pain_of_more_than_a_month(self):
        found = gathered(*every(6, since=36)).findings

        assert found.present("duration_over_one_month")
        assert "duration_over_three_months" not in found

    def test_daily_spasms_for_three_months_are_a_pain_of_three_months(self):
        assert gathered(*every(1, since=90)).findings.present("duration_over_three_months")

    def test_a_week_and_more_without_a_spasm_starts_the_count_anew(self):
        assert "duration_over_one_month" not in gathered(*every(1, since=20), *every(1, since=90, until=30)).findings

    def test_a_spasm_a_month_is_no_pain_of_months(self):
        assert "duration_over_one_month" not in gathered(*every(20, since=200)).findings

    def test_three_weeks_of_diary_do_not_say_that_the_pain_is_young(self):
        """It may have begun long before the diary."""
        found = gathered(*every(1, since=20)).findings

        assert "acute_low_back_pain" not in found
        assert "duration_over_one_month" not in found

    def test_what_holds_of_a_longer_pain_as_well_is_told_and_nothing_is_denied(self):
        assert not [one for one in gathered(*every(1, since=300)).findings.all() if one.value is False]

    def test_it_is_as_old_as_the_newest_spasm(self):
        silent = gathered(*every(1, since=200, until=100))

        assert "duration_over_one_month" not in silent.findings
        assert {one.finding.id for one in silent.lapsed} >= {"spasm", "duration_over_one_month"}

    def test_the_person_who_says_later_that_it_began_last_week_is_believed(self):
        word = told(acute_low_back_pain=True)

        assert gathered(word, *every(1, since=120, until=1)).findings.present("acute_low_back_pain")

    def test_it_names_the_entry_that_it_came_from(self):
        assert gathered(*every(1, since=90)).came_from["duration_over_three_months"] == ("spasm 0.0#often",)


class TestItFillsInAndTakesNothingBack:
    def test_a_fresh_attack_that_was_told_stays_fresh_for_all_the_months_of_spasms(self):
        found = gathered(told(5, acute_low_back_pain=True), *every(1, since=120)).findings

        assert found.present("acute_low_back_pain")
        assert "duration_over_three_months" not in found

    def test_how_long_it_has_lasted_in_the_persons_own_words_counts(self):
        found = gathered(told(5, duration_weeks=1.0), *every(1, since=120)).findings

        assert "duration_over_three_months" not in found
        assert found.number("duration_weeks") < 2

    def test_what_was_told_and_left_out_is_named(self):
        both = gathered(told(5, acute_low_back_pain=True), *every(1, since=120))

        assert ("duration_over_three_months", "only the diary says so, and something else was told") in {
            (one.finding.id, one.why) for one in both.lapsed
        }

    def test_a_shorter_pain_that_was_told_gets_longer(self):
        found = gathered(told(5, duration_over_one_month=True), *every(1, since=120)).findings

        assert found.present("duration_over_three_months")

    def test_a_time_without_pain_ends_it(self):
        assert "duration_over_three_months" not in gathered(told(no_pain=True), *every(1, since=120, until=1)).findings

    def test_what_was_told_half_a_year_ago_stands_against_nothing(self):
        assert gathered(told(170, acute_low_back_pain=True), *every(1, since=120)).findings.present(
            "duration_over_three_months"
        )


class TestHowOften:
    def test_a_spasm_a_day_for_two_weeks_is_daily(self):
        assert gathered(*every(1, since=14)).findings.present("spasms_daily")

    def test_at_eight_or_at_ten_it_is_still_one_a_day(self):
        jittered = spasms(*(at + (0.4 if at % 3 else 0) for at in range(28)))

        assert gathered(*jittered).findings.present("spasms_daily")

    def test_two_bad_days_are_no_daily_spasms(self):
        assert "spasms_daily" not in gathered(*every(0.1, since=2)).findings

    def test_a_missing_entry_does_not_take_back_that_they_come_daily(self):
        word = told(20, spasms_daily=True)

        assert gathered(word, *every(3, since=30)).findings.present("spasms_daily")

    def test_who_says_later_that_there_are_no_spasms_has_none(self):
        found = gathered(told(spasm=False), *every(1, since=40, until=1)).findings

        assert found.absent("spasm")
        assert "spasms_daily" not in found

    def test_only_the_last_four_weeks_count(self):
        assert "spasms_daily" not in gathered(*every(3, since=28), *every(0.3, since=80, until=31)).findings


class TestAttacks:
    def test_four_attacks_a_month_apart_are_more_than_two_before_this_one(self):
        assert gathered(*spasms(0, 30, 60, 90)).findings.present("more_than_two_episodes")

    def test_three_are_not(self):
        assert "more_than_two_episodes" not in gathered(*spasms(0, 30, 60)).findings


class TestWhatCountsAsAnEntry:
    def test_a_spasm_told_in_an_interview_is_no_entry(self):
        assert "duration_over_one_month" not in gathered(*(told(at, spasm=True) for at in range(60))).findings

    def test_an_entry_dated_ahead_is_a_slip(self):
        assert "duration_over_one_month" not in gathered(*spasms(-1, 0), *every(1, since=28.5, until=1)).findings

    def test_the_order_of_entries_is_nothing(self):
        entries = every(1, since=90)

        assert gathered(*entries) == gathered(*reversed(entries))

    def test_one_entry_tells_only_itself(self):
        assert set(gathered(*spasms(0)).findings) == {"spasm"}

    def test_without_a_diary_nothing_is_added(self):
        word = told(spasm=True, age=40.0)

        assert set(gathered(word).findings) == {"spasm", "age"}


@pytest.fixture(scope="module")
def beliefs():
    """Of a man of 45, after ten and after a hundred days of a spasm a day."""
    about = told(200, age=45.0, male=True)
    return {
        days: assess(gathered(about, *every(1, since=days)).findings, KNOWLEDGE, MODEL).beliefs for days in (10, 100)
    }


class TestWhatItDoesToTheCauses:
    """The issue: spasms that keep coming point to something underneath."""

    def test_a_strain_gets_less_likely_when_spasms_have_come_daily_for_three_months(self, beliefs):
        assert beliefs[100].probability("muscle_strain") < beliefs[10].probability("muscle_strain") - 0.1

    def test_what_lasts_gets_more_likely(self, beliefs):
        for cause in ("discogenic_pain", "spondylosis", "axial_spondyloarthritis", "malignancy"):
            assert beliefs[100].probability(cause) > beliefs[10].probability(cause)

    def test_the_reason_has_a_figure_with_its_source(self, beliefs):
        found = next(one for one in beliefs[100].causes if one.cause == "axial_spondyloarthritis")
        why = {one.finding: one for one in found.why}

        assert any(figure.source == "Gran1985" for figure in why["duration_over_three_months"].figures)

    def test_a_danger_stands_whatever_the_diary(self):
        assert gathered(told(30, saddle_numbness=True), *every(1, since=100)).findings.present("saddle_numbness")

    @pytest.mark.parametrize("case", CASES, ids=[path.stem for path in CASES])
    def test_a_hundred_days_of_diary_make_no_case_less_urgent_than_its_newest_spasm(self, case):
        """Both legs numb in a fresh attack are an emergency, however long spasms have come."""
        of = read_case(case.read_text(), "toml", name=case.name, knowledge=KNOWLEDGE)
        about = Reading("about", "interview", NOW - 5 * DAY, of.findings)
        short, long = (
            assess(gathered(about, *entries).findings, KNOWLEDGE, MODEL, setting=of.setting or "primary", explain=False)
            for entries in (spasms(0), every(1, since=100))
        )

        assert long.plan.urgency.rank <= short.plan.urgency.rank
