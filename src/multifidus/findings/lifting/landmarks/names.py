"""Whose hip is it: the names of other tools' points as our landmarks, of several the one nearest to the joint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from multifidus.errors import InputError
from multifidus.findings.lifting.constants import Constants
from multifidus.findings.lifting.landmarks.files import Tracks
from multifidus.knowledge import Knowledge
from multifidus.knowledge.rows import LandmarkNameRow
from multifidus.knowledge.rows_lifting import plain_landmark

Array = NDArray[np.float64]

SIDES = ("left", "right")
BEYOND = 1e7  # of any unit: no room is so large, so a place was not seen there


class Names:
    """The landmarks that are understood, by what tools call them."""

    def __init__(self, knowledge: Knowledge) -> None:
        rows = sorted(knowledge.rows(LandmarkNameRow), key=lambda row: row.prefer)
        self._rows = {plain_landmark(row.name): row for row in rows}  # of tools that share a name, the less exact one

    def landmarks(self, tracks: Tracks, where: str) -> tuple[dict[str, Array], tuple[str, ...]]:
        """Frames x 3 of each landmark in the unit of the file, and the names that nobody knows.

        A place of three noughts is one that was not seen: tools write it so. Raises InputError where a name stands for
        two points: there are two people in the file.
        """
        twice = [
            name
            for name, times in Counter(map(plain_landmark, tracks.names)).items()
            if times > 1 and name in self._rows
        ]
        if twice:
            problem = f"{self._rows[twice[0]].name} stands in it twice: of two people, or of one in two ways"
            raise InputError(where=where, problem=problem, remedy="export one person alone, each point once")
        wanted: dict[str, list[tuple[int, int]]] = {}
        unknown = []
        for n, name in enumerate(tracks.names):
            row = self._rows.get(plain_landmark(name))
            if row is None:
                unknown.append(name)
            else:
                wanted.setdefault(row.landmark, []).append((row.prefer, n))
        found = {}
        for landmark, named in wanted.items():
            nearest = min(prefer for prefer, _ in named)
            points = tracks.places[:, [n for prefer, n in named if prefer == nearest]]
            known = (np.abs(points) < BEYOND).all(axis=2, keepdims=True) & (points != 0).any(axis=2, keepdims=True)
            points = np.where(known, points, np.nan)
            found[landmark] = points.mean(axis=1)
        return found, tuple(unknown)


def hips_from_spines(places: Mapping[str, Array], constants: Constants) -> dict[str, Array]:
    """The hip joints of a pelvis of which only the iliac spines were seen (Bell 1990); nothing where they were not."""
    pelvis = pelvis_spines(places)
    if pelvis is None or {"left_hip", "right_hip"} & set(places):
        return {}
    front, back = pelvis
    share = {
        way: constants.value("hip_centre_fraction", condition=way) for way in ("to the side", "backward", "downward")
    }
    across = places["right_asis"] - places["left_asis"]
    wide = np.linalg.norm(across, axis=1, keepdims=True)
    right = across / wide
    forward = front - back
    forward = forward - (forward * right).sum(axis=1, keepdims=True) * right
    forward /= np.linalg.norm(forward, axis=1, keepdims=True)
    middle = front + wide * (share["downward"] * np.cross(forward, right) - share["backward"] * forward)
    return {
        "left_hip": middle - wide * share["to the side"] * right,
        "right_hip": middle + wide * share["to the side"] * right,
    }


def pelvis_spines(places: Mapping[str, Array]) -> tuple[Array, Array] | None:
    """The middles between the two anterior and between the two posterior iliac spines; None without them."""
    if not {"left_asis", "right_asis"} <= set(places):
        return None
    front = (places["left_asis"] + places["right_asis"]) / 2
    if {"left_psis", "right_psis"} <= set(places):
        return front, (places["left_psis"] + places["right_psis"]) / 2
    return (front, places["sacrum"]) if "sacrum" in places else None


def need(places: Mapping[str, Array], wanted: tuple[str, ...], where: str, why: str) -> None:
    """Raises InputError that names every landmark which is missing."""
    missing = [name.replace("_", " ") for name in wanted if name not in places or not np.isfinite(places[name]).any()]
    if missing:
        raise InputError(where=where, problem=f"no {', no '.join(missing)} among the landmarks", remedy=why)
