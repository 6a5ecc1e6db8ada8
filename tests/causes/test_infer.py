"""What inference tells, whichever engine it runs on."""

import builtins
import sys

import pytest

from multifidus.causes.infer import infer, rank
from multifidus.causes.model import load_model
from multifidus.errors import MissingExtraError
from multifidus.findings.closure import complete
from multifidus.knowledge import shipped
from multifidus.terms import Finding, Findings

KNOWLEDGE = shipped()
L5_LEFT = [
    Finding("dermatomal_pain", True, "left"),
    Finding("slr_positive", True, "left"),
    Finding("weakness_great_toe_extension", True, "left"),
    Finding("weakness_hip_abduction", True, "left"),
    Finding("achilles_reflex_reduced", False),
    Finding("patellar_reflex_reduced", False),
]


@pytest.fixture(scope="module")
def model():
    return load_model(KNOWLEDGE)


def told(model, *findings, **options):
    return infer(complete(Findings(findings), KNOWLEDGE), model, **options)


def test_causes_come_ranked_all_of_them(model):
    beliefs = told(model, *L5_LEFT, engine="numpy")

    probabilities = [belief.probability for belief in beliefs.causes]
    assert probabilities == sorted(probabilities, reverse=True)
    assert {belief.cause for belief in beliefs.causes} == set(model.structure.causes)


def test_the_root_and_its_side_are_told(model):
    beliefs = told(model, *L5_LEFT, engine="numpy", explain=False)

    assert (beliefs.level[0].root, beliefs.level[0].side) == ("L5", "left")
    assert beliefs.causes[0].cause == "disc_herniation"


def test_every_answer_carries_a_certificate_of_one_in_ten_thousand(model):
    assert 0 <= told(model, *L5_LEFT, engine="numpy").certificate <= 1e-4


def test_an_explained_answer_is_the_plain_one_with_its_interval_around_it(model):
    plain, explained = told(model, *L5_LEFT, engine="numpy", explain=False), told(model, *L5_LEFT, engine="numpy")

    for belief in explained.causes:
        assert belief.probability == pytest.approx(plain.probability(belief.cause), abs=1e-4)
        assert belief.low <= belief.probability <= belief.high


def test_the_ranking_alone_is_the_same_ranking(model):
    known = complete(Findings(L5_LEFT), KNOWLEDGE)

    ranking = rank(known, model, engine="numpy")

    beliefs = infer(known, model, engine="numpy", explain=False)
    for cause, p in zip(model.structure.causes, ranking.cause, strict=True):
        assert p == pytest.approx(beliefs.probability(cause), abs=2e-4)


def test_without_the_fast_extra_it_is_said_what_to_install(model, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("multifidus.causes.searching") and "fast" in name]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.startswith("multifidus.causes.searching.kernel")]:
        monkeypatch.delitem(sys.modules, name)
    really = builtins.__import__

    def without_numba(name, *args, **kwargs):
        if name == "numba":
            raise ModuleNotFoundError("No module named 'numba'", name="numba")
        return really(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_numba)
    monkeypatch.delattr("multifidus.causes.searching.search_fast", raising=False)

    with pytest.raises(MissingExtraError, match=r"the fast engine: numba is not installed; .*multifidus\[fast\]"):
        told(model, *L5_LEFT, engine="fast")
