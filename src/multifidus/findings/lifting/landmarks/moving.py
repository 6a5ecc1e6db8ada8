"""Places over time: gaps filled where they are short, noise taken out without delay, acceleration.

The filter is what a second-order Butterworth run forward and back does, applied in the frequencies: half the power is
left at the cut-off, and nothing comes early or late. Ends are continued by turning the track about its last place,
which a line through the last frames tells; the first and the last tenth of a second stay noisier than the rest.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

ORDER = 4  # of the two runs together
EVEN = 0.02  # of a frame: times that are off by less count as even
PAD_PERIODS = 4  # of the cut-off, at each end: longer than the filter remembers
NORMAL = 0.6745  # the middle half of a normal distribution reaches so many standard deviations
JUMP_S, UNUSUAL = 0.2, 8  # around a frame; times the usual distance from the median
FINE, TRIED = 1001, 31  # steps of the frequency, and of the cut-offs that are tried
SHORTEST_PERIODS = 2  # of the cut-off: a shorter run tells no acceleration


def even_times(times: Array) -> Array:
    """Evenly spaced times over the same stretch, at the usual distance; the same array where they are even."""
    if len(times) < 2:
        return times
    step = float(np.median(np.diff(times)))
    if np.abs(np.diff(times) - step).max() <= EVEN * step:
        return times
    return np.asarray(times[0] + step * np.arange(round((times[-1] - times[0]) / step) + 1))


def filled(times: Array, track: Array, wanted: Array, longest_s: float) -> tuple[Array, Flags]:
    """A track (frames x 3) at the wanted times, and where it was filled in.

    NaN where the nearest frames that saw it are more than `longest_s` (and a frame) apart, and before the first of
    them and after the last.
    """
    seen = np.isfinite(track).all(axis=1)
    if not seen.any():
        return np.full((len(wanted), 3), np.nan), np.zeros(len(wanted), bool)
    known, places = times[seen], track[seen]
    step = float(np.median(np.diff(wanted))) if len(wanted) > 1 else 1.0
    nearest = known[np.clip(np.searchsorted(known, wanted - step / 2), 0, len(known) - 1)]
    there = np.abs(nearest - wanted) <= step / 2
    after = np.searchsorted(known, wanted - EVEN * step)
    inside = (after < len(known)) & ((after > 0) | there)
    at = np.clip(after, 1, max(len(known) - 1, 1))
    apart = known[np.minimum(at, len(known) - 1)] - known[at - 1]
    inside &= there | (apart <= longest_s + (1 + EVEN) * step)
    found = np.stack([np.interp(wanted, known, places[:, axis]) for axis in range(3)], axis=1)
    found[~inside] = np.nan
    return found, inside & ~there


def jumps(track: Array, rate_hz: float, off_m: float) -> Flags:
    """Frames in which a track (frames x 3, NaN where not seen) leaps off its way and back: off the median around it.

    Farther than `off_m`, and than noise goes: a place that keeps moving is its own median.
    """
    half = max(1, round(JUMP_S * rate_hz / 2))
    if len(track) <= 2 * half:
        return np.zeros(len(track), bool)
    padded = np.pad(track, ((half, half), (0, 0)), mode="reflect", reflect_type="odd")
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1, axis=0)
    seen = np.isfinite(around).all(axis=1).sum(axis=-1) >= 2 * half  # one side alone is no middle
    usual = np.full(track.shape, np.nan)
    usual[seen] = np.nanmedian(around[seen], axis=-1)
    off = np.nan_to_num(np.linalg.norm(track - usual, axis=1))
    return np.asarray(off > max(off_m, UNUSUAL * float(np.median(off))))


def runs(usable: Flags) -> list[slice]:
    """The stretches of frames that follow each other."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], usable, [False]]).astype(np.int8)))
    return [slice(int(start), int(stop)) for start, stop in zip(edges[::2], edges[1::2], strict=True)]


