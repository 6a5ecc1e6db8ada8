"""Sharing moments among 210 muscles: ours beside DAQP and OSQP on the same frames, optimum and time a frame.

    python benchmarks/muscles.py [--frames 1000] [--json]

DAQP and OSQP are asked for the same optimum one frame after another, as they have no batches; OSQP is set up once a
frame, with polishing. One thread each: set OPENBLAS_NUM_THREADS=1.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "findings" / "lifting"))

from frames import drawn

from multifidus.findings.lifting.spine.muscles import share


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--frames", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    moments, needed = drawn(given.frames)
    share(moments[:3], needed[:3])
    began = time.perf_counter()
    ours = share(moments, needed)
    found = {"ours": {"ms": 1000 * (time.perf_counter() - began) / given.frames}}
    for name, solver in (("daqp", by_daqp), ("osqp", by_osqp)):
        began = time.perf_counter()
        best = np.array([solver(r, tau) for r, tau in zip(moments, needed, strict=True)])
        took = 1000 * (time.perf_counter() - began) / given.frames
        apart = float((np.abs(best - ours.objective) / np.maximum(best, 1)).max())
        found[name] = {"ms": took, "ratio": took / found["ours"]["ms"], "largest_difference_of_the_optimum": apart}
    found["ours"]["largest_unmet"] = float(np.abs(ours.left).max())
    print(json.dumps(found, indent=2) if given.json else "\n".join(f"{name:5} {row}" for name, row in found.items()))
    return 0 if found["daqp"]["largest_difference_of_the_optimum"] < 1e-6 else 1


def by_daqp(r, tau) -> float:
    """The optimum of one frame."""
    import daqp

    joints, muscles = r.shape
    upper, lower = np.r_[np.ones(muscles), tau], np.r_[np.zeros(muscles), tau]
    sense = np.r_[np.zeros(muscles), 5 * np.ones(joints)].astype(np.int32)  # 5: an equation
    a, *_ = daqp.solve(np.eye(muscles), np.zeros(muscles), np.ascontiguousarray(r), upper, lower, sense)
    return 0.5 * float(a @ a)


def by_osqp(r, tau) -> float:
    """The optimum of one frame."""
    import osqp
    from scipy import sparse

    _, muscles = r.shape
    solver = osqp.OSQP()
    rows = sparse.csc_matrix(np.vstack([r, np.eye(muscles)]))
    solver.setup(
        sparse.eye(muscles, format="csc"),
        np.zeros(muscles),
        rows,
        np.r_[tau, np.zeros(muscles)],
        np.r_[tau, np.ones(muscles)],
        verbose=False,
        eps_abs=1e-9,
        eps_rel=1e-9,
        polishing=True,
        max_iter=100_000,
    )
    a = solver.solve().x
    return 0.5 * float(a @ a)


if __name__ == "__main__":
    sys.exit(main())
