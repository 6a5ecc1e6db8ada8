"""How much of talk and of people's own words is read: what is there, what is denied, and what must not be taken.

    python benchmarks/talks.py [FOLDER] [--each]

FOLDER holds texts, expected.csv (file, half, finding, expected) and lay.csv (sentence, finding, expected, half).
Expected is one of: present; denied; not_present (denied or unknown); not_denied (present or unknown). The reader was
tuned on the half `tune` alone; the half `held` judges it. A danger that is there and read as denied is told apart.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from multifidus.findings.closure import complete
from multifidus.findings.notes import read_note
from multifidus.knowledge import Knowledge, shipped
from multifidus.terms import Findings

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "findings" / "talks"
KINDS = ("present", "denied", "not_present", "not_denied")
HALVES = ("tune", "held")


@dataclass(frozen=True)
class Judged:
    where: str  # the file, or the sentence itself
    half: str
    finding: str
    expected: str
    read: bool | None  # present, denied, or unknown

    @property
    def right(self) -> bool:
        return {
            "present": self.read is True,
            "denied": self.read is False,
            "not_present": self.read is not True,
            "not_denied": self.read is not False,
        }[self.expected]

    @property
    def wrongly_denied(self) -> bool:
        return self.expected in ("present", "not_denied") and self.read is False

    @property
    def wrongly_present(self) -> bool:
        return self.expected in ("denied", "not_present") and self.read is True


def judged_texts(folder: Path, knowledge: Knowledge) -> Iterator[Judged]:
    """Every expectation of the talks and messages."""

    @cache
    def known(file: str) -> Findings:
        return complete(read_note((folder / file).read_text(encoding="utf-8"), knowledge).findings, knowledge)

    for row in _rows(folder / "expected.csv"):
        read = _read(known(row["file"]), row["finding"])
        yield Judged(row["file"], row["half"], row["finding"], row["expected"], read)


def judged_sentences(folder: Path, knowledge: Knowledge) -> Iterator[Judged]:
    """Every lay sentence, read alone."""
    for row in _rows(folder / "lay.csv"):
        known = complete(read_note(row["sentence"], knowledge).findings, knowledge)
        yield Judged(row["sentence"], row["half"], row["finding"], row["expected"], _read(known, row["finding"]))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read(known: Findings, finding: str) -> bool | None:
    return True if known.present(finding) else False if known.absent(finding) else None


def figures(name: str, judged: Iterable[Judged]) -> Iterator[str]:
    """One line a half: how much of each kind is right, and how much is wrong the dangerous ways."""
    rows = list(judged)
    for half in HALVES:
        mine = [one for one in rows if one.half == half]
        parts = []
        for kind in KINDS:
            of = [one.right for one in mine if one.expected == kind]
            parts += [f"{kind} {sum(of)}/{len(of)}"] if of else []
        wrong = f"denied wrongly {sum(one.wrongly_denied for one in mine)}"
        parts += [wrong, f"present wrongly {sum(one.wrongly_present for one in mine)}"]
        yield f"{name:<12} {half}: {', '.join(parts)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--each", action="store_true", help="print what is wrong in the half that may be tuned on")
    given = parser.parse_args()
    knowledge = shipped()
    texts = list(judged_texts(given.folder, knowledge))
    for name, rows in (
        ("talks", [one for one in texts if one.where.startswith("talk")]),
        ("messages", [one for one in texts if not one.where.startswith("talk")]),
        ("sentences", list(judged_sentences(given.folder, knowledge))),
    ):
        print("\n".join(figures(name, rows)))
        if given.each:
            for one in rows:
                if not one.right and one.half == "tune":
                    print(f"  {one.where:<40} {one.finding:<32} {one.expected:<12} read {one.read}")


if __name__ == "__main__":
    main()
