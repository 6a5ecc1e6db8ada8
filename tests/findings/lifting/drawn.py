"""People drawn by code: known joint angles, walked up the chain to where every landmark is.

This is the forward way, with rotations by Rodrigues's formula and the discs one after another; the program goes back
by fitting. Axes of the person: forward, up, right; of the room: the second up, turned by `faces_deg`.
"""

import csv
import io
import json
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from spines import CONSTANTS, MAN

from multifidus.findings.lifting.body import Body, segments
from multifidus.findings.lifting.landmarks.bending import Rhythm
from multifidus.findings.lifting.spine.torso import LEVELS

FORWARD, UP, RIGHT = np.eye(3)
BENDS = np.cross(UP, FORWARD)  # the axis about which what is up goes forward
LEANS = np.cross(UP, RIGHT)
TURNS = np.cross(FORWARD, RIGHT)
HIPS_M, SHOULDERS_M = 0.10, 0.23  # of the height, from side to side
PARTS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe")


@dataclass(frozen=True)
class Figure:
    """Angles as in Posture, and where the hands are from L5/S1; `lumbar` None for what the rhythm gives.

    `turn` is that of the shoulders against the pelvis: the chest takes what the lumbar spine does not.
    """

    inclination: float = 0.0
    lumbar: float | None = None
    side: float = 0.0
    turn: float = 0.0
    knees: float = 20.0
    hands: tuple[float, float, float] = (0.4, 0.1, 0.0)
    faces_deg: float = 0.0
    at: tuple[float, float, float] = (0.3, 0.0, -0.7)
    body: Body = MAN

    @property
    def told(self) -> np.ndarray:
        """Pelvis, lumbar, side, turn, knees."""
        lumbar = self.bent
        return np.array([self.inclination - lumbar, lumbar, self.side, self.lumbar_turn, self.knees])

    @property
    def lumbar_turn(self) -> float:
        most = CONSTANTS.value("lumbar_turn_range")
        return min(max(self.turn, -most), most)

    @property
    def bent(self) -> float:
        if self.lumbar is not None:
            return self.lumbar
        return float(np.rad2deg(Rhythm(CONSTANTS).lumbar(np.deg2rad(np.array([self.inclination])))[0]))


def about(axis, degrees):
    """Rodrigues's formula."""
    k = np.cross(np.eye(3), axis)
    angle = np.deg2rad(degrees)
    return np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * k @ k


def reaching(figure: Figure, toward, arm: float) -> Figure:
    """The same with hands so many arm lengths from the middle of the shoulders: forward, up, right of the person."""
    place, _ = thorax(figure)
    way = np.array(toward, float) / max(float(np.linalg.norm(toward)), 1e-6)
    hands = place + way * arm * segments(figure.body, CONSTANTS).arm_m
    return replace(figure, hands=tuple(hands.tolist()))


def thorax(figure: Figure) -> tuple[np.ndarray, np.ndarray]:
    """Where the middle of the shoulders is from L5/S1, and how the thorax is turned."""
    value, tall = CONSTANTS.value, figure.body.height_m
    pelvis, lumbar, side, turn, _ = figure.told
    trunk = tall * value("segment_length_fraction", condition="L5/S1 to shoulder")
    heights = [value("disc_height_fraction", condition=level) for level in LEVELS] + [1.0]
    turned, place = about(BENDS, pelvis), np.zeros(3)
    for n, level in enumerate(LEVELS):
        share = value("lumbar_flexion_share", condition=level)
        turned = turned @ about(BENDS, share * lumbar) @ about(LEANS, share * side) @ about(TURNS, share * turn)
        place = place + turned @ UP * trunk * (heights[n + 1] - heights[n])
    return place, turned @ about(TURNS, figure.turn - turn)


