"""Of a hundred people, how many are better with and without: published where it is, else computed and ours."""

import pytest
from treating import KNOWLEDGE, found, person, treated

from multifidus.actions.treating.outcomes import courses_of, p_better, p_with_gain
from multifidus.knowledge.rows import EffectRow

ACUTE = courses_of(KNOWLEDGE)["muscle_strain", "acute"]
SD = KNOWLEDGE.choices["sd_of_pain_change_0_100"]


@pytest.mark.parametrize(
    ("p_without", "d", "nnt"),
    [(0.5, 0.2, 12.6), (0.5, 0.5, 5.2), (0.5, 0.8, 3.5), (0.2, 0.5, 6.0), (0.1, 0.2, 25.2)],
)
def test_the_method_gives_the_numbers_needed_to_treat_of_its_formula(p_without, d, nnt):
    """EER = Phi(Phi^-1(CER) + d), worked out here by hand from a table of the normal curve."""
    assert 1 / (p_with_gain(p_without, d) - p_without) == pytest.approx(nnt, abs=0.15)


def test_published_shares_are_told_as_published():
    treatments, _ = treated(person(duration_weeks=1.0, age=30.0, male=True), muscle_strain=0.95)
    better = found(treatments, "nsaid").outcomes[0]

    assert (better.p_without, better.p_with, better.weeks) == (0.367, 0.514, 3.0)
    assert better.low == pytest.approx(0.367 * 1.12)
    assert better.status == "checked"


def test_what_is_computed_for_the_anti_inflammatory_contains_what_the_trials_counted():
    """Points of pain turned into people, from the published share without it: 51 of 100 were counted."""
    rows = [row for row in KNOWLEDGE.rows(EffectRow) if row.option == "nsaid" and "muscle_strain" in row.causes]
    counted = next(row for row in rows if row.p_with is not None)
    points = next(row for row in rows if row.measure == "pain_md_0_100")
    low, high = (p_with_gain(counted.p_without, -end / SD) for end in (points.high, points.low))

    assert low <= counted.p_with <= high


def test_the_course_alone_foretells_about_how_many_are_better_on_placebo():
    """36.7 of 100 judged themselves much better after three weeks; pain down by three tenths is the easier goal."""
    assert 0.367 < p_better(ACUTE, 3.0, KNOWLEDGE) < 0.55


def test_more_people_are_better_the_longer_one_waits():
    shares = [p_better(ACUTE, weeks, KNOWLEDGE) for weeks in (1.0, 3.0, 6.0, 26.0, 52.0)]

    assert shares == sorted(shares)


def test_a_computed_outcome_is_ours_with_an_interval_and_counts_people():
    treatments, _ = treated(person(duration_weeks=40.0, age=45.0, male=True), discogenic_pain=0.95)
    better = found(treatments, "exercise_programme").outcomes[0]

    assert better.status == "ours"
    assert better.source == "Hayden2021"
    assert 0 < better.p_without < better.low < better.p_with < better.high < 1


def test_weak_evidence_is_not_told_as_so_many_people_of_a_hundred():
    treatments, _ = treated(person(duration_weeks=1.0, age=30.0, male=True), muscle_strain=0.95)

    assert found(treatments, "massage").outcomes == ()  # one trial, very low certainty
    assert found(treatments, "muscle_relaxant").outcomes == ()


def test_a_treatment_held_against_another_tells_nothing_of_doing_without():
    treatments, _ = treated(person(duration_weeks=40.0, age=45.0, male=True), discogenic_pain=0.95)

    assert all("recommended" not in one.better for one in found(treatments, "spinal_manipulation").outcomes)
    assert found(treatments, "spinal_manipulation").outcomes == ()


def test_warmth_is_told_for_the_days_in_which_it_was_tested():
    treatments, _ = treated(person(duration_weeks=1.0, age=30.0, male=True), muscle_strain=0.95)

    assert found(treatments, "superficial_heat").outcomes[0].weeks < 1.0


def test_nobody_is_promised_more_than_was_followed():
    treatments, _ = treated(person(duration_weeks=40.0, age=45.0, male=True), discogenic_pain=0.95)

    assert all(one.weeks <= 52 for treatment in treatments for one in treatment.outcomes if one.status == "ours")
