"""Landmarks to loads: seconds for each stage, and how memory grows with the length of the recording.

    python benchmarks/landmarks.py [--seconds 60 600] [--format trc|csv|json] [--json]

A drawn person lifts a crate every four seconds at 30 frames a second, 5 mm of noise on every coordinate. Stages: the
file is read, postures are found, loads are worked out (the model of the spine is built before the clock runs, and told
apart). Every length runs in a process of its own, so that peak memory is its own. One thread: OPENBLAS_NUM_THREADS=1.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "findings" / "lifting"))

from drawn import Figure, as_csv, as_json, as_trc, film
from spines import CONSTANTS, MAN

from multifidus.findings.lifting.landmarks.recording import read_landmarks
from multifidus.findings.lifting.spine.spine import Spine
from multifidus.knowledge import shipped

RATE_HZ, PERIOD_S = 30, 4.0
ALLOWED_S = 3.0  # for sixty seconds
WRITE = {"trc": as_trc, "csv": as_csv, "json": as_json}
STAGES = ("read_s", "postures_s", "loads_s", "together_s", "per_frame_ms", "model_s", "peak_mb")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, nargs="+", default=[60, 600])
    parser.add_argument("--format", choices=WRITE, default="trc")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measured(given.measure)))
        return 0
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for seconds in given.seconds:
            path = Path(folder) / f"lift.{given.format}"
            path.write_text(WRITE[given.format](lifting(seconds)))
            call = [sys.executable, __file__, "--measure", str(path)]
            found[f"{seconds:g} s"] = json.loads(
                subprocess.run(call, capture_output=True, text=True, check=True).stdout
            )
    if given.json:
        print(json.dumps(found, indent=2))
    else:
        print(f"{'':10}" + "".join(f"{stage:>14}" for stage in STAGES))
        for length, row in found.items():
            print(f"{length:10}" + "".join(f"{row[stage]:14.3f}" for stage in STAGES))
    sixty = found.get("60 s")
    return 0 if sixty is None or sixty["together_s"] < ALLOWED_S else 1


def lifting(seconds: float) -> dict[str, np.ndarray]:
    """The landmarks of somebody who bends to a crate, rises with a turn to the right, and so on."""
    frames = round(PERIOD_S * RATE_HZ)
    down = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(frames) / frames)
    figures = [
        Figure(inclination=90 * d, side=8 * d, turn=25 * (1 - d), knees=20 + 40 * d, hands=(0.4, 0.2 - 0.7 * d, 0.1))
        for d in down
    ]
    once = film(figures)
    count = round(seconds * RATE_HZ)
    draw = np.random.default_rng(0)
    repeats = -(-count // frames)
    whole = {name: np.tile(track, (repeats, 1))[:count] for name, track in once.items()}
    return {name: track + 0.005 * draw.standard_normal(track.shape) for name, track in whole.items()}


def measured(path: Path) -> dict[str, float]:
    """Seconds of each stage, and megabytes at the most."""
    knowledge = shipped()
    began = time.perf_counter()
    spine = Spine(MAN, CONSTANTS)
    recording = read_landmarks(path, knowledge)  # once before the clock: tables are read, libraries warm
    first = time.perf_counter()
    recording = read_landmarks(path, knowledge)
    read = time.perf_counter()
    motion = recording.postures(MAN, CONSTANTS)
    bent = time.perf_counter()
    over_time = motion.loads(spine, 15)
    done = time.perf_counter()
    return {
        "frames": len(motion),
        "model_s": first - began,
        "read_s": read - first,
        "postures_s": bent - read,
        "loads_s": done - bent,
        "together_s": done - first,
        "per_frame_ms": 1000 * (done - first) / len(motion),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "worst_n": float(over_time.compression_n.max()),
    }


if __name__ == "__main__":
    sys.exit(main())
