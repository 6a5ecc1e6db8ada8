"""Frames of muscles and moments drawn at random, some muscles at a limit, for the tests and the benchmark."""

import numpy as np


def drawn(frames: int, *, joints: int = 15, muscles: int = 210, seed: int = 0):
    """Moments at full activation, and the moments that a known activation gives: so they can be met."""
    draw = np.random.default_rng(seed)
    strength = draw.uniform(1, 100, muscles) * 0.05  # N m: some newtons to some hundreds at a lever of centimetres
    moments = draw.normal(size=(frames, joints, muscles)) * draw.uniform(0.2, 1, (1, joints, 1)) * strength
    activation = draw.uniform(0, 1, (frames, muscles)) ** 3
    activation[draw.random(activation.shape) < 0.5] = 0
    activation[draw.random(activation.shape) < 0.05] = 1
    return moments, np.einsum("fjm,fm->fj", moments, activation)
