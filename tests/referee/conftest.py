"""The people and the peer of the benchmark serve as referees too."""

import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

with warnings.catch_warnings():
    # Its binding warns of what Python will drop, and falls over where warnings are errors.
    warnings.simplefilter("ignore")
    import pyagrum  # noqa: F401
