"""Certified inference beside the fastest exact engine of pyAgrum, on the same network and the same people.

    python benchmarks/inference.py [FOLDER ...] [--people 90] [--json]

People are drawn from the network, answer at random, or come from the cases and notes in the FOLDERs (tests/cases
when none is given). Compared is what both give: the probabilities of all causes. Everything from what is known to the
answer counts on our side; on the other side only the inference does, in a network cut down to what the evidence
needs. "beliefs" are causes with mechanisms and levels. All run in turn in one process, on one thread. What `assess`
takes with the whole plan, and the plan alone, stands below (plan_cost.py measures only that).
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

# ruff: noqa: E402
# One thread each: these are read when NumPy is imported.
for pool in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(pool, "1")

import numpy as np
import pyagrum
from patients import Person, contrary, drawn, written
from peer import Unrolled, engines
from plan_cost import measure_plan, plan_figures, show_plan

from multifidus.causes.evidence import read_evidence
from multifidus.causes.explaining.interval import intervals
from multifidus.causes.infer import infer, rank, weigh
from multifidus.causes.model import Model, load_model
from multifidus.causes.searching.posterior import Ranking
from multifidus.causes.value import values_of
from multifidus.knowledge import shipped

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases"
ENGINES = ("fast", "numpy")
ROUNDS = 5
IN_A_ROW = 3  # runs of ours at a time: they are so short that what ran before them would count
SLOW_S = 1.0  # whatever takes longer is run once
LARGEST_TREE = 2e8  # numbers in a junction tree; beyond that the peer needs minutes and gigabytes


def clocked(work: Callable[[], Any], times: list[float]) -> Any:
    """What the work gives; its seconds are noted."""
    start = time.perf_counter()
    result = work()
    times.append(time.perf_counter() - start)
    return result


def measure(person: Person, model: Model) -> dict[str, Any]:
    """Medians over interleaved runs, in seconds, and how far the answers lie apart."""
    net = Unrolled(read_evidence(person.known, model, person.setting), model)
    peers = dict(engines()) if net.tree_size() <= LARGEST_TREE else {}
    work: dict[str, Callable[[], Any]] = {}
    for engine in ENGINES:
        given = {"setting": person.setting, "engine": engine}
        work[engine] = partial(rank, person.known, model, **given)
        work[f"{engine}_beliefs"] = partial(infer, person.known, model, explain=False, **given)
    work["values"] = lambda: values_of(_weighed(person, model))
    work["intervals"] = lambda: intervals(_weighed(person, model))
    work["posterior"] = lambda: _weighed(person, model)
    work |= {name: partial(net.posterior, engine) for name, engine in peers.items()}
    times: dict[str, list[float]] = {name: [] for name in work}
    told: dict[str, Any] = {}
    for _ in range(ROUNDS):
        for name, run in work.items():
            if not times[name] or max(times[name]) < SLOW_S:
                for _ in range(1 if name in peers else IN_A_ROW):
                    told[name] = clocked(run, times[name])
    seconds = {name: float(np.median(runs)) for name, runs in times.items()}
    exact = next((told[name] for name in peers), None)
    return {
        "kind": person.kind,
        "findings": len(net.evidence),
        "present": sum(net.evidence.values()),
        "unknown": len(told["values"].findings),
        "certificate": max(told[name].certificate for engine in ENGINES for name in (engine, f"{engine}_beliefs")),
        "apart": {engine: _apart(told[engine], exact) for engine in ENGINES},
        **{f"{name}_s": took for name, took in seconds.items()},
        "values_s": seconds["values"] - seconds["posterior"],
        "intervals_s": seconds["intervals"] - seconds["posterior"],
        "peer_s": min((seconds[name] for name in peers), default=float("nan")),
    }


def _weighed(person: Person, model: Model) -> Any:
    return weigh(person.known, model, setting=person.setting, engine="fast")


def _apart(ranking: Ranking, exact: Any) -> float:
    return float("nan") if exact is None else float(abs(ranking.cause - exact).max())


def people(folders: list[Path], count: int, model: Model) -> list[Person]:
    """A third each: drawn, answering at random, written."""
    knowledge, rng = shipped(), np.random.default_rng(2026)
    third = count // 3
    from_files = [person for folder in folders for person in written(folder, knowledge)]
    chosen = [from_files[i] for i in rng.permutation(len(from_files))[:third]]
    made = [make(model, knowledge, rng) for make in (drawn, contrary) for _ in range(third)]
    return [*made, *islice(chosen, third)]


def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures; milliseconds, and ratios of the peer's time to ours."""

    def column(name: str, some: list[dict[str, Any]] = rows) -> Any:
        return np.array([row[name] for row in some], dtype=float)

    judged = [row for row in rows if row["peer_s"] == row["peer_s"]]
    peer = column("peer_s", judged)
    figures: dict[str, Any] = {
        "people": len(rows),
        "peer_too_large": len(rows) - len(judged),
        "certificate_max": float(column("certificate").max()),
        "peer_ms": _percentiles(peer),
    }
    for engine in ("fast", "numpy"):
        ours = column(f"{engine}_s", judged)
        apart = np.array([row["apart"][engine] for row in judged])
        figures[engine] = {
            "ms": _percentiles(ours),
            "ms_with_those_too_large": _percentiles(column(f"{engine}_s")),
            "beliefs_ms": _percentiles(column(f"{engine}_beliefs_s")),
            "beliefs_times_faster_between_medians": float(
                np.median(peer) / np.median(column(f"{engine}_beliefs_s", judged))
            ),
            "times_faster_between_medians": float(np.median(peer) / np.median(ours)),
            "times_faster_at_p99": float(np.percentile(peer, 99) / np.percentile(ours, 99)),
            "times_faster_median_of_ratios": float(np.median(peer / ours)),
            "furthest_from_peer": float(apart.max()),
            "beyond_certificate": int((apart > column("certificate", judged) + 1e-9).sum()),
        }
    for extra in ("values", "intervals"):
        times = column(f"{extra}_s")
        figures[extra] = {
            "ms": _percentiles(times),
            "times_a_posterior": float(np.median(times) / np.median(column("posterior_s"))),
        }
    figures["values"]["peer_ms_by_rerunning"] = _percentiles(peer * column("unknown", judged))
    figures["by_kind"] = {
        kind: {name: float(np.median(column(f"{name}_s", some)) * 1e3) for name in ("fast", "numpy", "peer")}
        for kind in dict.fromkeys(row["kind"] for row in judged)
        for some in ([row for row in judged if row["kind"] == kind],)
    }
    figures["growth"] = {
        by: {
            f"{low}-{high - 1}": {"people": len(some), "fast_ms": float(np.median(column("fast_s", some)) * 1e3),
                                  "numpy_ms": float(np.median(column("numpy_s", some)) * 1e3)}
            for low, high in bins
            for some in ([row for row in rows if low <= row[by] < high],)
            if some
        }
        for by, bins in (("findings", ((0, 10), (10, 20), (20, 30), (30, 45), (45, 99))),
                         ("present", ((0, 4), (4, 8), (8, 12), (12, 16), (16, 24), (24, 99))))
    }  # fmt: skip
    return figures


