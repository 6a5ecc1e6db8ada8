"""The figures pull the network together, each under the people it was measured in."""

from dataclasses import replace

import numpy as np
import pytest

from multifidus.causes.fit import fit, fit_figures
from multifidus.causes.fitting.figures import Z_95, compiled_figures, off_scale
from multifidus.causes.fitting.implied import Predictor
from multifidus.causes.fitting.populations import ONE_CAUSE_EACH, Populations, pain_node
from multifidus.causes.network import expit, network_of, read_structure
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import HeldOutRow
from multifidus.terms import SETTINGS

KNOWLEDGE = shipped()
STRUCTURE = read_structure(KNOWLEDGE)
FIGURES = compiled_figures(KNOWLEDGE, STRUCTURE)
POPULATIONS = Populations(KNOWLEDGE, STRUCTURE)


@pytest.fixture(scope="module")
def fitted():
    return fit(KNOWLEDGE, STRUCTURE)


@pytest.fixture(scope="module")
def network(fitted):
    return network_of(STRUCTURE, fitted.parameters)


def away_from_start(predictor, seed=0):
    return predictor.start + np.random.default_rng(seed).normal(0, 0.2, predictor.size)


def probability_off(finding, causes, network):
    """P(finding off | exactly these causes), with every mechanism and root state written out."""
    i = STRUCTURE.position[finding]
    held = np.array([cause in causes for cause in STRUCTURE.causes], dtype=float)
    quiet = np.exp(-network.mechanism_leak - network.mechanism_cause @ held)
    passed = np.exp(-network.finding_mechanism[i])
    root = STRUCTURE.mechanisms.index("nerve_root")
    passed[root] *= STRUCTURE.state_share @ np.exp(-STRUCTURE.state_roots @ network.finding_root[i])
    direct = network.finding_leak[i] + network.finding_cause[i] @ held
    return np.exp(-direct) * np.prod(quiet + (1 - quiet) * passed)


# ------------------------------------------------------------------------------------------------ what is implied


def test_the_gradient_of_every_figure_agrees_with_differences():
    predictor = Predictor(KNOWLEDGE, STRUCTURE, FIGURES)
    parameters = away_from_start(predictor)
    gradient = predictor(parameters).gradient
    random = np.random.default_rng(1)
    for _ in range(12):
        direction = random.normal(size=predictor.size)
        ahead, behind = (predictor(parameters + step * direction).points for step in (1e-6, -1e-6))

        assert np.allclose((ahead - behind) / 2e-6, gradient @ direction, atol=2e-6, rtol=2e-6)


def test_our_judgement_of_a_cause_speaks_of_that_cause_alone(network):
    ours = [figure for figure in FIGURES if figure.measure == "p_if_cause" and figure.finding in STRUCTURE.position]
    predictor = Predictor(KNOWLEDGE, STRUCTURE, tuple(ours))
    parameters = np.concatenate([network.parameters, predictor.start[len(network.parameters) :]])
    for figure, point in zip(ours, predictor(parameters).points, strict=True):
        expected = 1 - probability_off(figure.finding, {figure.cause}, network)

        assert off_scale(figure.measure, point) == pytest.approx(expected, abs=1e-12)


def test_people_let_in_for_a_leg_pain_have_a_positive_leg_raise_more_often_without_a_herniation():
    spec = next(f for f in FIGURES if f.finding == "slr_positive" and f.measure == "spec" and f.role == "fitted")
    assert spec.population == "suspected_radiculopathy"
    predictor = Predictor(KNOWLEDGE, STRUCTURE, (spec, replace(spec, population="low_back_pain_primary")))

    selected, first_contact = predictor(predictor.start).points

    assert selected < first_contact - 0.5  # logit of the specificity


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_pain_node_gives_every_cause_its_share_and_leaves_the_unexplained_unexplained(setting):
    at = SETTINGS.index(setting)
    network = network_of(STRUCTURE, STRUCTURE.start)
    share, unexplained = network.prior[at], float(network.unexplained[at])

    log_odds, log_leak, _ = pain_node(share, unexplained)

    p = expit(log_odds)
    none = np.prod(1 - p)
    pain = 1 - none + none * np.exp(log_leak)
    assert p / pain == pytest.approx(share)
    assert none * np.exp(log_leak) / pain == pytest.approx(unexplained)


def test_a_mix_without_its_target_is_rescaled_and_holds_the_rest():
    (group,) = POPULATIONS.groups(
        [("chronic_low_back_pain_blocks", "sacroiliac_joint", False)],
        np.concatenate([STRUCTURE.start, POPULATIONS.start]),
    )
    held = group.weights @ POPULATIONS.sets

    assert held[STRUCTURE.causes.index("sacroiliac_joint")] == 0
    assert group.weights.sum() == pytest.approx(1)
    assert group.weights[0] == pytest.approx(0.05 / 0.85, rel=0.05)  # `none` of the table, less the target's 0.15
    assert held[STRUCTURE.causes.index("discogenic_pain")] == pytest.approx(0.4 / 0.85, rel=0.15)


def test_people_with_claudication_and_a_narrow_canal_seldom_have_arterial_disease_as_well():
    (group,) = POPULATIONS.groups(
        [("claudication", "spinal_stenosis", True)], np.concatenate([STRUCTURE.start, POPULATIONS.start])
    )
    both = group.weights @ POPULATIONS.sets[:, STRUCTURE.causes.index("peripheral_artery_disease")]

    assert 0.01 < both < 0.2


