"""How muscles share the work: the least sum of squared activations that balances every joint, many moments at once.

For each frame, with R the moments of the muscles at full activation (joints x muscles) and tau the moments that the
joints need,

    minimise  1/2 sum w a^2    so that   R a = tau   and   0 <= a <= 1

(Crowninshield and Brand's criterion with the exponent two). The cost is diagonal, so activations follow from
the joints' multipliers by a clip, a = clip(R' y / w, 0, 1), and the dual is a smooth concave function of few variables:
a Newton step on it costs one small linear solve a frame. A proximal term keeps every step well posed, also where
muscles at their limit leave a moment unmet; it goes to nought over the rounds, and what is left is told. Where joints
give (discs and ligaments bear some moment), each bears p at the price of 1/2 (p / give)^2, and the term stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FRAMES_AT_ONCE = 64  # what fits the processor's cache; more frames are done in turns
ROUNDS, STEPS, HALVINGS = 6, 40, 30
SOFTEST = 1e-11  # a step has to stay solvable where every muscle is at a bound
PROXIMAL = 1e-9  # of the mean curvature; smaller from round to round
MET = 1e-8  # of the largest moment of a frame
ROUNDING = 1e-14  # what a dual may lose to the last digit
SUFFICIENT = 1e-4  # of the gain that a step promises


@dataclass(frozen=True, slots=True)
class Shared:
    """What the muscles do in each frame: activations 0 to 1 (frames x muscles), and the moments that they leave.

    What is left (frames x joints) is borne by the joints where they give, and by nothing where they do not.
    """

    activation: Array
    left: Array

    @property
    def objective(self) -> Array:
        """Half the sum of squared activations of each frame, for equal weights."""
        half: Array = 0.5 * (self.activation**2).sum(axis=1)
        return half


def share(
    moments: Array,
    needed: Array,
    *,
    weight: Array | None = None,
    give: Array | None = None,
    floor: Array | None = None,
) -> Shared:
    """Who does how much: `moments` frames x joints x muscles, `needed` frames x joints, in any one unit.

    `weight` (muscles) makes a muscle dearer; `give` (joints) is the moment that a joint itself bears at the price of a
    muscle at full force; under `floor` (frames x muscles) no muscle goes, and the price is of what it does on top.
    Where the muscles cannot do it, the moments are met as nearly as the rounds bring them, and `left` tells it.
    """
    if floor is not None:
        room = 1.0 - floor
        top = share(moments * room[:, None, :], needed - _pulled(moments, floor), weight=weight, give=give)
        return Shared(floor + room * top.activation, top.left)
    frames, _, muscles = moments.shape
    price = np.ones(muscles) if weight is None else np.asarray(weight, float)
    parts = [slice(at, at + FRAMES_AT_ONCE) for at in range(0, frames, FRAMES_AT_ONCE)]
    done = [_some(moments[part], needed[part], price, give) for part in parts]
    return Shared(
        np.concatenate([one.activation for one in done]) if done else np.empty((0, muscles)),
        np.concatenate([one.left for one in done]) if done else np.empty((0, moments.shape[1])),
    )


def _some(moments: Array, needed: Array, price: Array, give: Array | None) -> Shared:
    """The frames of one turn: rounds of the proximal method, each solved by Newton steps."""
    scale = np.abs(moments).max(axis=(1, 2), keepdims=True)
    r, tau = moments / scale, needed / scale[:, :, 0]
    enough = MET * np.maximum(np.abs(tau).max(axis=1), 1e-12)
    soft = np.zeros_like(tau) if give is None else (give / scale[:, :, 0]) ** 2
    half = 0.5 * (r / price) @ r.transpose(0, 2, 1)  # as if every other muscle pulled: a start that is not at a bound
    half += (soft + SOFTEST)[:, :, None] * np.eye(r.shape[1])
    y = np.linalg.solve(half, tau[:, :, None])[:, :, 0]
    a = np.zeros((len(r), r.shape[2]))
    proximal = (PROXIMAL if give is None else 0.0) * np.mean(r**2, axis=(1, 2)) * r.shape[2]
    working = np.arange(len(r))
    for _ in range(ROUNDS if give is None else 1):
        frames = _Frames(r[working], tau[working], price, soft[working], proximal[working, None], enough[working])
        y[working], a[working] = frames.newton(y[working])
        left = np.abs(tau[working] - _pulled(r[working], a[working])).max(axis=1)
        working = working[left > enough[working]]
        if not working.size:
            break
        proximal = np.maximum(proximal / 100, SOFTEST)
    return Shared(a, (tau - _pulled(r, a)) * scale[:, :, 0])


@dataclass(frozen=True, slots=True)
class _Frames:
    """The duals of some frames: their multipliers are moved by Newton steps until the moments are met."""

    r: Array
    tau: Array
    price: Array
    soft: Array  # frames x joints: what a joint gives for a multiplier
    proximal: Array  # frames x 1
    enough: Array

    def newton(self, centre: Array) -> tuple[Array, Array]:
        """Multipliers and activations at which the moments are met but for what joints give and the proximal term."""
        y, pull = centre.copy(), _raw(self.r, centre)
        eye = np.eye(y.shape[1])
        for _ in range(STEPS):
            wanted = pull / self.price
            a = np.clip(wanted, 0.0, 1.0)
            gradient = self.tau - _pulled(self.r, a) - self.soft * y - self.proximal * (y - centre)
            open_ = np.flatnonzero(np.abs(gradient).max(axis=1) > self.enough / 10)
            if not open_.size:
                break
            r = self.r if open_.size == len(y) else self.r[open_]
            free = ((wanted[open_] > 0.0) & (wanted[open_] < 1.0)) / self.price
            curvature = (r * free[:, None, :]) @ r.transpose(0, 2, 1)
            curvature += (self.soft + self.proximal)[open_, :, None] * eye
            step = np.asarray(np.linalg.solve(curvature, gradient[open_, :, None])[:, :, 0], np.float64)
            way = _Way(open_, y[open_], pull[open_], step, _raw(r, step), centre[open_])
            length = self._length(way, (gradient[open_] * step).sum(axis=1))[:, None]
            y[open_] += length * way.step
            pull[open_] += length * way.pulled
        return y, np.clip(pull / self.price, 0.0, 1.0)

    def _length(self, way: _Way, promised: Array) -> Array:
        """The longest halving of each step that gains enough; no moment has to be summed anew for it."""
        length = np.zeros(len(promised))
        now = self._dual(way, length)
        length += 1
        for _ in range(HALVINGS):
            enough = now + SUFFICIENT * length * promised - ROUNDING * (1 + np.abs(now))
            short = self._dual(way, length) < enough
            if not short.any():
                break
            length[short] /= 2
        return length

    def _dual(self, way: _Way, length: Array) -> Array:
        y, pull = way.y + length[:, None] * way.step, way.pull + length[:, None] * way.pulled
        a = np.clip(pull / self.price, 0.0, 1.0)
        value: Array = (
            (self.tau[way.frames] * y).sum(1)
            - (a * (pull - 0.5 * self.price * a)).sum(1)
            - 0.5 * (self.soft[way.frames] * y**2 + self.proximal[way.frames] * (y - way.centre) ** 2).sum(1)
        )
        return value


@dataclass(frozen=True, slots=True)
class _Way:
    """A step of some frames' multipliers `y`, and what it does to the pull on each muscle."""

    frames: NDArray[np.intp]
    y: Array
    pull: Array
    step: Array
    pulled: Array
    centre: Array


def _raw(r: Array, y: Array) -> Array:
    return np.asarray((y[:, None, :] @ r)[:, 0, :])


def _pulled(r: Array, a: Array) -> Array:
    return np.asarray((r @ a[:, :, None])[:, :, 0])
