"""A table of lifts: how many a second, and whether memory grows with the table.

    python benchmarks/lift_jobs.py [--rows 2000] [--json]

Lifts are drawn by code: once among twenty people, as at a workplace, once each by another person. Each table is read in
a process of its own, so that its largest memory is its own. One thread: set OPENBLAS_NUM_THREADS=1.
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

COLUMNS = "load_kg,reach_m,hands_m,travel_m,twist_deg,per_minute,hours,height_m,weight_kg,sex,age,technique"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        return _measured(Path(given.one))
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for people, rows in ((20, given.rows // 4), (20, given.rows), (None, given.rows)):
            table = Path(folder) / "jobs.csv"
            table.write_text(drawn(rows, people))
            told = subprocess.run([sys.executable, __file__, "--one", str(table)], capture_output=True, check=True)
            found[f"{rows} rows, {people or rows} people"] = json.loads(told.stdout)
    lines = [
        f"{name:28} {one['rows_a_second']:6.0f} rows a second of processor time, {one['mb']:5.0f} MB, "
        f"{one['unanswered']} without an answer"
        for name, one in found.items()
    ]
    print(json.dumps(found, indent=2) if given.json else "\n".join(lines))
    return 0


def drawn(rows: int, people: int | None) -> str:
    """A table of lifts that most people can reach, by so many people, or each by another."""
    draw = np.random.default_rng(3)
    bodies = [
        f"{draw.uniform(1.5, 1.95):.3f},{draw.uniform(50, 110):.1f},{draw.choice(['male', 'female'])},"
        f"{draw.integers(18, 66)}"
        for _ in range(people or rows)
    ]
    lines = [COLUMNS]
    for n in range(rows):
        lift = (draw.uniform(1, 25), draw.uniform(0.28, 0.48), draw.uniform(0.25, 1.1), draw.uniform(0.05, 0.4))
        often = f"{draw.choice([0, 30])},{draw.choice([0.2, 1, 4])},{draw.choice([1, 2, 8])}"
        technique = draw.choice(["stoop", "squat", "straight_back"])
        lines.append(f"{','.join(f'{one:.3f}' for one in lift)},{often},{bodies[n % len(bodies)]},{technique}")
    return "\n".join(lines) + "\n"


def _measured(table: Path) -> int:
    """Reads one table in this process and prints what it took."""
    from multifidus.doors.lifting.jobs import answer_jobs
    from multifidus.doors.lifting.sheets import Jobs, sheet
    from multifidus.findings.lifting.constants import Constants
    from multifidus.findings.lifting.reading.reading import Reader
    from multifidus.knowledge import shipped

    jobs, reader = Jobs(table), Reader(Constants(shipped()), draws=0)
    began, done, unanswered = time.process_time(), 0, 0
    with sheet(table.with_name("out.csv"), jobs.columns) as answers:
        for rows in answer_jobs(jobs, reader):
            answers.write(rows)
            done += len(rows)
            unanswered += sum(row["error"] is not None for row in rows)
    took = time.process_time() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rows_a_second": done / took, "mb": most, "unanswered": unanswered}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
