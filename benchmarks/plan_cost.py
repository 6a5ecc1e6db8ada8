"""What a plan costs beside the inference that it stands on.

    python benchmarks/plan_cost.py [FOLDER ...] [--people 300] [--json]

People as in inference.py, which prints the same figures. "whole" is `assess` with everything that is told: intervals,
shifts, the next tests, the plan. "plan" is `assess` with the weighing of causes already done: what follows from the
findings, red flags, treatment, operations, prevention, tests and their orders. "inference" is the beliefs alone,
without intervals and shifts. Aimed at: for nobody does the plan take longer than the inference and 10 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

# ruff: noqa: E402
# One thread each: these are read when NumPy is imported.
for pool in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(pool, "1")

import numpy as np
from patients import Person, contrary, drawn, written

import multifidus.assess as story
from multifidus.causes.infer import infer
from multifidus.causes.model import Model, load_model
from multifidus.knowledge import shipped
from multifidus.terms import Findings

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases"
BEYOND_INFERENCE_MS = 10.0
ROUNDS = 5


def measure_plan(person: Person, model: Model) -> dict[str, float]:
    """Medians over interleaved runs, in milliseconds, for one person."""
    work: dict[str, Callable[[], Any]] = {
        "inference": partial(infer, person.known, model, setting=person.setting, engine="fast", explain=False),
        "plan": _plan_alone(person, model),
        "whole": _whole(person, model),
    }
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(ROUNDS):
        for name, run in work.items():
            start = time.perf_counter()
            run()
            times[name].append((time.perf_counter() - start) * 1e3)
    return {name: float(np.median(runs)) for name, runs in times.items()}


def _plan_alone(person: Person, model: Model) -> Callable[[], Any]:
    """All but the weighing, whose result is put in its place."""
    weighed = story._weigh(person.known, model, person.setting, True, "fast")
    whole = _whole(person, model)

    def run() -> Any:
        with patch.object(story, "_weigh", return_value=weighed):
            return whole()

    return run


def _whole(person: Person, model: Model) -> Callable[[], Any]:
    known = person.known
    said = Findings(finding for finding in known.findings.all() if finding.id in known.said)
    return partial(story.assess, said, shipped(), model, setting=person.setting, engine="fast")


def plan_figures(rows: list[dict[str, float]]) -> dict[str, Any]:
    """Percentiles in milliseconds, and for how many people a plan costs more than is aimed at."""
    columns = {name: np.array([row[name] for row in rows]) for name in ("inference", "plan", "whole")}
    beyond = columns["plan"] - columns["inference"]
    return {
        "people": len(rows),
        **{f"{name}_ms": _percentiles(column) for name, column in columns.items()},
        "plan_beyond_inference_ms": _percentiles(beyond),
        "people_beyond_the_aim": int((beyond > BEYOND_INFERENCE_MS).sum()),
    }


def _percentiles(column: Any) -> dict[str, float]:
    return {f"p{at}": float(np.percentile(column, at)) for at in (50, 90, 99)}


def show_plan(figures: dict[str, Any]) -> None:
    """The figures as a table."""
    print(f"{figures['people']} people; {'milliseconds':24}{'p50':>12}{'p90':>12}{'p99':>12}")
    for name in ("inference", "plan", "whole", "plan_beyond_inference"):
        row = figures[f"{name}_ms"]
        print(f"  {name:34}" + "".join(f"{row[at]:12.2f}" for at in ("p50", "p90", "p99")))
    beyond, aim = figures["people_beyond_the_aim"], BEYOND_INFERENCE_MS
    print(f"people whose plan takes longer than their inference and {aim:g} ms: {beyond} (aim: none)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[CASES])
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    knowledge, rng = shipped(), np.random.default_rng(2026)
    model = load_model(knowledge)
    third = given.people // 3
    from_files = [person for folder in given.folders for person in written(folder, knowledge)]
    chosen = [make(model, knowledge, rng) for make in (drawn, contrary) for _ in range(third)]
    chosen += [from_files[i] for i in rng.permutation(len(from_files))[:third]]
    measure_plan(chosen[0], model)  # compiles, reads the tables
    figures = plan_figures([measure_plan(person, model) for person in chosen])
    if given.json:
        print(json.dumps(figures))
    else:
        show_plan(figures)


if __name__ == "__main__":
    main()
