"""What is filled in, smoothed and differentiated is what moved, neither early nor late, and nothing is made up."""

import numpy as np
import pytest

from multifidus.findings.lifting.landmarks.moving import (
    acceleration,
    acceleration_noise,
    cutoff,
    even_times,
    filled,
    jumps,
    noise,
    runs,
    smoothed,
)

RATE = 30.0
TIMES = np.arange(300) / RATE


def swing(hz, size=0.3):
    return size * np.sin(2 * np.pi * hz * TIMES)[:, None] * np.array([1.0, -0.5, 0.2])


def test_a_lift_passes_the_filter_unchanged_and_on_time():
    track = swing(0.5)
    assert smoothed(track, RATE, 4.0)[15:-15] == pytest.approx(track[15:-15], abs=1e-3)


def test_half_the_power_is_left_at_the_cut_off_and_next_to_nothing_far_above():
    inner = slice(60, -60)
    left = {hz: smoothed(swing(hz), RATE, 4.0)[inner].std() / swing(hz)[inner].std() for hz in (4.0, 12.0)}
    assert left[4.0] == pytest.approx(np.sqrt(0.5), abs=0.01)
    assert left[12.0] < 0.04


def test_acceleration_is_that_of_the_swing():
    track = swing(0.5)
    found = acceleration(smoothed(track, RATE, 4.0), RATE)
    inner = slice(15, -15)
    assert found[inner] == pytest.approx(-((np.pi) ** 2) * track[inner], abs=0.05)


def test_a_steady_drift_is_not_accelerated():
    track = np.outer(TIMES, [1.0, 2.0, -1.0])
    assert acceleration(smoothed(track, RATE, 4.0), RATE) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("hz", [3.0, 5.0])
def test_what_noise_leaves_of_acceleration_is_foretold(hz):
    draw = np.random.default_rng(3)
    noisy = 0.005 * draw.standard_normal((6000, 3))
    found = acceleration(smoothed(noisy, RATE, hz), RATE)
    assert found.std() == pytest.approx(acceleration_noise(0.005, RATE, hz), rel=0.1)
    assert noise(noisy) == pytest.approx(0.005, rel=0.05)


def test_noise_is_told_from_movement():
    draw = np.random.default_rng(4)
    assert noise(swing(1.0) + 0.004 * draw.standard_normal((300, 3))) == pytest.approx(0.004, rel=0.15)
    assert noise(swing(0.5)) < 1e-4


def test_the_noisier_the_lower_the_cut_off_and_within_bounds():
    found = [cutoff(jumps, RATE, (3.0, 6.0), 0.5) for jumps in (0.0, 0.001, 0.002, 0.003, 0.02)]
    assert found == sorted(found, reverse=True)
    assert (found[0], found[-1]) == (6.0, 3.0)
    assert 0.42 < acceleration_noise(0.003, RATE, cutoff(0.003, RATE, (3.0, 6.0), 0.5)) <= 0.5


def test_a_short_gap_is_filled_on_the_way_and_a_long_one_is_not():
    track = np.outer(TIMES, [1.0, 0.0, 2.0])
    short, long = track.copy(), track.copy()
    short[100:106] = np.nan  # six frames: a fifth of a second
    long[100:107] = np.nan
    whole, was = filled(TIMES, short, TIMES, 0.2)
    assert whole == pytest.approx(track)
    assert np.flatnonzero(was).tolist() == [*range(100, 106)]
    left, was = filled(TIMES, long, TIMES, 0.2)
    assert np.flatnonzero(np.isnan(left[:, 0])).tolist() == [*range(100, 107)]
    assert not was.any()


def test_nothing_is_known_before_the_first_and_after_the_last_frame_that_was_seen():
    track = swing(0.5)
    track[:4] = track[-3:] = np.nan
    found, was = filled(TIMES, track, TIMES, 0.2)
    assert np.isnan(found[:, 0]).sum() == 7
    assert not was.any()


def test_dropped_frames_are_gaps_like_others():
    kept = np.ones(300, bool)
    kept[50:53] = False
    kept[100:120] = False
    even = even_times(TIMES[kept])
    assert even == pytest.approx(TIMES)
    found, was = filled(TIMES[kept], swing(0.5)[kept], even, 0.2)
    assert np.flatnonzero(was).tolist() == [50, 51, 52]
    assert np.flatnonzero(np.isnan(found[:, 0])).tolist() == [*range(100, 120)]


def test_a_track_that_was_never_seen_stays_unknown():
    found, was = filled(TIMES, np.full((300, 3), np.nan), TIMES, 0.2)
    assert np.isnan(found).all()
    assert not was.any()


def test_runs_are_the_stretches_without_a_break():
    assert runs(np.array([True, True, False, True, False])) == [slice(0, 2), slice(3, 4)]
    assert runs(np.zeros(3, bool)) == []


def test_a_leap_is_told_from_a_quick_hand():
    assert not jumps(swing(1.0, 0.4), RATE, 0.05).any()  # 16 m/s2 at the turn
    leaping = swing(0.5)
    leaping[[100, 101, 200]] += 0.3
    assert np.flatnonzero(jumps(leaping, RATE, 0.05)).tolist() == [100, 101, 200]
    leaping[50:60] = np.nan
    assert np.flatnonzero(jumps(leaping, RATE, 0.05)).tolist() == [100, 101, 200]
