"""How often, whether more or fewer, and at what times: intervals that are right, and words that claim no more."""

import math
from datetime import UTC, datetime, timedelta, timezone

import pytest
from scipy import stats

from multifidus.findings.diary import Episode, review
from multifidus.findings.diary.density import of_ln_rate, of_logit
from multifidus.findings.diary.rate import rate_of
from multifidus.findings.diary.scatter import scatter
from multifidus.findings.diary.times import times_of
from multifidus.findings.diary.trend import trend_of
from multifidus.findings.diary.watched import Watched, watched
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def days_ago(*days):
    return [NOW - day * DAY for day in days]


def counted(weeks, *, before=0, recent=0):
    """A diary of some weeks with spasms in its last four and before them."""
    start = NOW - timedelta(weeks=weeks)
    early = [start + (at + 0.5) / before * (weeks - 4) * 7 * DAY for at in range(before)]
    late = [NOW - (at + 0.5) / recent * 28 * DAY for at in range(recent)]
    return Watched(start, NOW, tuple(sorted([*early, *late])))


class TestDensities:
    """Against SciPy, which the core does without."""

    @pytest.mark.parametrize("spasms", [0.5, 1.5, 10.5, 1000.5])
    @pytest.mark.parametrize("time", [0.2, 4.0, 520.0])
    @pytest.mark.parametrize("share", [0.025, 0.5, 0.975])
    def test_a_rate_has_the_quantiles_of_the_gamma_density(self, spasms, time, share):
        assert math.exp(of_ln_rate(spasms, time).quantile(share)) == pytest.approx(
            stats.gamma(spasms, scale=1 / time).ppf(share), rel=1e-4
        )

    @pytest.mark.parametrize("yes", [0.5, 2.5, 300.5])
    @pytest.mark.parametrize("no", [0.5, 20.5, 3000.5])
    @pytest.mark.parametrize("share", [0.001, 0.025, 0.5, 0.975])
    def test_a_share_has_the_quantiles_of_the_beta_density(self, yes, no, share):
        logit = of_logit(yes, no).quantile(share)
        exact = stats.beta(yes, no).ppf(share)
        assert logit == pytest.approx(math.log(exact) - math.log1p(-exact), abs=2e-3)

    def test_what_lies_above_a_point_is_the_rest(self):
        assert of_logit(3.5, 2.5).above(0.0) == pytest.approx(stats.beta(3.5, 2.5).sf(0.5), abs=1e-5)


class TestHowOften:
    def test_twelve_spasms_in_four_weeks_are_about_three_a_week(self):
        rate = rate_of(counted(4, recent=12), KNOWLEDGE)

        assert (rate.spasms, rate.weeks) == (12, 4)
        assert rate.per_week == pytest.approx(stats.gamma(12.5, scale=1 / 4).median(), rel=1e-4)
        assert (rate.low, rate.high) == pytest.approx(stats.gamma(12.5, scale=1 / 4).interval(0.95), rel=1e-4)

    def test_no_spasm_in_four_weeks_does_not_mean_that_none_will_come(self):
        rate = rate_of(counted(4), KNOWLEDGE)

        assert rate.low == 0
        assert 0.5 < rate.high < 1

    def test_of_less_than_a_week_nothing_is_told(self):
        assert rate_of(watched(days_ago(6, 5, 1), now=NOW), KNOWLEDGE) is None

    def test_the_first_spasm_starts_the_clock_and_is_no_event_of_it(self):
        time = watched(days_ago(14, 7, 0), now=NOW)

        assert (len(time.spasms), time.weeks) == (2, 2)

    def test_a_diary_begun_before_its_first_spasm_counts_from_its_own_first_day(self):
        time = watched(days_ago(14, 7), now=NOW, since=NOW - 28 * DAY)

        assert (len(time.spasms), time.weeks) == (2, 4)

    def test_spasms_entered_for_the_time_before_the_diary_was_begun_count_from_the_first_of_them(self):
        assert watched(days_ago(30, 7), now=NOW, since=NOW - 10 * DAY).start == NOW - 30 * DAY

    def test_a_spasm_dated_ahead_is_a_slip_and_does_not_count(self):
        assert len(watched(days_ago(14, 7, -1), now=NOW).spasms) == 1

    def test_an_empty_diary_says_nothing(self):
        assert watched([], now=NOW) is None
        empty = review([], KNOWLEDGE, now=NOW)
        assert (empty.spasms, empty.rate, empty.trend, empty.times.most, empty.quiet_days) == (
            0,
            None,
            None,
            None,
            None,
        )

    def test_an_empty_diary_that_was_begun_three_weeks_ago_says_that_none_came(self):
        begun = review([], KNOWLEDGE, now=NOW, since=NOW - 21 * DAY)

        assert (begun.rate.spasms, begun.rate.low) == (0, 0)
        assert begun.trend.word == "too_early"