def long_enough(frames: int, rate_hz: float, cutoff_hz: float) -> bool:
    """Whether so many frames tell an acceleration: some periods of the cut-off, seen often enough."""
    return rate_hz > 2 * cutoff_hz and frames / rate_hz >= SHORTEST_PERIODS / cutoff_hz


def smoothed(tracks: Array, rate_hz: float, cutoff_hz: float) -> Array:
    """Tracks (frames first, no NaN) without what is faster than the cut-off; neither early nor late."""
    frames = len(tracks)
    pad = min(frames - 1, int(np.ceil(PAD_PERIODS * rate_hz / cutoff_hz)))
    near = min(frames, int(np.ceil(rate_hz / cutoff_hz)))
    before = 2 * _end(tracks[:near][::-1]) - tracks[pad:0:-1]
    after = 2 * _end(tracks[-near:]) - tracks[-2 : -pad - 2 : -1]
    whole = np.concatenate([before, tracks, after])
    slope = np.linspace(0.0, 1.0, len(whole)).reshape(-1, *[1] * (tracks.ndim - 1))
    line = whole[0] + slope * (whole[-1] - whole[0])
    frequency = np.asarray(np.fft.rfftfreq(len(whole), 1 / rate_hz), np.float64)
    kept = _kept(frequency, cutoff_hz)
    spectrum = np.fft.rfft(whole - line, axis=0) * kept.reshape(-1, *[1] * (tracks.ndim - 1))
    found: Array = (np.fft.irfft(spectrum, len(whole), axis=0) + line)[pad : pad + frames]
    return found


def noise(tracks: Array) -> float:
    """How far the places jump about from frame to frame: the standard deviation of one coordinate, robustly.

    Fourth differences leave next to nothing of what a body does; white noise makes them sqrt(70) times its own.
    """
    if len(tracks) <= ORDER:
        return 0.0
    return float(np.median(np.abs(np.diff(tracks, ORDER, axis=0))) / NORMAL / np.sqrt(70))


def acceleration_noise(noise_m: float, rate_hz: float, cutoff_hz: float) -> float:
    """The standard deviation of an acceleration that white noise of the places leaves behind the filter."""
    frequency = np.arange(FINE) * (rate_hz / 2 / (FINE - 1))  # up to the highest that frames can show
    differences = rate_hz**2 * (2 - 2 * np.cos(2 * np.pi * frequency / rate_hz))
    return float(noise_m * np.sqrt(np.mean((_kept(frequency, cutoff_hz) * differences) ** 2)))


def cutoff(noise_m: float, rate_hz: float, within_hz: tuple[float, float], most: float) -> float:
    """The highest cut-off at which noise makes no more acceleration than `most`; the least of the bounds where none."""
    least, highest = within_hz
    tried = np.linspace(max(least, min(highest, rate_hz / 2.5)), least, TRIED)
    return float(next((hz for hz in tried if acceleration_noise(noise_m, rate_hz, hz) <= most), least))


def _kept(frequency: NDArray[np.floating[Any]], cutoff_hz: float) -> Array:
    """What the filter lets through: all when slow, the root of a half at the cut-off."""
    return np.asarray(1 / (1 + (np.sqrt(2) - 1) * (frequency / cutoff_hz) ** ORDER))


def _end(last: Array) -> Array:
    """Where a straight line through the last frames ends: the last frame alone is as noisy as any."""
    at = np.arange(len(last)) - (len(last) - 1) / 2
    slope = np.tensordot(at, last, axes=1) / max(float(at @ at), 1.0)
    return np.asarray(last.mean(axis=0) + at[-1] * slope)


def acceleration(tracks: Array, rate_hz: float) -> Array:
    """Second differences of smoothed tracks, in their unit a second squared; the ends have that of their neighbours."""
    inner = np.diff(tracks, 2, axis=0) * rate_hz**2
    return np.concatenate([inner[:1], inner, inner[-1:]])