def test_with_one_cause_each_the_others_come_by_their_prior():
    (group,) = POPULATIONS.groups([(ONE_CAUSE_EACH, "muscle_strain", False)], STRUCTURE.start)
    prior = network_of(STRUCTURE, STRUCTURE.start).prior[0]
    strain = STRUCTURE.causes.index("muscle_strain")
    others = np.arange(len(prior)) != strain

    assert (group.weights @ POPULATIONS.sets)[others] == pytest.approx(prior[others] / prior[others].sum())


# ---------------------------------------------------------------------------------------------------- what pulls


def test_nothing_of_held_out_and_no_duplicate_is_fitted(fitted):
    held = {(row.finding, row.cause) for row in KNOWLEDGE.rows(HeldOutRow)}
    pulling = [one.figure for one in fitted.figures if one.figure.role == "fitted"]

    assert not [f for f in pulling if (f.finding, f.cause) in held or (f.finding, None) in held]
    assert sum(one.figure.role == "duplicate" for one in fitted.figures) > 100


def test_no_row_pulls_with_more_than_two_of_its_figures():
    pulling = [figure.where for figure in FIGURES if figure.role == "fitted"]

    assert max(pulling.count(where) for where in pulling) == 2


def test_duplicates_do_not_move_the_fit(fitted):
    alone = fit_figures(KNOWLEDGE, STRUCTURE, tuple(f for f in FIGURES if f.role == "fitted"))

    assert np.array_equal(alone.parameters, fitted.parameters)


def test_two_fits_are_the_same_to_the_last_bit(fitted):
    again = fit(KNOWLEDGE, STRUCTURE)

    assert np.array_equal(again.parameters, fitted.parameters)
    assert np.array_equal(again.covariance, fitted.covariance)


def test_the_fit_ends_where_the_ground_is_level(fitted):
    assert fitted.gradient < 1e-6
    assert fitted.steps < 100


def test_a_tight_interval_pulls_harder_than_a_wide_one(fitted):
    at = next(i for i, f in enumerate(FIGURES) if f.finding == "crossed_slr_positive" and f.measure == "sens")
    implied = []
    for half_width in (0.02, 0.25):
        said = replace(FIGURES[at], value=0.6, low=0.6 - half_width, high=0.6 + half_width, spread=0.0)
        figures = (*FIGURES[:at], said, *FIGURES[at + 1 :])
        implied.append(fit_figures(KNOWLEDGE, STRUCTURE, figures).figures[at].implied)
    tight, wide = implied

    assert fitted.figures[at].implied < wide < tight


def test_known_parameters_are_found_again_inside_intervals_that_deserve_their_name():
    """Truth drawn from the prior, figures drawn from the truth with their own error and spread."""
    random = np.random.default_rng(7)
    pulling = tuple(f for f in FIGURES if f.role == "fitted")
    predictor = Predictor(KNOWLEDGE, STRUCTURE, pulling)
    truth = predictor.start.copy()
    count = len(STRUCTURE.start)
    truth[:count] += random.normal(0, STRUCTURE.start_sd)
    made = []
    for figure, point in zip(pulling, predictor(truth).points, strict=True):
        sd = min(*figure.sd, 0.5)
        found = point + random.normal(0, np.hypot(sd, figure.spread) / np.sqrt(figure.share))
        low, value, high = (off_scale(figure.measure, found + z * sd) for z in (-Z_95, 0, Z_95))
        made.append(replace(figure, value=value, low=low, high=high))

    found = fit_figures(KNOWLEDGE, STRUCTURE, tuple(made))

    sd = np.sqrt(np.diag(found.covariance))
    inside = np.abs(found.parameters - truth[:count]) < Z_95 * sd
    before = np.abs(truth[:count] - STRUCTURE.start)
    told = sd < 0.9 * STRUCTURE.start_sd  # parameters that the figures speak of
    assert 0.92 < inside.mean() <= 1
    assert np.abs(found.parameters - truth[:count])[told].mean() < before[told].mean()


# ------------------------------------------------------------------------------------------------- what comes out


def test_no_weight_runs_to_nought_or_one(fitted):
    weight = expit(fitted.parameters[: STRUCTURE.edges])

    assert weight.max() < 0.998
    assert weight.min() > 1e-6


def test_the_leak_of_a_mechanism_stays_small_against_what_its_causes_feed_it(network):
    begun = network_of(STRUCTURE, STRUCTURE.start)

    def ratio(of):
        fed = -np.expm1(-of.mechanism_cause) @ of.prior[0]
        return -np.expm1(-of.mechanism_leak) / fed

    assert (ratio(network) < 2 * ratio(begun)).all()
    for mechanism in ("nerve_root", "cauda_compression", "neurogenic_claudication"):
        assert ratio(network)[STRUCTURE.mechanisms.index(mechanism)] < 0.15


def test_the_covariance_is_one(fitted):
    assert np.allclose(fitted.covariance, fitted.covariance.T)
    assert np.linalg.eigvalsh(fitted.covariance)[0] > 0


def test_what_no_figure_speaks_of_keeps_its_own_interval(fitted):
    at = STRUCTURE.parameter_names.index("prior secondary spinal_infection")

    assert np.sqrt(fitted.covariance[at, at]) == pytest.approx(STRUCTURE.start_sd[at], rel=0.1)
