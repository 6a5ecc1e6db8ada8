"""Writes hazards.md from hazards.csv: run `python docs/safety/render.py` after changing the table."""

import csv
from pathlib import Path

HERE = Path(__file__).parent
HEAD = """# Hazards

What could go wrong, how it could harm, what is done against it, and the tests that guard it. The table itself is
[hazards.csv](hazards.csv), this page is written from it; a test fails on a hazard without a test that exists and runs.
It is a beginning of a risk file, not one: no severity or likelihood is claimed, as nobody has measured them. See
[intended use](intended-use.md).

| hazard | how it harms | what is done against it | guarded by |
|---|---|---|---|
"""


def guard(test: str) -> str:
    """A guard by the name of its test or vignette, linked to its file."""
    path = test.partition("::")[0]
    return f"[`{test.rpartition('/')[2]}`](../../{path})"


def guards(tests: str) -> str:
    """All guards of a hazard, a line each."""
    return "<br>".join(guard(test) for test in tests.split())


def main() -> None:
    """Writes the page."""
    with (HERE / "hazards.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = [f"| {row['hazard']} | {row['harm']} | {row['control']} | {guards(row['tests'])} |" for row in rows]
    (HERE / "hazards.md").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
