"""The compiled model: what is kept is what was compiled, and changed tables are compiled anew."""

import shutil
from functools import partial

import numpy as np
import pytest

from multifidus.causes import model as room
from multifidus.causes.model import compile_model, load_model
from multifidus.causes.network import expit
from multifidus.causes.priors import joint_prior
from multifidus.knowledge import Knowledge, shipped
from multifidus.knowledge.products import keep

KNOWLEDGE = shipped()


@pytest.fixture(scope="module")
def knowledge():
    return Knowledge()


@pytest.fixture(scope="module")
def compiled(knowledge):
    return compile_model(knowledge)


def test_the_kept_model_is_the_compiled_one(compiled):
    kept = load_model(Knowledge())

    assert kept.fingerprint == compiled.fingerprint
    assert kept.names == compiled.names
    assert kept.structure.parameter_names == compiled.structure.parameter_names
    assert kept.network.parameters == pytest.approx(compiled.network.parameters, abs=1e-9)
    assert np.allclose(kept.covariance, compiled.covariance, atol=1e-6)
    assert (kept.entails == compiled.entails).all()


def test_the_model_is_known_by_every_table_that_it_is_compiled_from(knowledge, compiled):
    assert {kind.table for kind in knowledge._tables} == set(room.FROM)


def test_a_changed_table_is_another_model(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    tables = tmp_path / "tables"
    shutil.copytree(KNOWLEDGE.folder, tables)
    edges = tables / "mechanism_edges.csv"
    before = "none,nerve_root,leak_to_mechanism,0.004,"
    assert before in edges.read_text()
    edges.write_text(edges.read_text().replace(before, before.replace("0.004", "0.005")))

    changed = load_model(Knowledge(tables))

    at = changed.structure.parameter_names.index("none -> nerve_root")
    assert expit(changed.structure.start[at]) == pytest.approx(0.005)
    assert list((tmp_path / "cache" / "multifidus").glob(f"{changed.fingerprint[:16]}-*.npz"))


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path, compiled):
    not_a_folder = tmp_path / "file"
    not_a_folder.write_text("")

    assert not keep(partial(room._write, compiled), not_a_folder / "model.npz", family="*.npz", editions=1)


def test_given_pain_each_cause_has_its_share_and_the_rest_is_unexplained():
    share = np.array([0.6, 0.25, 0.1, 0.05])

    log_odds, leak = joint_prior(share, unexplained=0.1)

    p = expit(log_odds)
    p_none = np.prod(1 - p)
    p_pain = 1 - p_none * (1 - leak)
    assert p / p_pain == pytest.approx(share, rel=1e-9)
    assert p_none * leak / p_pain == pytest.approx(0.1, rel=1e-9)
