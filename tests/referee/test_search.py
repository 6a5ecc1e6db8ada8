"""The certified search against plain enumeration: what it says is never further off than it says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from networks import Size, random_evidence, small_model

from multifidus.causes.by_enumeration import enumerate_plainly, enumerate_sets
from multifidus.causes.searching import search as plain
from multifidus.causes.searching import search_fast
from multifidus.causes.searching.posterior import GOAL
from multifidus.causes.searching.problem import growth, least_growth, pose, weights

ENGINES = {"numpy": plain, "fast": search_fast}
SEEDS = st.integers(0, 2**32 - 1)
SIZES = st.builds(Size, causes=st.integers(2, 4), mechanisms=st.integers(0, 2), findings=st.integers(0, 7))
LARGER = st.builds(Size, causes=st.integers(5, 9), mechanisms=st.integers(2, 6), findings=st.integers(4, 14))
THOROUGH = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def furthest(posterior, exact):
    """The largest difference of any probability."""
    return max(
        abs(posterior.cause - exact.cause).max(),
        abs(posterior.unexplained - exact.unexplained),
        abs(posterior.mechanism - exact.mechanism).max(),
        abs(posterior.root - exact.root).max(),
    )


@given(SEEDS, SIZES)
@settings(THOROUGH, max_examples=500)
def test_summing_mechanisms_out_by_group_is_the_definition_of_the_network(seed, size):
    rng = np.random.default_rng(seed)
    model = small_model(rng, size)
    evidence = random_evidence(rng, model)

    assert furthest(enumerate_sets(evidence, model), enumerate_plainly(evidence, model)) < 1e-10


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("goal", [GOAL, 3e-2])
@given(SEEDS, LARGER)
@settings(THOROUGH, max_examples=700)
def test_no_probability_is_further_off_than_the_certificate_says(engine, goal, seed, size):
    rng = np.random.default_rng(seed)
    model = small_model(rng, size)
    evidence = random_evidence(rng, model)

    posterior = ENGINES[engine].search(evidence, model, goal)

    assert posterior.certificate <= goal
    assert furthest(posterior, enumerate_sets(evidence, model)) <= posterior.certificate + 1e-9


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("goal", [GOAL, 3e-2])
@given(SEEDS, LARGER)
@settings(THOROUGH, max_examples=500)
def test_no_cause_is_ranked_further_off_than_the_certificate_says(engine, goal, seed, size):
    rng = np.random.default_rng(seed)
    model = small_model(rng, size)
    evidence = random_evidence(rng, model)

    ranking, exact = ENGINES[engine].rank(evidence, model, goal), enumerate_sets(evidence, model)

    assert ranking.certificate <= goal + 1e-12
    assert abs(ranking.cause - exact.cause).max() <= ranking.certificate + 1e-9
    assert abs(ranking.unexplained - exact.unexplained) <= ranking.certificate + 1e-9


@pytest.mark.parametrize("engine", ENGINES)
@given(SEEDS)
@settings(THOROUGH, max_examples=40)
def test_a_block_too_large_for_one_table_is_cut_without_losing_anything(engine, seed):
    rng = np.random.default_rng(seed)
    model = small_model(rng, Size(causes=4, mechanisms=10, findings=12), tie=0.25)
    evidence = random_evidence(rng, model, known=1.0)

    posterior = ENGINES[engine].search(evidence, model)

    assert furthest(posterior, enumerate_sets(evidence, model)) <= posterior.certificate + 1e-9


@given(SEEDS, LARGER)
@settings(THOROUGH, max_examples=300)
def test_every_superset_weighs_between_its_bounds(seed, size):
    rng = np.random.default_rng(seed)
    model = small_model(rng, size)
    problem = pose(random_evidence(rng, model), model)
    causes = len(problem.odds)
    sets = (np.arange(1 << causes)[:, None] >> np.arange(causes) & 1).astype(bool)
    states = problem.start * np.prod(np.where(sets[:, :, None], problem.keep, 1.0), axis=1)
    weight = weights(problem, states, np.prod(np.where(sets, problem.odds, 1.0), axis=1))
    below = np.flatnonzero(rng.random(len(sets)) < 0.2)
    last = np.array([np.flatnonzero(row).max(initial=-1) for row in sets[below]])
    most, _ = growth(problem, states[below], last)
    least = least_growth(problem, states[below], last)

    for start, at, above, under in zip(below, last, most, least, strict=True):
        beyond = np.arange(causes) > at
        supersets = (sets[:, ~beyond] == sets[start, ~beyond]).all(1)
        added = sets[supersets][:, beyond]
        assert (weight[supersets] <= weight[start] * np.where(added, above[beyond], 1.0).prod(1) * (1 + 1e-9)).all()
        assert (weight[supersets] >= weight[start] * np.where(added, under[beyond], 1.0).prod(1) * (1 - 1e-9)).all()


@given(SEEDS, LARGER)
@settings(THOROUGH, max_examples=100)
def test_both_engines_give_the_same_answer(seed, size):
    rng = np.random.default_rng(seed)
    model = small_model(rng, size)
    evidence = random_evidence(rng, model)

    one, other = plain.search(evidence, model), search_fast.search(evidence, model)

    assert furthest(one, other) <= GOAL


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_evidence_gives_the_same_answer_to_the_last_bit(engine):
    rng = np.random.default_rng(1)
    model = small_model(rng, Size(causes=8, mechanisms=5, findings=12))
    evidence = random_evidence(rng, model)

    first, second = ENGINES[engine].search(evidence, model), ENGINES[engine].search(evidence, model)

    assert (first.cause == second.cause).all()
    assert (first.sets == second.sets).all()
    assert first.certificate == second.certificate


@pytest.mark.parametrize("engine", ENGINES)
def test_a_tighter_goal_is_kept_too(engine):
    rng = np.random.default_rng(2)
    model = small_model(rng, Size(causes=9, mechanisms=5, findings=14))
    evidence = random_evidence(rng, model)

    assert ENGINES[engine].search(evidence, model, 1e-5).certificate <= 1e-5
