"""What sets the spasms off: the odds that a library finds, sure only where the diary is, never that it is the cause."""

import builtins
import math
import random
import time
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from scipy import integrate
from statsmodels.discrete.conditional_models import ConditionalLogit

from multifidus.errors import MissingExtraError
from multifidus.findings.diary import Before, Episode, beside_one_another, review
from multifidus.findings.diary.matched import Counts, counts_of, matched_sets, offset
from multifidus.findings.diary.odds import Prior, conditional, posterior
from multifidus.findings.diary.triggers import known_before, triggers_of
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import DiaryTriggerRow
from multifidus.terms import Figure

KNOWLEDGE = shipped()
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HEAVY, BENT, COLD, NOTHING = frozenset({"heavy_load"}), frozenset({"awkward_posture"}), frozenset({"cold"}), frozenset()


def diary(*sets, hours_apart=30):
    """Spasms with what was ticked at the three times, the newest last."""
    return [
        Episode(began=NOW - (len(sets) - at) * timedelta(hours=hours_apart), before=Before(*one))
        for at, one in enumerate(sets)
    ]


def found(trigger, *sets, **more):
    return next(one for one in triggers_of(diary(*sets, **more), KNOWLEDGE) if one.id == trigger)


def drawn(chance, spasms, odds_ratio, exposed=0.25, trigger="heavy_load", missing=0.2):
    """Spasms of somebody in whom the trigger multiplies the odds of one."""
    at_case = exposed * odds_ratio / (1 - exposed + exposed * odds_ratio)
    tick = lambda p: frozenset({trigger}) if chance.random() < p else NOTHING  # noqa: E731
    return [(tick(at_case), tick(exposed), None if chance.random() < missing else tick(exposed)) for _ in range(spasms)]


class TestTheSameAsTheLibrary:
    @pytest.mark.parametrize("seed", range(6))
    def test_the_conditional_odds_ratio_is_that_of_conditional_logistic_regression(self, seed):
        sets = matched_sets(diary(*drawn(random.Random(seed), 60, 3.0)), same_hours=2)
        times = [
            (at, y, "heavy_load" in t)
            for at, one in enumerate(sets)
            for y, t in [(1, one.case), *((0, c) for c in one.controls)]
        ]
        groups, came, exposed = map(np.array, zip(*times, strict=True))
        model = ConditionalLogit(came, exposed[:, None].astype(float), groups=groups)
        fit = model.fit(disp=False)
        ours = math.log(conditional(counts_of("heavy_load", sets)).ratio)

        assert ours == pytest.approx(fit.params[0], abs=1e-3)  # the library stops a little short of the top
        assert model.loglike([ours]) >= model.loglike(fit.params)

    def test_a_worked_example_of_pairs_is_the_ratio_of_the_pairs_that_differ(self):
        """Of matched pairs the conditional odds ratio is that of the two kinds of pairs that differ: 12 to 4."""
        own = conditional(Counts(40, 12, {(1, 2): 16}, {(1, 2): 12}))

        assert own.ratio == pytest.approx(3)

    def test_the_mid_p_interval_is_that_of_the_binomial(self):
        """For pairs it is the mid-p interval of a proportion, here 12 of 16, turned into odds."""
        from scipy import stats

        own = conditional(Counts(40, 12, {(1, 2): 16}, {(1, 2): 12}))
        for bound, tail in ((own.low, 0.025), (own.high, 0.975)):
            p = bound / (1 + bound)
            assert stats.binom.sf(12, 16, p) + stats.binom.pmf(12, 16, p) / 2 == pytest.approx(tail, abs=1e-9)

    @pytest.mark.parametrize("seed", range(4))
    def test_the_posterior_is_prior_times_likelihood(self, seed):
        counts = counts_of("heavy_load", matched_sets(diary(*drawn(random.Random(seed), 25, 4.0)), same_hours=2))
        prior = Prior(1.6, 0.9)

        def density(ln):
            found = -0.5 * ((ln - prior.mean) / prior.sd) ** 2
            for kind, many in counts.telling.items():
                at = ln + offset(kind)
                found += counts.exposed[kind] * at - many * math.log1p(math.exp(at))
            return math.exp(found)

        told = posterior(counts, prior)
        whole = integrate.quad(density, -8, 12, limit=200)[0]
        assert integrate.quad(density, -8, math.log(told.low))[0] / whole == pytest.approx(0.025, abs=1e-4)
        assert integrate.quad(density, math.log(told.high), 12)[0] / whole == pytest.approx(0.025, abs=1e-4)
        assert integrate.quad(density, 0, 12)[0] / whole == pytest.approx(told.p_above_1, abs=1e-4)


