"""The network says what the tables say."""

import numpy as np
import pytest

from multifidus.causes.network import NERVE_ROOT, network_of, read_structure
from multifidus.knowledge import shipped
from multifidus.knowledge.rows import EdgeRow

KNOWLEDGE = shipped()
STRUCTURE = read_structure(KNOWLEDGE)


@pytest.fixture(scope="module")
def network():
    return network_of(STRUCTURE, STRUCTURE.start)


def test_every_weight_of_the_tables_is_in_its_place(network):
    for row in KNOWLEDGE.rows(EdgeRow):
        if row.kind != "cause_to_mechanism":
            continue
        at = STRUCTURE.mechanisms.index(row.child), STRUCTURE.causes.index(row.parent)
        assert 1 - np.exp(-network.mechanism_cause[at]) == pytest.approx(row.weight, rel=1e-6)


def test_a_finding_hangs_on_causes_or_on_the_layer_and_never_on_both():
    on_causes = (STRUCTURE.finding_cause >= 0).any(1)
    on_layer = (STRUCTURE.finding_mechanism >= 0).any(1) | (STRUCTURE.finding_root >= 0).any(1)

    assert not (on_causes & on_layer).any()


def test_nothing_is_impossible_without_a_known_cause(network):
    assert (network.finding_leak > 0).all()
    assert (network.mechanism_leak > 0).all()


def test_a_pressed_nerve_root_is_one_root_or_two_neighbours_on_some_side():
    assert NERVE_ROOT in STRUCTURE.mechanisms
    assert STRUCTURE.state_share.sum() == pytest.approx(1.0)
    for roots in STRUCTURE.state_roots.astype(bool):
        pressed = np.flatnonzero(roots)
        assert len(pressed) in {1, 2}
        assert np.ptp(pressed) <= 1


def test_the_priors_of_every_setting_are_shares_of_people_in_pain(network):
    assert network.prior.sum(1) == pytest.approx(1.0)
