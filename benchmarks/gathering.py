"""How fast the readings of one person are gathered, from ten to ten thousand of them, on one core.

    python benchmarks/gathering.py [--largest 10000] [--json]

Two diaries a day, twelve findings and two numbers each, an examination every month, drawn by chance with a fixed seed.
Time is that of the processor. "first" is the first call, which reads the tables; "ms" the median of those after it.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from datetime import UTC, datetime, timedelta
from statistics import median

from multifidus.findings.gather import gather
from multifidus.knowledge import shipped
from multifidus.terms import Finding, Findings, Reading

SIZES = (10, 100, 1_000, 10_000)
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
KNOWLEDGE = shipped()


def readings(size: int) -> list[Reading]:
    """As many readings of one person, back from now."""
    chance = random.Random(size)
    felt = [row.id for row in KNOWLEDGE.findings.values() if row.kind == "symptom" and row.values == "present_absent"]
    found = [row.id for row in KNOWLEDGE.findings.values() if row.kind == "exam" and row.values == "present_absent"]
    return [_reading(number, chance, found if number % 60 == 59 else felt) for number in range(size)]


def _reading(number: int, chance: random.Random, names: list[str]) -> Reading:
    words = [Finding(name, chance.random() < 0.5) for name in chance.sample(names, 12)]
    numbers = [Finding("pain_0_10", float(chance.randint(0, 10))), Finding("spasms_per_week", 3.0)]
    at = NOW - timedelta(hours=12 * number)
    exam = number % 60 == 59
    by = "clinician" if exam else "person"
    return Reading(str(number), "exam" if exam else "diary", at, Findings([*words, *numbers]), by)


def measured(size: int, calls: int = 9) -> dict[str, float]:
    """Milliseconds to gather as many readings, the first time and after."""
    some = readings(size)
    times = []
    for _ in range(calls):
        start = time.process_time()
        told = gather(some, KNOWLEDGE, now=NOW)
        times.append(1000 * (time.process_time() - start))
    return {"readings": size, "first": times[0], "ms": median(times[1:]), "findings": len(told.findings)}


def main() -> None:
    """Prints a table, or with --json one object with the same figures."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--largest", type=int, default=SIZES[-1])
    given.add_argument("--json", action="store_true")
    options = given.parse_args()
    rows = [measured(size) for size in SIZES if size <= options.largest]
    if options.json:
        print(json.dumps({"gathering": rows}))
        return
    print(f"{'readings':>9} {'first ms':>9} {'ms':>8} {'findings':>9}")
    for row in rows:
        print(f"{row['readings']:>9.0f} {row['first']:>9.1f} {row['ms']:>8.2f} {row['findings']:>9.0f}")


if __name__ == "__main__":
    main()