class TestClusters:
    def test_spasms_in_good_weeks_and_bad_ones_leave_more_doubt(self):
        start = NOW - timedelta(weeks=12)
        even = Watched(start, NOW, tuple(start + (at + 0.5) * timedelta(days=1.75) for at in range(48)))
        uneven = Watched(
            start,
            NOW,
            tuple(sorted(start + (at % 4) * timedelta(weeks=3) + at * timedelta(hours=2) for at in range(48))),
        )
        steady, clustered = (rate_of(time, KNOWLEDGE) for time in (even, uneven))

        assert (steady.clustered, clustered.clustered) == (False, True)
        assert clustered.high / clustered.low > 2 * steady.high / steady.low
        assert clustered.per_week == pytest.approx(steady.per_week, rel=0.05)

    def test_a_change_of_the_rate_is_no_cluster(self):
        changed = counted(12, before=40, recent=5)
        earlier = changed.between(changed.start, NOW - 28 * DAY)

        assert scatter([earlier, changed.between(NOW - 28 * DAY, NOW)]) == 1

    def test_clusters_make_a_trend_harder_to_tell(self):
        burst = [NOW - timedelta(days=9, hours=at) for at in range(12)]
        before = [NOW - (35 + 7 * at) * DAY for at in range(8)]
        spread_out = [NOW - 28 * DAY * (at + 0.5) / 12 for at in range(12)]
        trends = [trend_of(watched([*before, *late], now=NOW), KNOWLEDGE) for late in (burst, spread_out)]

        assert [one.word for one in trends] == ["unclear", "more"]


class TestMoreOrFewer:
    @pytest.mark.parametrize(
        ("weeks", "before", "recent", "word"),
        [
            (12, 40, 5, "fewer"),
            (12, 10, 20, "more"),
            (12, 8, 5, "unclear"),
            (12, 0, 5, "more"),
            (12, 20, 0, "fewer"),
            (100, 2000, 84, "same"),
            (6, 10, 2, "too_early"),
            (3, 0, 9, "too_early"),
            (12, 0, 0, "too_early"),
        ],
    )
    def test_the_word_claims_no_more_than_the_interval(self, weeks, before, recent, word):
        if weeks < 8:
            spasms = counted(8, before=before, recent=recent).spasms
            start = NOW - timedelta(weeks=weeks)
            time = Watched(start, NOW, tuple(one for one in spasms if one > start))
        else:
            time = counted(weeks, before=before, recent=recent)

        assert trend_of(time, KNOWLEDGE).word == word

    def test_half_as_many_in_half_the_time_are_as_many(self):
        trend = trend_of(counted(12, before=40, recent=20), KNOWLEDGE)

        assert trend.ratio == pytest.approx(1, abs=0.02)
        low, high = stats.beta(20.5, 40.5).interval(0.95)
        assert (trend.low, trend.high) == pytest.approx((2 * low / (1 - low), 2 * high / (1 - high)), rel=1e-3)

    def test_none_before_leaves_the_ratio_open_above(self):
        assert trend_of(counted(12, before=0, recent=5), KNOWLEDGE).high == math.inf
        assert trend_of(counted(12, before=20, recent=0), KNOWLEDGE).low == 0

    def test_a_silence_of_weeks_is_told_so_that_nobody_takes_it_for_a_healed_back(self):
        spasms = [Episode(began=one) for one in days_ago(*range(40, 120, 2))]

        silent = review(spasms, KNOWLEDGE, now=NOW)
        assert silent.trend.word == "fewer"
        assert silent.quiet_days == pytest.approx(40)
        assert review(spasms, KNOWLEDGE, now=NOW - 20 * DAY).quiet_days is None


class TestAtWhatTime:
    def test_mornings_stand_out_where_most_spasms_come_in_the_morning(self):
        times = times_of([NOW.replace(hour=8 + at % 3) - at * DAY for at in range(20)], KNOWLEDGE)

        assert (times.most.start_hour, times.most.end_hour, times.most.spasms) == (8, 12, 20)
        assert times.around_hour == pytest.approx(9, abs=0.2)

    def test_spasms_about_midnight_are_about_midnight_and_not_about_noon(self):
        times = times_of([NOW.replace(hour=(22 + at % 5) % 24) - at * DAY for at in range(40)], KNOWLEDGE)

        assert min(times.around_hour, 24 - times.around_hour) < 0.5

    def test_nothing_stands_out_of_spasms_all_round_the_clock(self):
        times = times_of([NOW - at * timedelta(hours=25) for at in range(48)], KNOWLEDGE)

        assert times.told
        assert (times.most, times.around_hour) == (None, None)
        assert all(band.low < 1 / 6 < band.high for band in times.bands)

    def test_of_a_few_spasms_no_time_is_told(self):
        times = times_of([NOW - at * DAY for at in range(9)], KNOWLEDGE)

        assert (times.told, times.most, times.around_hour) == (False, None, None)

    def test_the_clock_is_that_of_where_the_person_was(self):
        tokyo = timezone(timedelta(hours=9))
        times = times_of([datetime(2026, 11, day, 8, tzinfo=tokyo) for day in range(1, 21)], KNOWLEDGE)

        assert times.most.start_hour == 8

    def test_by_chance_alone_a_band_stands_out_in_fewer_than_one_diary_in_twenty(self):
        import random

        chance = random.Random(7)
        diaries = [[NOW - chance.random() * 90 * DAY for _ in range(30)] for _ in range(400)]
        assert sum(times_of(diary, KNOWLEDGE).most is not None for diary in diaries) <= 28
