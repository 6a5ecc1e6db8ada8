"""Landmark files of other tools: TRC, CSV and JSON, each to the same points over time.

TRC is the table of marker tracks that OpenSim, OpenCap and most laboratories write. CSV is wide: a column of times, and
three columns for each point, NAME_x, NAME_y, NAME_z. JSON is

    {"rate_hz": 30, "unit": "m", "up": "y", "landmarks": {"left_hip": [[0.1, 0.9, 0.0], null, ...], ...}}

with `times_s` in the place of `rate_hz` where frames are not evenly spaced; `unit` and `up` may be left out. An empty
cell, `nan` and null are places that the tool did not see.
"""

from __future__ import annotations

import json
import re
import stat
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from numpy.typing import NDArray

from multifidus.errors import InputError
from multifidus.foreign import fit

Array = NDArray[np.float64]

COLUMN = re.compile(r"(.+?)[ ._]?[xyzXYZ]")
TIMES = {"time": 1.0, "times": 1.0, "time_s": 1.0, "times_s": 1.0, "t": 1.0, "seconds": 1.0, "time_ms": 1e-3}
FRAMES = ("frame", "frame#", "frames", "index", "")
LARGEST_BYTES = {".trc": 300_000_000, ".csv": 300_000_000, ".json": 60_000_000}  # takes a gigabyte of memory
SHAPE = 'write {"rate_hz": 30, "landmarks": {"left_hip": [[x, y, z], ...]}}'
SEEN_NOT = ("", "nan", "null", "none", "na", "-")


@dataclass(frozen=True, slots=True)
class Tracks:
    """Points over time as a file has them.

    `times_s` one a frame, growing; `places` frames x points x 3 in the unit and the axes of the file, NaN where
    a point was not seen. `unit` and `up` are None where the file does not tell them.
    """

    names: tuple[str, ...]
    times_s: Array
    places: Array
    unit: str | None = None
    up: str | None = None


def read_tracks(path: Path, *, rate_hz: float | None = None) -> Tracks:
    """What a file holds, read by its ending; `rate_hz` is for a file that tells no times. Raises InputError."""
    readers = {".trc": _trc, ".csv": _csv, ".json": _json}
    if path.suffix.lower() not in readers:
        raise InputError(
            where=path.name, problem="not a landmark file that is known", remedy="give a .trc, a .csv or a .json file"
        )
    if rate_hz is not None and not 0 < rate_hz < float("inf"):
        raise InputError(where="rate_hz", problem=f"{rate_hz:g} is no rate", remedy="tell the frames in a second")
    try:
        _on_disk(path)
        with path.open(encoding="utf-8-sig") as lines:
            tracks = readers[path.suffix.lower()](path.name, lines, rate_hz)
    except OSError as failed:
        raise _bad(path.name, f"cannot be read ({failed.strerror})", "check its name") from None
    except UnicodeDecodeError:
        raise _bad(path.name, "not a text file", "export it anew as UTF-8") from None
    _growing(path.name, tracks.times_s)
    return tracks