class TestSetsThatAllPointOneWay:
    def test_always_before_a_spasm_and_never_else_has_no_upper_bound(self):
        own = found("heavy_load", *[(HEAVY, NOTHING, NOTHING)] * 8).own

        assert own.ratio == own.high == math.inf
        assert own.low > 3

    def test_never_before_a_spasm_has_no_lower_bound(self):
        own = found("heavy_load", *[(NOTHING, HEAVY, NOTHING)] * 8).own

        assert own.ratio == own.low == 0
        assert own.high < 1.5

    def test_what_is_believed_is_bounded_all_the_same(self):
        now = found("heavy_load", *[(HEAVY, NOTHING, NOTHING)] * 8).now

        assert 1 < now.low < now.ratio < now.high < 100

    @pytest.mark.parametrize("same", [NOTHING, HEAVY])
    def test_what_is_there_always_or_never_tells_nothing(self, same):
        told = found("heavy_load", *[(same, same, same)] * 50)

        assert (told.word, told.own) == ("too_few", None)
        assert told.now.ratio == pytest.approx(told.before.ratio, rel=1e-3)


class TestTheWord:
    def test_five_spasms_are_too_few_whatever_they_show(self):
        assert found("heavy_load", *[(HEAVY, NOTHING, NOTHING)] * 5).word == "too_few"

    def test_eight_of_eight_after_a_heavy_load_make_it_likely(self):
        assert found("heavy_load", *[(HEAVY, NOTHING, NOTHING)] * 8).word == "likely"

    def test_what_is_true_of_most_people_is_not_yet_true_of_this_one(self):
        """Bent work is eight times as common before an attack (Steffens 2015); this diary does not show it."""
        told = found("awkward_posture", *[(BENT, NOTHING, NOTHING)] * 5, *[(NOTHING, BENT, NOTHING)] * 5)

        assert told.now.low > 1
        assert told.word == "unclear"

    def test_as_often_on_other_days_is_no_sign(self):
        told = found(
            "cold", *[(COLD, NOTHING, NOTHING)] * 7, *[(NOTHING, COLD, NOTHING)] * 7, *[(NOTHING, NOTHING, COLD)] * 7
        )

        assert told.word == "no_sign"

    def test_more_often_on_other_days_is_less_often_before_spasms(self):
        assert found("cold", *[(NOTHING, COLD, NOTHING)] * 15, *[(NOTHING, NOTHING, COLD)] * 15).word == "less"

    def test_likely_ones_come_first(self):
        told = triggers_of(diary(*[(COLD, NOTHING, NOTHING)] * 12), KNOWLEDGE)

        assert (told[0].id, told[0].word) == ("cold", "likely")
        assert {one.word for one in told[1:]} == {"too_few"}


class TestWhichSpasmsCount:
    def test_a_spasm_of_which_nobody_remembers_the_days_before_makes_no_set(self):
        assert not matched_sets(diary((HEAVY, None, None), (None, NOTHING, NOTHING)), same_hours=2)

    def test_one_day_remembered_is_enough(self):
        assert len(matched_sets(diary((HEAVY, None, NOTHING))[0:1], same_hours=2)[0].controls) == 1

    def test_spasms_within_the_same_two_hours_are_one(self):
        """Else ten cramps after one sofa were ten proofs against it."""
        assert len(matched_sets(diary(*[(HEAVY, NOTHING, NOTHING)] * 10, hours_apart=0.1), same_hours=2)) == 1
        assert found("heavy_load", *[(HEAVY, NOTHING, NOTHING)] * 10, hours_apart=0.1).word == "too_few"

    def test_what_is_asked_no_more_is_told_as_long_as_it_was_ticked(self):
        assert {one.id for one in triggers_of([], KNOWLEDGE)} == {
            row.id for row in KNOWLEDGE.rows(DiaryTriggerRow) if row.asked
        }


class TestWhatIsKnownBefore:
    def test_a_published_figure_keeps_its_source(self):
        figure, prior = known_before(KNOWLEDGE)["heavy_load"]

        assert (figure.value, figure.source) == (5.0, "Steffens2015")
        assert prior.mean == pytest.approx(math.log(5))

    def test_one_person_is_less_sure_than_a_thousand(self):
        figure, prior = known_before(KNOWLEDGE)["heavy_load"]

        assert prior.odds().low < figure.low < figure.high < prior.odds().high

    def test_people_differ_at_least_as_much_as_age_makes_them(self):
        """A heavy load: 13.6 at 20 and 2.7 at 60 (Steffens 2015); ages from 18 to 80 have an sd of 18 years."""
        by_age = (math.log(13.6) - math.log(2.7)) / 40 * 18
        assert KNOWLEDGE.choices["spread_of_trigger_between_people"] > by_age

    @pytest.mark.parametrize("trigger", ["cold", "stress", "long_sitting", "poor_sleep", "alcohol"])
    def test_where_nothing_is_published_the_diary_alone_has_the_word(self, trigger):
        figure, prior = known_before(KNOWLEDGE)[trigger]

        assert (figure.source, figure.status, figure.value) == ("ours", "ours", 1)
        assert prior.odds().low < 0.2

    def test_a_number_without_doubt_is_no_prior(self):
        with pytest.raises(ValueError, match="without an interval"):
            Prior.of(Figure("odds_ratio", 25, None, None, "Steffens2015", "checked"), between_people=0.85)


