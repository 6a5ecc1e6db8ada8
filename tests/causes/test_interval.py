"""Intervals: what the doubt about every figure makes of a probability."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from multifidus.causes.evidence import Evidence, evidence_of
from multifidus.causes.explaining.interval import gradient_of_logit, intervals
from multifidus.causes.explaining.visited import look_into
from multifidus.causes.infer import beliefs_of, weigh
from multifidus.causes.model import Model, load_model
from multifidus.causes.network import logit, network_of
from multifidus.causes.searching import blocks
from multifidus.findings.closure import complete
from multifidus.knowledge import shipped
from multifidus.terms import Finding, Findings, Known

SCIATICA = [
    Finding("age", 44.0),
    Finding("male", True),
    Finding("slr_positive", True, "left"),
    Finding("weakness_great_toe_extension", True, "left"),
    Finding("numbness_or_tingling_leg", True),
    Finding("pain_on_cough_sneeze", True),
    Finding("fever", False),
    Finding("saddle_numbness", False),
    Finding("trauma", False),
]


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model(shipped())


def known(*findings: Finding) -> Known:
    return complete(Findings(findings), shipped())


def heard(evidence: Evidence, model: Model) -> Evidence:
    """The same items, read with another model's numbers."""
    return evidence_of(
        evidence.finding,
        evidence.side,
        evidence.present,
        modifiers=evidence.modifiers,
        setting=evidence.setting,
        model=model,
    )


def with_parameters(model: Model, parameters: np.ndarray) -> Model:
    return replace(model, network=network_of(model.structure, parameters))


def worst_slope(evidence: Evidence, sets: np.ndarray, model: Model) -> float:
    """The largest relative difference between slopes and finite differences, over the slopes that matter."""
    gradient = gradient_of_logit(look_into(sets, evidence, model), evidence, model)
    by_size = np.argsort(-np.abs(gradient).max(0))
    chosen = np.concatenate([by_size[:40], by_size[40:400:12]])
    step, parameters = 1e-5, model.network.parameters
    worst = 0.0
    for at in chosen:
        ends = []
        for sign in (1, -1):
            moved = with_parameters(model, parameters + sign * step * (np.arange(len(parameters)) == at))
            ends.append(logit(look_into(sets, heard(evidence, moved), moved).probability))
        slope = (ends[0] - ends[1]) / (2 * step)
        worst = max(worst, float(np.max(np.abs(slope - gradient[:, at]) / (np.abs(slope) + 1e-4))))
    return worst


@pytest.mark.parametrize("setting", ["primary", "secondary"])
def test_each_probability_answers_to_each_parameter_as_finite_differences_say(model: Model, setting: str) -> None:
    weighed = weigh(known(*SCIATICA), model, setting=setting)

    assert worst_slope(weighed.evidence, weighed.posterior.sets[:300], model) < 1e-4


def test_a_block_too_large_for_one_table_answers_the_same(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    weighed = weigh(known(*SCIATICA), model)
    sets = weighed.posterior.sets[:200]
    whole = look_into(sets, weighed.evidence, model)
    monkeypatch.setattr(blocks, "LARGEST", 2)

    cut = look_into(sets, weighed.evidence, model)

    assert len(cut.share) > len(whole.share)  # hubs were made
    assert cut.probability == pytest.approx(whole.probability, abs=1e-12)
    slopes = [gradient_of_logit(visited, weighed.evidence, model) for visited in (whole, cut)]
    assert slopes[1] == pytest.approx(slopes[0], abs=1e-9)


def test_nineteen_in_twenty_plausible_worlds_lie_inside_the_interval(model: Model) -> None:
    weighed = weigh(known(*SCIATICA), model)
    low, high = intervals(weighed)
    rng = np.random.default_rng(1)
    value, axes = np.linalg.eigh(np.asarray(model.covariance, dtype=np.float64))
    root = axes * np.sqrt(np.maximum(value, 0.0))

    worlds = []
    for _ in range(150):
        drawn = with_parameters(model, model.network.parameters + root @ rng.standard_normal(len(value)))
        worlds.append(look_into(weighed.posterior.sets[:250], heard(weighed.evidence, drawn), drawn).probability)

    shown = weighed.visited.probability > 0.02
    inside = ((np.array(worlds) >= low) & (np.array(worlds) <= high)).mean(0)[shown]
    assert inside.mean() == pytest.approx(0.95, abs=0.04)
    assert inside.min() > 0.86


@pytest.mark.parametrize(
    "findings",
    [
        [],
        [Finding("fever", True)],
        SCIATICA,
        [Finding("diagnosed_cauda_equina", True), Finding("saddle_numbness", True), Finding("urinary_retention", True)],
    ],
)
def test_an_interval_holds_its_probability_and_never_reaches_certainty(model: Model, findings: list[Finding]) -> None:
    beliefs = beliefs_of(weigh(known(*findings), model))

    for belief in beliefs.causes:
        assert 0.0 < belief.low <= belief.probability <= belief.high < 1.0
        assert belief.low < belief.high


def test_better_figures_make_narrower_intervals(model: Model) -> None:
    weighed = weigh(known(*SCIATICA), model)
    low, high = intervals(weighed)

    surer_low, surer_high = intervals(replace(weighed, model=replace(model, covariance=model.covariance / 4)))

    assert np.all(surer_high - surer_low < high - low)


def test_a_finding_nobody_mentioned_puts_no_doubt_into_the_answer(model: Model) -> None:
    weighed = weigh(known(*SCIATICA), model)
    gradient = gradient_of_logit(weighed.visited, weighed.evidence, model)
    unsaid = model.structure.finding_leak[model.structure.position["urinary_retention"]]
    said = model.structure.finding_leak[model.structure.position["slr_positive"]]

    assert not gradient[:, unsaid].any()
    assert gradient[:, said].any()
