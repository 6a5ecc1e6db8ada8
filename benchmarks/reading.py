"""How fast text is read, from a kilobyte to ten megabytes, whatever it is, on one core.

    python benchmarks/reading.py [KIND ...] [--largest 10000000] [--notes FOLDER] [--json]

The texts are made from the wording that ships (made_texts.py): notes, reports and talk more crowded with findings
than any real one, and what is meant to be hard. Each text is read in a process of its own; the shorter ones as often
as fills a fifth of a second, of which the median counts. "MB" is the memory that reading adds at its peak to that of
the program with its tables and the text. "growth" is what a kilobyte of the longest text costs, in kilobytes of the
text of 100 KB: 1 where cost is linear. (A text of 1 KB pays for what every text pays for.) With --notes the texts
of a FOLDER are read too, one by one.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

# ruff: noqa: E402
for pool in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(pool, "1")

from made_texts import Maker, of_size

from multifidus.findings.notes import read_note
from multifidus.knowledge import shipped

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
FROM = 100_000  # the size against which growth is told
ENOUGH_S = 0.2
USUAL = ("note", "report", "talk")


def measured(path: Path) -> dict[str, float]:
    """Seconds and megabytes that one text takes; asked of a fresh process."""
    knowledge = shipped()
    text = path.read_text(encoding="utf-8")
    read_note("Back pain.", knowledge)  # loads the tables
    before = _peak_mb()
    times: list[float] = []
    while sum(times) < ENOUGH_S:
        start = time.process_time()
        read_note(text, knowledge)
        times.append(time.process_time() - start)
    return {"seconds": median(times), "peak_mb": _peak_mb() - before, "bytes": len(text.encode())}


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def alone(path: Path) -> dict[str, float]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--one", str(path)]
    told: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told


def measure(kinds: Sequence[str], largest: int, folder: Path) -> dict[str, Any]:
    """Every kind of text in every size."""
    figures = {}
    for kind in kinds:
        rows = {}
        for size in (size for size in SIZES if size <= largest):
            path = folder / "text.txt"
            with path.open("w", encoding="utf-8") as file:  # piece by piece: children inherit the peak of the parent
                file.writelines(of_size(Maker(shipped()).kinds()[kind](), size))
            told = alone(path)
            rows[size] = {**told, "mb_per_s": told["bytes"] / 1e6 / told["seconds"]}
        figures[kind] = {"sizes": rows, "growth": growth(rows)}
        print(f"{kind} ...", file=sys.stderr)
    return figures


def growth(rows: dict[int, dict[str, float]]) -> float | None:
    """What a byte of the longest text costs, in bytes of the text of 100 KB."""
    if max(rows) <= FROM:
        return None
    return rows[FROM]["mb_per_s"] / rows[max(rows)]["mb_per_s"]


def notes_of(folder: Path) -> dict[str, Any]:
    """The texts of a folder, one after the other, as often as fills a second."""
    knowledge = shipped()
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))]
    size = sum(len(text.encode()) for text in texts)
    times: list[float] = []
    while sum(times) < 5 * ENOUGH_S:
        start = time.process_time()
        for text in texts:
            read_note(text, knowledge)
        times.append(time.process_time() - start)
    return {"texts": len(texts), "megabytes": size / 1e6, "mb_per_s": size / 1e6 / median(times)}


def show(figures: dict[str, Any]) -> None:
    """The figures as a table."""
    print(f"{'':16}{'bytes':>12}{'seconds':>10}{'MB/s':>8}{'MB':>8}")
    for kind, told in figures["kinds"].items():
        for size, row in told["sizes"].items():
            print(f"{kind:16}{size:12,}{row['seconds']:10.4f}{row['mb_per_s']:8.2f}{row['peak_mb']:8.0f}")
        if told["growth"]:
            print(f"{'':16}growth {told['growth']:.2f}")
    print(f"\nslowest kind {figures['slowest_mb_per_s']:.2f} MB/s; largest growth {figures['largest_growth']:.2f}")
    if figures["notes"]:
        notes = figures["notes"]
        print(f"{notes['texts']} texts of the folder, {notes['megabytes']:.2f} MB: {notes['mb_per_s']:.2f} MB/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(Maker(shipped()).kinds()))
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="bytes")
    parser.add_argument("--notes", type=Path, metavar="FOLDER")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measured(given.one)))
        return
    with tempfile.TemporaryDirectory() as folder:
        kinds = measure(given.kinds or list(Maker(shipped()).kinds()), given.largest, Path(folder))
    figures = {
        "kinds": kinds,
        "slowest_mb_per_s": min(told["sizes"][max(told["sizes"])]["mb_per_s"] for told in kinds.values()),
        "largest_growth": max(told["growth"] or 1.0 for told in kinds.values()),
        "notes": notes_of(given.notes) if given.notes else None,
    }
    if given.json:
        print(json.dumps(figures))
    else:
        show(figures)


if __name__ == "__main__":
    main()