def _percentiles(seconds: Any) -> dict[str, float]:
    return {f"p{at}": float(np.percentile(seconds, at) * 1e3) for at in (50, 90, 99)} if len(seconds) else {}


def show(figures: dict[str, Any]) -> None:
    """The figures as a table."""
    print(f"{figures['people']} people, {figures['peer_too_large']} of them too large for the peer")
    print(f"largest certificate {figures['certificate_max']:.1e}\n")
    print(f"{'milliseconds':24}{'p50':>12}{'p90':>12}{'p99':>12}")
    rows = {"pyAgrum, its faster engine": figures["peer_ms"], "values": figures["values"]["ms"]}
    rows |= {"intervals": figures["intervals"]["ms"], "fast": figures["fast"]["ms"], "numpy": figures["numpy"]["ms"]}
    rows |= {f"{engine}, beliefs": figures[engine]["beliefs_ms"] for engine in ENGINES}
    rows |= {"values by re-running": figures["values"]["peer_ms_by_rerunning"]}
    for name, row in rows.items():
        print(f"{name:26}" + "".join(f"{row[at]:12.2f}" for at in ("p50", "p90", "p99")))
    for engine, aim in (("fast", "60, 1000"), ("numpy", "10")):
        row = figures[engine]
        print(
            f"\n{engine}: {row['times_faster_between_medians']:.0f} times faster between medians, "
            f"{row['times_faster_at_p99']:.0f} at p99 (aim: {aim}), {row['times_faster_median_of_ratios']:.0f} median"
            f" of ratios; furthest from pyAgrum {row['furthest_from_peer']:.1e}, beyond its certificate"
            f" {row['beyond_certificate']}; with mechanisms {row['beliefs_times_faster_between_medians']:.0f} times"
        )
    for extra in ("values", "intervals"):
        row = figures[extra]
        print(f"{extra}: {row['times_a_posterior']:.1f} times a posterior of the fast engine")
    print()
    show_plan(figures["plan"])
    for title, table in (("by kind", figures["by_kind"]), *figures["growth"].items()):
        print(f"\n{title}")
        for name, row in table.items():
            print(f"  {name:10}" + "".join(f"  {key} {value:.2f}" for key, value in row.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[CASES])
    parser.add_argument("--people", type=int, default=90)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    pyagrum.setNumberOfThreads(1)
    model = load_model(shipped())
    chosen = people(given.folders, given.people, model)
    for answer in (infer, rank):
        answer(chosen[0].known, model, engine="fast")  # compiles, or loads what was compiled
    figures = summary([measure(person, model) for person in chosen])
    figures["plan"] = plan_figures([measure_plan(person, model) for person in chosen])
    if given.json:
        print(json.dumps(figures))
    else:
        show(figures)


if __name__ == "__main__":
    main()
