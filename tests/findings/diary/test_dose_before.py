"""The dose of lifting before a spasm: what was put into a diary comes out of it, with as much doubt as promised."""

import math
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from statsmodels.discrete.conditional_models import ConditionalLogit

from multifidus.errors import InputError
from multifidus.findings.diary import Episode
from multifidus.findings.diary.dose_before import Lifted, dose_before
from multifidus.knowledge import shipped

KNOWLEDGE = shipped()
START = datetime(2025, 1, 6, tzinfo=UTC)  # a Monday
DAY = timedelta(days=1)
YEAR = 364


def lived(chance, *, times_a_dose, days=YEAR, of_mondays=1.0):
    """A year of lifting on some working days, and spasms in the evening, each usual dose multiplying their odds."""
    worked = (np.arange(days) % 7 < 5) & (chance.random(days) < 0.6)
    dose = np.where(worked, chance.gamma(2.0, 5.0, days), 0.0)
    odds = 0.03 * np.exp(math.log(times_a_dose) * dose / 10.0) * np.where(np.arange(days) % 7 == 0, of_mondays, 1.0)
    spasm = chance.random(days) < odds / (1 + odds)
    lifts = [Lifted(START + at * DAY + timedelta(hours=10), float(dose[at])) for at in np.flatnonzero(worked)]
    return [Episode(began=START + int(at) * DAY + timedelta(hours=20)) for at in np.flatnonzero(spasm)], lifts


def read(episodes, lifts, days=YEAR, **more):
    return dose_before(episodes, lifts, KNOWLEDGE, since=START, until=START + days * DAY, **more)


@pytest.mark.parametrize(("times_a_dose", "least"), [(1.0, 0.9), (2.0, 0.88)])
def test_the_interval_holds_the_truth_as_often_as_it_says(times_a_dose, least):
    """95 of 100 promised; of 150 diaries fewer than nine of ten would come by chance once in a hundred times."""
    held = answers = 0
    ln = []
    for seed in range(150):
        told = read(*lived(np.random.default_rng(seed), times_a_dose=times_a_dose))
        if told.odds is None:
            continue
        truth = times_a_dose ** (told.usual / 10.0)  # for a dose as large as this person's usual one
        answers += 1
        held += told.odds.low <= truth <= told.odds.high
        if 0 < told.odds.ratio < math.inf:
            ln.append(math.log(told.odds.ratio / truth))
    assert answers > 140
    assert held / answers >= least
    assert abs(np.median(ln)) < 0.15


def test_spasms_that_come_on_mondays_anyway_are_not_blamed_on_lifting():
    """Nobody lifts at weekends, and Mondays bring spasms of their own: beside other days lifting would look guilty."""
    ln = []
    for seed in range(60):
        told = read(*lived(np.random.default_rng(seed), times_a_dose=1.0, of_mondays=6.0))
        if told.odds and 0 < told.odds.ratio < math.inf:
            ln.append(math.log(told.odds.ratio))
    assert abs(np.mean(ln)) < 0.15


def test_the_ratio_is_that_of_conditional_logistic_regression():
    episodes, lifts = lived(np.random.default_rng(3), times_a_dose=2.5)
    told = read(episodes, lifts)
    by_day = {one.at.date(): one.dose for one in lifts}
    came, dose, groups = [], [], []
    for at, one in enumerate(episodes):
        for week in range(5):
            day = one.began - 7 * week * DAY
            if day - DAY >= START:
                came.append(float(week == 0))
                dose.append(by_day.get(day.date(), 0.0) / told.usual)
                groups.append(at)
    fit = ConditionalLogit(np.array(came), np.array(dose)[:, None], groups=np.array(groups)).fit(disp=False)
    assert math.log(told.odds.ratio) == pytest.approx(fit.params[0], abs=2e-3)


def test_a_year_of_hard_lifting_before_every_spasm_is_likely_and_of_none_too_few():
    episodes = [Episode(began=START + (35 + 7 * at) * DAY + timedelta(hours=20)) for at in range(0, 40, 5)]
    lifts = [Lifted(one.began - timedelta(hours=8), 10.0) for one in episodes]
    told = read(episodes, lifts)
    assert (told.word, told.odds.ratio, told.odds.high) == ("likely", math.inf, math.inf)
    assert told.odds.low > 2
    assert read(episodes, []).word == "too_few"
    assert read(episodes, []).odds is None


def test_what_was_lifted_before_anybody_told_is_unknown_and_not_nothing():
    """The diary was begun a week before the spasm: no earlier week can stand beside it."""
    spasm = [Episode(began=START + 5 * DAY)]
    assert read(spasm, [Lifted(START + 4 * DAY + timedelta(hours=12), 5.0)]).sets == 0


def test_spasms_of_one_night_share_their_day_and_are_one():
    night = [Episode(began=START + 30 * DAY + timedelta(hours=at)) for at in (0, 3, 6)]
    assert read(night, []).sets == 1


def test_another_length_of_time_counts_other_lifts():
    spasm = [Episode(began=START + 30 * DAY)]
    lifts = [Lifted(START + 30 * DAY - timedelta(hours=10), 5.0)]
    assert read(spasm, lifts, hours=24).informative == 1
    assert read(spasm, lifts, hours=6).informative == 0


def test_a_time_without_its_zone_and_a_negative_dose_are_refused():
    with pytest.raises(InputError, match="no time zone"):
        Lifted(datetime(2025, 1, 1), 1.0)
    with pytest.raises(InputError, match="-1 is no dose"):
        Lifted(START, -1.0)