class TestBesideOneAnother:
    def test_who_lifts_bent_is_told_which_of_the_two_it_is(self):
        chance = random.Random(2)
        sets = []
        for _ in range(150):
            times = []
            for p in (0.5, 0.17, 0.17):
                heavy = chance.random() < p
                bent = chance.random() < (0.7 if heavy else 0.15)  # lifting makes one bend; bending does nothing
                times.append((HEAVY if heavy else NOTHING) | (BENT if bent else NOTHING))
            sets.append(tuple(times))
        told = {one.id: one for one in triggers_of(diary(*sets), KNOWLEDGE)}
        beside = beside_one_another(diary(*sets), KNOWLEDGE)

        assert (told["heavy_load"].word, told["heavy_load"].beside) == ("likely", ())
        assert (told["awkward_posture"].word, told["awkward_posture"].beside) == ("unclear", ("heavy_load",))
        assert told["awkward_posture"].own.low > 1.2  # by itself it looked like one
        assert beside["awkward_posture"].low < 1 < beside["awkward_posture"].high
        assert beside["heavy_load"].low > 2

    def test_two_that_do_it_each_by_itself_both_stay_likely(self):
        chance = random.Random(4)
        sets = []
        for _ in range(120):
            tick = lambda p, q: (HEAVY if chance.random() < p else NOTHING) | (COLD if chance.random() < q else NOTHING)  # noqa: E731
            sets.append((tick(0.5, 0.5), tick(0.2, 0.2), tick(0.2, 0.2)))
        told = {one.id: one for one in triggers_of(diary(*sets), KNOWLEDGE)}

        assert {told[one].word for one in ("heavy_load", "cold")} == {"likely"}
        assert told["heavy_load"].beside == told["cold"].beside == ()

    def test_two_that_nearly_always_come_together_stay_and_each_names_the_other(self):
        both = HEAVY | BENT
        sets = [(both, NOTHING, NOTHING)] * 16 + [(NOTHING, both, NOTHING)] * 4
        sets += [(HEAVY, BENT, NOTHING), (BENT, HEAVY, NOTHING)]
        told = {one.id: one for one in triggers_of(diary(*sets), KNOWLEDGE)}

        assert {told[one].word for one in ("heavy_load", "awkward_posture")} == {"likely"}
        assert told["heavy_load"].beside == ("awkward_posture",)
        assert told["awkward_posture"].beside == ("heavy_load",)

    def test_without_the_library_each_is_told_by_itself(self, monkeypatch):
        def missing(*_):
            raise MissingExtraError(where="here", problem="not installed", remedy="install it")

        monkeypatch.setattr("multifidus.findings.diary.triggers.fitted", missing)
        told = triggers_of(diary(*[(HEAVY | BENT, NOTHING, NOTHING)] * 12), KNOWLEDGE)

        assert [one.word for one in told[:2]] == ["likely", "likely"]

    def test_too_few_are_not_weighed_beside_one_another(self):
        assert beside_one_another(diary(*[(HEAVY | COLD, NOTHING, NOTHING)] * 9), KNOWLEDGE) == {}

    def test_two_that_always_come_together_cannot_be_told_apart(self):
        both = HEAVY | BENT
        sets = [(both, NOTHING, NOTHING), (NOTHING, both, NOTHING), (both, NOTHING, both)] * 20

        assert beside_one_another(diary(*sets), KNOWLEDGE) == {}

    def test_a_missing_library_is_named_with_what_to_install(self, monkeypatch):
        importing = builtins.__import__

        def without(name, *args, **kwargs):
            if name.startswith("statsmodels"):
                raise ImportError(name)
            return importing(name, *args, **kwargs)

        monkeypatch.setattr(builtins, "__import__", without)
        chance = random.Random(2)
        tick = lambda: frozenset(one for one in ("heavy_load", "cold") if chance.random() < 0.5)  # noqa: E731
        with pytest.raises(MissingExtraError, match=r"statsmodels is not installed; pip install 'multifidus\[diary\]'"):
            beside_one_another(diary(*[(tick(), tick(), tick()) for _ in range(60)]), KNOWLEDGE)


def test_a_thousand_spasms_are_reviewed_in_well_under_a_second():
    chance = random.Random(1)
    ids = [row.id for row in KNOWLEDGE.rows(DiaryTriggerRow)]
    tick = lambda: frozenset(one for one in ids if chance.random() < 0.2)  # noqa: E731
    spasms = diary(*[(tick(), tick(), tick()) for _ in range(1000)])
    review(spasms[:10], KNOWLEDGE, now=NOW)
    start = time.process_time()
    review(spasms, KNOWLEDGE, now=NOW)

    assert time.process_time() - start < 1