@lru_cache(maxsize=64)
def landmarks(figure: Figure) -> dict[str, np.ndarray]:
    """Where each landmark of a person is in the room, metres; our own words, and the iliac spines."""
    part, value, tall = segments(figure.body, CONSTANTS), CONSTANTS.value, figure.body.height_m
    lean, knees, places = about(BENDS, figure.told[0]), figure.knees, {}
    disc = lean @ UP * tall * value("segment_length_fraction", condition="hip to L5/S1")
    place, turned = thorax(figure)
    place = disc + place
    standing = np.deg2rad(value("pelvic_spines_inclination"))
    front = 0.11 * np.array([np.cos(standing), -np.sin(standing), 0])
    for way, word in ((-1, "left"), (1, "right")):
        places[f"{word}_hip"] = way * RIGHT * HIPS_M * tall / 2
        places[f"{word}_shoulder"] = place + way * turned @ RIGHT * SHOULDERS_M * tall / 2
        hand = disc + np.array(figure.hands) + way * RIGHT * 0.15
        outward = hand - places[f"{word}_shoulder"]
        along = outward / np.linalg.norm(outward)
        places[f"{word}_wrist"] = hand - along * part.hand_m
        places[f"{word}_elbow"] = hand - along * (part.hand_m + part.forearm_m)
        places[f"{word}_knee"] = places[f"{word}_hip"] + part.thigh_m * (about(BENDS, 180 - knees / 2) @ UP)
        places[f"{word}_ankle"] = places[f"{word}_knee"] + part.shank_m * (about(BENDS, 180 + knees / 2) @ UP)
        places[f"{word}_heel"] = places[f"{word}_ankle"] + np.array([-0.05, -0.06, 0])
        places[f"{word}_toe"] = places[f"{word}_ankle"] + np.array([0.16, -0.06, 0])
        spines = lean @ (0.09 * UP + way * RIGHT * 0.12)
        places[f"{word}_asis"] = spines + lean @ front * 0.7
        places[f"{word}_psis"] = lean @ (0.09 * UP + way * RIGHT * 0.04) - lean @ front * 0.7
    feet = (places["left_ankle"] + places["right_ankle"]) / 2
    room = about(TURNS, figure.faces_deg)
    return {name: room @ (place - feet) + np.array(figure.at) for name, place in places.items()}


def film(figures, *, spines=False, noise_m=0.0, seed=0) -> dict[str, np.ndarray]:
    """The landmarks of one figure after another, frames x 3, with so much noise on each coordinate."""
    frames = [landmarks(figure) for figure in figures]
    draw = np.random.default_rng(seed)
    tracks = {name: np.array([frame[name] for frame in frames]) for name in frames[0]}
    kept = {name: track for name, track in tracks.items() if spines or not name.endswith(("asis", "psis"))}
    return {name: track + noise_m * draw.standard_normal(track.shape) for name, track in kept.items()}


def as_json(tracks, *, rate_hz=30.0, unit="m", up="y", **more) -> str:
    """The file of our own shape; NaN as null."""
    places = {name: [None if np.isnan(p).any() else p.tolist() for p in track] for name, track in tracks.items()}
    told = {"rate_hz": rate_hz, "unit": unit, "up": up, "landmarks": places, **more}
    return json.dumps({key: value for key, value in told.items() if value is not None})


def as_csv(tracks, *, rate_hz=30.0, delimiter=",") -> str:
    """A wide table, NaN as an empty cell."""
    text = io.StringIO()
    rows = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    rows.writerow(["time", *(f"{name}_{axis}" for name in tracks for axis in "xyz")])
    frames = len(next(iter(tracks.values())))
    for n in range(frames):
        numbers = [number for track in tracks.values() for number in track[n]]
        rows.writerow([f"{n / rate_hz:.6f}", *("" if np.isnan(number) else f"{number:.6f}" for number in numbers)])
    return text.getvalue()


def as_trc(tracks, *, rate_hz=30.0, unit="mm") -> str:
    """The table of marker tracks as OpenSim writes it, NaN as an empty cell."""
    times = {"mm": 1000.0, "m": 1.0}[unit]
    frames = len(next(iter(tracks.values())))
    head = f"{rate_hz:.2f}\t{rate_hz:.2f}\t{frames}\t{len(tracks)}\t{unit}\t{rate_hz:.2f}\t1\t{frames}"
    lines = [
        "PathFileType\t4\t(X/Y/Z)\tlift.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        head,
        "Frame#\tTime\t" + "".join(f"{name}\t\t\t" for name in tracks),
        "\t\t" + "\t".join(f"X{n}\tY{n}\tZ{n}" for n in range(1, len(tracks) + 1)),
        "",
    ]
    for n in range(frames):
        numbers = [number for track in tracks.values() for number in track[n] * times]
        cells = ["" if np.isnan(number) else f"{number:.5f}" for number in numbers]
        lines.append("\t".join([str(n + 1), f"{n / rate_hz:.6f}", *cells]))
    return "\n".join(lines) + "\n"
