"""The search on the network that ships, against enumeration and against an independent engine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyagrum
import pytest
from patients import contrary, drawn
from peer import Unrolled

from multifidus.causes.by_enumeration import enumerate_sets
from multifidus.causes.evidence import read_evidence
from multifidus.causes.infer import infer, rank
from multifidus.causes.model import load_model
from multifidus.causes.searching import search as plain
from multifidus.causes.searching import search_fast
from multifidus.causes.searching.posterior import GOAL
from multifidus.findings.closure import complete
from multifidus.knowledge import shipped
from multifidus.terms import SETTINGS, Finding, Findings

KNOWLEDGE = shipped()
ENGINES = {"numpy": plain, "fast": search_fast}
LARGEST_TABLE = 70  # states in all blocks together; beyond it enumeration takes minutes
SMALL_TREE = 3e5

# Signs that hang on the nerve root and nothing else, none of which follows from another.
ROOT_SIGNS = ("dermatomal_pain", "slr_positive", "slump_positive", "crossed_slr_positive")


@pytest.fixture(scope="module")
def model():
    return load_model(KNOWLEDGE)


@pytest.fixture(scope="module")
def people(model):
    rng = np.random.default_rng(19)
    made = [make(model, KNOWLEDGE, rng) for _ in range(60) for make in (drawn, contrary)]
    return [(read_evidence(person.known, model, person.setting), person) for person in made]


def small(evidence, model):
    return sum(1 << len(b.mechanisms) for b, _ in plain.pose(evidence, model).blocks) <= LARGEST_TABLE


def test_two_dozen_people_are_weighed_as_by_all_half_million_sets(people, model):
    judged = [evidence for evidence, _ in people if small(evidence, model)][:24]

    for evidence in judged:
        exact = enumerate_sets(evidence, model)
        for engine in ENGINES.values():
            posterior, ranking = engine.search(evidence, model), engine.rank(evidence, model)
            for answer in (posterior, ranking):
                assert answer.certificate <= GOAL + 1e-12
                assert abs(answer.cause - exact.cause).max() <= answer.certificate + 1e-9
                assert abs(answer.unexplained - exact.unexplained) <= answer.certificate + 1e-9
            assert abs(posterior.mechanism - exact.mechanism).max() <= posterior.certificate + 1e-9
            assert abs(posterior.root - exact.root).max() <= posterior.certificate + 1e-9
    assert len(judged) == 24


def test_an_independent_engine_gives_the_same_probabilities(people, model):
    pyagrum.setNumberOfThreads(1)
    compared = 0
    for evidence, _ in people:
        net = Unrolled(evidence, model)
        if net.tree_size() > SMALL_TREE or compared == 12:
            continue
        compared += 1
        ranking = plain.rank(evidence, model)
        assert abs(ranking.cause - net.posterior(pyagrum.LazyPropagation)).max() <= ranking.certificate + 1e-9
    assert compared == 12


def test_both_engines_agree_on_everybody(people, model):
    for evidence, person in people[:30]:
        by_hand = rank(person.known, model, setting=person.setting, engine="numpy")
        compiled = rank(person.known, model, setting=person.setting, engine="fast")
        both = plain.search(evidence, model), search_fast.search(evidence, model)
        assert abs(by_hand.cause - compiled.cause).max() <= GOAL
        assert abs(both[0].cause - both[1].cause).max() <= GOAL
        assert abs(both[0].mechanism - both[1].mechanism).max() <= GOAL


def test_the_order_in_which_findings_are_told_makes_no_difference(people, model):
    for _, person in people[:10]:
        reversed_findings = Findings(reversed(list(person.known.findings.all())))
        told_backwards = replace(person.known, findings=reversed_findings)
        one = infer(person.known, model, setting=person.setting, engine="numpy", explain=False)
        assert one == infer(told_backwards, model, setting=person.setting, engine="numpy", explain=False)


@pytest.mark.parametrize("setting", SETTINGS)
def test_with_nothing_known_but_pain_each_cause_has_its_published_share(model, setting):
    nothing = complete(Findings(), KNOWLEDGE)
    network, at = model.network, SETTINGS.index(setting)

    ranking = rank(nothing, model, setting=setting, engine="numpy")

    assert abs(ranking.cause - network.prior[at]).max() < GOAL
    assert abs(ranking.unexplained - network.unexplained[at]) < GOAL


def p_disc(model, *signs):
    known = complete(Findings(Finding(sign, True) for sign in signs), KNOWLEDGE)
    return rank(known, model, engine="numpy").cause[model.structure.causes.index("disc_herniation")]


def odds(p):
    return p / (1 - p)


def with_root_certain(model):
    """P(disc herniation) were it known that a root is pressed, and nothing else: what root signs can reach at most."""
    evidence = read_evidence(complete(Findings(), KNOWLEDGE), model)
    posterior = plain.search(evidence, model, 1e-6)
    fed = model.network.mechanism_cause[model.nerve_root]
    pressed = posterior.share * -np.expm1(-(model.network.mechanism_leak[model.nerve_root] + posterior.sets @ fed))
    return pressed @ posterior.sets[:, model.structure.causes.index("disc_herniation")] / pressed.sum()


def flattened(model):
    """The same network without its layer: every finding as likely under each single cause as before."""
    network, root = model.network, model.nerve_root
    on = -np.expm1(-(network.mechanism_leak + np.vstack([np.zeros(len(network.prior[0])), network.mechanism_cause.T])))
    off = np.exp(-model.finding_lam[:, -on.shape[1] :])  # (findings, mechanisms)
    stay = np.prod(1 - on[:, None, :] * (1 - off), axis=2)
    pressed = np.exp(-model.state_lam[0]) @ model.structure.state_share  # (findings,)
    stay *= 1 - on[:, root, None] * (1 - pressed)
    lam = -np.log(stay)
    layered = model.layered
    return replace(
        model,
        network=replace(
            network,
            finding_leak=network.finding_leak + np.where(layered, lam[0], 0.0),
            finding_cause=np.where(layered[:, None], (lam[1:] - lam[0]).T, network.finding_cause),
            finding_mechanism=np.zeros_like(network.finding_mechanism),
            finding_root=np.zeros_like(network.finding_root),
        ),
    )


def test_four_signs_of_one_root_say_no_more_than_the_root_itself(model):
    assert model.layered[[model.structure.position[sign] for sign in ROOT_SIGNS]].all()

    assert p_disc(model, *ROOT_SIGNS) <= with_root_certain(model) + GOAL


def test_without_the_layer_four_signs_of_one_root_count_too_much(model):
    flat = flattened(model)
    one, four = odds(p_disc(model, ROOT_SIGNS[0])), odds(p_disc(model, *ROOT_SIGNS))
    one_flat, four_flat = odds(p_disc(flat, ROOT_SIGNS[0])), odds(p_disc(flat, *ROOT_SIGNS))

    assert p_disc(flat, *ROOT_SIGNS) > with_root_certain(model) + 0.02
    assert four_flat / one_flat > 3 * four / one