def _on_disk(path: Path) -> None:
    """Refuses, before anything is read, what has no end or would not fit into memory; raises OSError for no file."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise _bad(path.name, "not a file on a disk", "name a file, not a folder, a pipe or a device")
    most = LARGEST_BYTES[path.suffix.lower()]
    if found.st_size > most:
        raise _bad(path.name, f"larger than {most // 1_000_000} MB", "cut out the lift, or export fewer frames")


def _trc(where: str, lines: TextIO, rate_hz: float | None) -> Tracks:
    head = list(islice(lines, 4))
    if len(head) < 4 or not head[0].startswith("PathFileType"):
        raise _headless(where, head, "the head of a TRC file", "it begins with PathFileType, and names stand in line 4")
    told = dict(zip(head[1].split(), head[2].split(), strict=False))
    names = tuple(cell for cell in map(str.strip, head[3].split("\t")[2:]) if cell)
    table = _Table(where, "\t", ("frame", "time", *(f"{name} {axis}" for name in names for axis in "xyz")))
    rows = table.rows(enumerate(lines, start=5), axes_below=True)
    if not names or not len(rows):
        raise _bad(where, "no frames" if names else "no names of markers", "export the trial anew")
    for what, there in (("NumFrames", len(rows)), ("NumMarkers", len(names))):
        if told.get(what, "").isdecimal() and there < int(told[what][:9]):
            problem = f"its head tells {what} {fit(told[what])}, but there are {there}: it was cut off"
            raise _bad(where, problem, "export the trial anew, or correct the head")
    times = rows[:, 1]
    if np.isnan(times).any():
        times = np.arange(len(rows)) / _rate(where, told.get("DataRate"), rate_hz)
    return Tracks(names, times, rows[:, 2:].reshape(len(rows), len(names), 3), told.get("Units"))


def _csv(where: str, lines: TextIO, rate_hz: float | None) -> Tracks:
    numbered = enumerate(lines, start=1)
    first = next((line.strip() for _, line in numbered if line.strip()), "")
    if not first:
        raise _headless(where, first, "a line of names", "write left_hip_x, left_hip_y, left_hip_z, ...")
    delimiter = max(",;\t", key=first.count)
    heads = [head.strip().strip('"') for head in first.split(delimiter)]
    names = _named(where, heads)
    rows = _Table(where, delimiter, tuple(heads)).rows(numbered)
    if not len(rows):
        raise _bad(where, "no frames", "a line for each frame, below the line of names")
    lower = [head.lower() for head in heads]
    clock = next((head for head in lower if head in TIMES), None)
    if clock is None:
        times = np.arange(len(rows)) / _rate(where, None, rate_hz)
    else:
        times = rows[:, lower.index(clock)] * TIMES[clock]
    return Tracks(tuple(names), times, np.stack([rows[:, columns] for columns in names.values()], axis=1))


def _named(where: str, heads: Sequence[str]) -> dict[str, list[int]]:
    """The three columns of each point; whatever is no coordinate is left aside."""
    found: dict[str, dict[str, int]] = {}
    for column, head in enumerate(heads):
        if head.lower() not in (*TIMES, *FRAMES) and (part := COLUMN.fullmatch(head)):
            of = found.setdefault(part[1], {})
            if head[-1].lower() in of:
                remedy = "export one person alone, each point once"
                raise _bad(where, f"two columns are called {fit(head)}", remedy)
            of[head[-1].lower()] = column
    whole = {name: [of[axis] for axis in "xyz"] for name, of in found.items() if len(of) == len("xyz")}
    if not whole:
        raise _bad(where, "no point has three columns", "name them left_hip_x, left_hip_y, left_hip_z")
    return whole


@dataclass(frozen=True, slots=True)
class _Table:
    """Lines of numbers under names."""

    where: str
    delimiter: str
    heads: tuple[str, ...]

    def rows(self, lines: Iterable[tuple[int, str]], axes_below: bool = False) -> Array:
        """Lines x columns, NaN where a cell is empty; blank lines are passed over, and in TRC the names of the axes."""
        wide, found = len(self.heads), array("d")
        cells, line = [""] * wide, "\n"
        for number, line in lines:
            cells = line.rstrip("\r\n").split(self.delimiter)
            if not line.strip() or (axes_below and not cells[0].strip()):
                continue
            if len(cells) > wide and any(cell.strip() for cell in cells[wide:]):
                raise _bad(f"{self.where}, line {number}", f"{len(cells)} cells under {wide} names", "one under each")
            found.extend(self._numbers(number, cells[:wide]))
            found.extend([np.nan] * (wide - len(cells)))
        if len(cells) < wide and not line.endswith("\n"):
            problem = f"the last line ends after {len(cells)} of {wide} cells: the file was cut off"
            raise _bad(self.where, problem, "export it anew, or take the last line out")
        return np.frombuffer(found, float).reshape(-1, wide) if found else np.empty((0, wide))

    def _numbers(self, number: int, cells: list[str]) -> Iterator[float]:
        try:
            return iter([*map(float, cells)])
        except ValueError:
            return (self._number(number, column, cell.strip()) for column, cell in enumerate(cells))

    def _number(self, number: int, column: int, cell: str) -> float:
        if cell.strip('"').lower() in SEEN_NOT:
            return np.nan
        try:
            return float(cell.replace(",", ".") if self.delimiter == ";" else cell.strip('"'))
        except ValueError:
            if self.heads[column].lower().endswith(("x", "y", "z")) or self.heads[column].lower() in TIMES:
                where = f"{self.where}, line {number}, {fit(self.heads[column])}"
                raise _bad(
                    where, f"'{fit(cell)}' is no number", "leave the cell empty where nothing was seen"
                ) from None
            return np.nan


def _json(where: str, lines: TextIO, rate_hz: float | None) -> Tracks:
    text = lines.read()
    if not text.strip():
        raise _headless(where, "", "", "")
    try:
        told = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as failed:
        raise _bad(where, f"no JSON, line {failed.lineno}: {failed.msg}", "export it anew") from None
    except RecursionError:
        raise _bad(where, "nested too deep", SHAPE) from None
    except ValueError as failed:  # a key twice, or a number of more digits than Python reads
        raise _bad(where, fit(failed, 120), "export one person alone, each point once and in metres") from None
    points = told.get("landmarks") if isinstance(told, dict) else None
    if not isinstance(points, dict) or not points:
        raise _bad(where, "no landmarks", SHAPE)
    places = {name: _track(f"{where}, landmarks, {fit(name)}", track) for name, track in points.items()}
    lengths = {name: len(track) for name, track in places.items()}
    frames = max(lengths.values())
    if short := [name for name, length in lengths.items() if length != frames]:
        problem = f"{fit(short[0])} has {lengths[short[0]]} frames where others have {frames}"
        raise _bad(f"{where}, landmarks", problem, "write null where nothing was seen")
    if not frames:
        raise _bad(where, "no frames", "one place for each frame")
    return Tracks(
        tuple(places), _times(where, told, frames, rate_hz), np.stack([*places.values()], axis=1),
        _word(where, told, "unit"), _word(where, told, "up"),
    )  # fmt: skip


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"{fit(key)} stands in it twice")
        found[key] = value
    return found


def _track(where: str, track: Any) -> Array:
    """Frames x 3 of one point, NaN for null."""
    unseen = (None, None, None)
    try:
        found = np.array([unseen if place is None else place for place in track], float)
    except (TypeError, ValueError, OverflowError):
        raise _bad(where, "not a list of places", "write [[x, y, z], ...], null where nothing was seen") from None
    if found.size and found.shape[1:] != (3,):
        raise _bad(where, "a place has not three numbers", "write [x, y, z]; flat pictures do not tell the load")
    return found.reshape(-1, 3)


def _times(where: str, told: dict[str, Any], frames: int, rate_hz: float | None) -> Array:
    if "times_s" not in told:
        return np.arange(frames) / _rate(where, told.get("rate_hz"), rate_hz)
    try:
        times = np.array(told["times_s"], float)
    except (TypeError, ValueError, OverflowError):
        times = np.empty(0)
    if times.shape != (frames,):
        raise _bad(f"{where}, times_s", f"not one time for each of {frames} frames", "write as many seconds as frames")
    return times


def _word(where: str, told: dict[str, Any], name: str) -> str | None:
    word = told.get(name)
    if word is None or isinstance(word, str):
        return word
    raise _bad(f"{where}, {name}", f"{fit(word)} is no word", "write it in quotes, or leave it out")


def _rate(where: str, told: Any, given: float | None) -> float:
    """Frames in a second: what was asked for goes before what the file tells."""
    if given is not None:
        return given
    try:
        rate = float(told)
    except (TypeError, ValueError, OverflowError):
        rate = 0.0
    if not 0 < rate < float("inf"):
        raise _bad(where, "neither times nor a rate", "tell the frames in a second (rate_hz)")
    return rate


def _growing(where: str, times: Array) -> None:
    if not np.isfinite(times).all():
        raise _bad(where, f"frame {int(np.argmin(np.isfinite(times))) + 1} has no time", "a time for each frame")
    back = np.flatnonzero(np.diff(times) <= 0)
    if back.size:
        problem = f"frame {back[0] + 2} is at {times[back[0] + 1]:g} s, after one at {times[back[0]]:g} s"
        raise _bad(where, problem, "put the frames in the order of their times, each once")


def _headless(where: str, head: Sequence[str], missing: str, remedy: str) -> InputError:
    if any(line.strip() for line in head):
        return _bad(where, f"not {missing}", remedy)
    return _bad(where, "the file is empty", "export the landmarks anew")


def _bad(where: str, problem: str, remedy: str) -> InputError:
    return InputError(where=where, problem=problem, remedy=remedy)
