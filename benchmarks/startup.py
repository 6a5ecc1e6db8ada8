"""How long one assessment takes as a whole process, beside the bare import of NumPy, run in turn.

python benchmarks/startup.py [--json] [--runs 15]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

NOTE = "34-year-old man. My back locked up lifting a sofa. No fever, no numbness, bladder and bowels are fine.\n"
IMPORT = [sys.executable, "-c", "import numpy"]


def seconds(command: list[str]) -> float:
    """Wall-clock seconds of one run."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--runs", type=int, default=15)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "one.txt"
        note.write_text(NOTE)
        ours = [str(Path(sys.executable).with_name("multifidus")), "assess", str(note)]
        seconds(ours)
        seconds(IMPORT)  # warm the file cache for both
        pairs = [(seconds(ours), seconds(IMPORT)) for _ in range(given.runs)]
    figures = {
        "assess_s": median(ours for ours, _ in pairs),
        "import_numpy_s": median(bare for _, bare in pairs),
        "ratio": median(ours / bare for ours, bare in pairs),
    }
    if given.json:
        print(json.dumps(figures))
    else:
        print(f"multifidus assess one.txt   {figures['assess_s'] * 1e3:7.0f} ms")
        print(f"python -c 'import numpy'    {figures['import_numpy_s'] * 1e3:7.0f} ms")
        print(f"ratio, median of pairs      {figures['ratio']:7.2f}  (aim: at most 4)")


if __name__ == "__main__":
    main()
