"""Sharing a moment among muscles: met, bounded, and nothing cheaper does it."""

import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from frames import drawn
from hypothesis import given, settings
from hypothesis import strategies as st

from multifidus.findings.lifting.spine.muscles import share


def test_every_moment_is_met_and_no_muscle_does_more_than_it_can():
    moments, needed = drawn(200)
    told = share(moments, needed)
    assert np.abs(told.left).max() < 1e-6 * np.abs(needed).max()
    assert np.abs(np.einsum("fjm,fm->fj", moments, told.activation) + told.left - needed).max() < 1e-9
    assert told.activation.min() >= 0
    assert told.activation.max() <= 1


def test_nothing_cheaper_does_it():
    """The conditions of Karush, Kuhn and Tucker: some multipliers pull each muscle just as hard as it works."""
    moments, needed = drawn(100, seed=3)
    told = share(moments, needed)
    for r, a in zip(moments, told.activation, strict=True):
        inside = (a > 1e-6) & (a < 1 - 1e-6)
        multipliers, *_ = np.linalg.lstsq(r[:, inside].T, a[inside], rcond=None)
        pull = r.T @ multipliers
        assert np.abs(pull[inside] - a[inside]).max() < 1e-5
        assert pull[a <= 1e-6].max(initial=0) < 1e-5
        assert pull[a >= 1 - 1e-6].min(initial=1) > 1 - 1e-5


@pytest.mark.skipif(not find_spec("daqp") and not os.environ.get("CI"), reason="no daqp here: pip install daqp")
def test_the_optimum_of_a_thousand_frames_is_that_of_daqp(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[3] / "benchmarks"))
    from muscles import by_daqp

    moments, needed = drawn(1000, seed=5)
    best = np.array([by_daqp(r, tau) for r, tau in zip(moments, needed, strict=True)])
    assert share(moments, needed).objective == pytest.approx(best, rel=1e-6)


def test_a_dearer_muscle_does_less():
    moments, needed = drawn(20, seed=1)
    alike = share(moments, needed).activation[:, 0]
    price = np.ones(210)
    price[0] = 100
    dear = share(moments, needed, weight=price).activation[:, 0]
    assert (dear <= alike + 1e-9).all()
    assert dear.sum() < alike.sum()


def test_what_no_muscle_can_do_is_told():
    moments, needed = drawn(20, seed=2)
    told = share(moments, needed * 50)
    assert (np.abs(told.left).max(axis=1) > 0.1 * np.abs(needed).max(axis=1)).all()
    assert np.isfinite(told.activation).all()


def test_no_frames_are_no_work():
    assert share(np.empty((0, 15, 210)), np.empty((0, 15))).activation.shape == (0, 210)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 130), st.integers(1, 6))
def test_frames_do_not_know_each_other(seed, frames, joints):
    moments, needed = drawn(frames, joints=joints, muscles=30, seed=seed)
    together = share(moments, needed).activation
    alone = share(moments[-1:], needed[-1:]).activation
    assert together[-1] == pytest.approx(alone[0], abs=1e-6)


def test_no_muscle_goes_under_its_floor_and_the_moments_are_met_all_the_same():
    moments, needed = drawn(20, seed=4)
    floor = np.full((20, 210), 0.02)
    told = share(moments, needed, floor=floor)
    assert told.activation.min() >= 0.02 - 1e-12
    assert np.abs(np.einsum("fjm,fm->fj", moments, told.activation) + told.left - needed).max() < 1e-9
    assert np.abs(told.left).max() < 1e-5 * np.abs(needed).max()
