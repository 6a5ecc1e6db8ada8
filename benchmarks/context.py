"""The reader's sense of context beside medSpaCy's ConText and negspacy: the same sentences, the same terms.

    python benchmarks/context.py [FILE ...] [--notes FOLDER] [--rounds 7] [--peers FOLDER | --alone] [--json] [--each]

Each FILE (tests/context/*.csv when none is given) holds sentences, a term in each, and how the term stands: one of
eight standings. "multifidus" reads with a wording of exactly these terms, with its own cues, so that context alone is
compared; "as shipped" reads the sentence as a note, with all of its wording, to present, denied, or neither.

An answer may mean several of the eight: medSpaCy's HISTORICAL is historical or resolved, its HYPOTHETICAL is
hypothetical or planned; negspacy knows negated and anything but. "may fit" counts an answer as right when anything it
may mean is; "as said" takes it for the first. A term that was not found is wrong. "dangerous" are those that are
present or uncertain and read as negated. Speeds are of turns in the same run, one thread each, the ratio that of the
median turn. Peers live in an environment of their own, made at the first run from peers.txt.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

# ruff: noqa: E402
for pool in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(pool, "1")

from context_readers import NEITHER, STANDINGS, Answer, Shipped, Terms
from environment import Peer, default_folder, prepare

from multifidus.knowledge import shipped

SETS = Path(__file__).resolve().parents[1] / "tests" / "context"
SCRIPT = Path(__file__).with_name("context_peers.py")
DENIABLE = ("present", "uncertain")  # which to read as negated is dangerous
OURS, WHOLE, MEDSPACY, NEGSPACY = "multifidus", "as shipped", "medspacy", "negspacy"
MEANS = {  # where a term has several modifiers the first decides; of all orders this one serves medSpaCy best
    "HYPOTHETICAL": ("hypothetical", "planned"),
    "FAMILY": ("other",),
    "POSSIBLE_EXISTENCE": ("uncertain",),
    "NEGATED_EXISTENCE": ("negated",),
    "HISTORICAL": ("historical", "resolved"),
}
ALL_BUT_NEGATED = tuple(one for one in STANDINGS if one != "negated")

Read = Callable[[list[str]], tuple[float, Any]]


@dataclass(frozen=True)
class Labelled:
    file: str
    sentence: str
    term: str
    finding: str
    standing: str
    double: bool

    @property
    def span(self) -> tuple[int, int]:
        start = self.sentence.index(self.term)
        return start, start + len(self.term)


def labelled(files: Iterable[Path]) -> list[Labelled]:
    """Every row of the test sets."""
    rows = []
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                double = row["trap"] == "double"
                rows.append(Labelled(file.name, row["sentence"], row["term"], row["finding"], row["standing"], double))
    return rows


def of_peer(name: str, entities: list[list[Any]], row: Labelled) -> Answer | None:
    """What a peer says of a term: by the entity that shares most letters with it."""
    start, stop = row.span
    shared = [(min(stop, end) - max(start, begin), categories) for begin, end, categories in entities]
    over = max((one for one in shared if one[0] > 0), key=lambda one: one[0], default=None)
    if over is None:
        return None
    said = [meaning for category, meaning in MEANS.items() if category in over[1]]
    if name == NEGSPACY:
        return said[0] if said else ALL_BUT_NEGATED
    return said[0] if said else ("present",)


def three(standing: str) -> str:
    return standing if standing in ("present", "negated") else NEITHER


def scores(rows: Sequence[Labelled], answers: Sequence[Answer | None]) -> dict[str, Any]:
    """The figures of one reader on some rows; shares of them, and counts."""
    pairs = [(row.standing, answer or ()) for row, answer in zip(rows, answers, strict=True)]
    said_no = [answer[:1] == ("negated",) for _, answer in pairs]
    is_no = [gold == "negated" for gold, _ in pairs]
    hits = sum(a and b for a, b in zip(said_no, is_no, strict=True))

    def share(right: Iterable[bool]) -> float | None:
        marks = list(right)
        return sum(marks) / len(marks) if marks else None

    return {
        "rows": len(rows),
        "not_found": sum(not answer for _, answer in pairs),
        "eight_may_fit": share(gold in answer for gold, answer in pairs),
        "eight_as_said": share(answer[:1] == (gold,) for gold, answer in pairs),
        "three_may_fit": share(three(gold) in map(three, answer) for gold, answer in pairs),
        "three_as_said": share([three(gold)] == [*map(three, answer[:1])] for gold, answer in pairs),
        "negated_or_not": share(
            bool(answer) and a == b for (_, answer), a, b in zip(pairs, said_no, is_no, strict=True)
        ),
        "negated_f1": 2 * hits / (sum(said_no) + sum(is_no)) if sum(said_no) + sum(is_no) else None,
        "dangerous": sum(no and gold in DENIABLE for (gold, _), no in zip(pairs, said_no, strict=True)),
        "by_standing": {
            one: share(gold in answer for gold, answer in pairs if gold == one)
            for one in STANDINGS
            if any(gold == one for gold, _ in pairs)
        },
    }


def in_groups(rows: list[Labelled], answers: list[Answer | None]) -> dict[str, Any]:
    """The figures for all rows, for the double traps alone, and file by file."""
    groups: dict[str, Callable[[Labelled], bool]] = {"all": lambda _: True, "double traps": lambda row: row.double}
    groups |= {file: (lambda row, file=file: row.file == file) for file in dict.fromkeys(row.file for row in rows)}
    told = {}
    for name, belongs in groups.items():
        some = [(row, answer) for row, answer in zip(rows, answers, strict=True) if belongs(row)]
        if some:
            told[name] = scores([row for row, _ in some], [answer for _, answer in some])
    return told


def clocked(read: Callable[[str], Any]) -> Read:
    """A reader of one text as a reader of many that tells its seconds."""

    def run(texts: list[str]) -> tuple[float, Any]:
        start = time.perf_counter()
        told = [read(text) for text in texts]
        return time.perf_counter() - start, told

    return run


def asked(peer: Peer) -> Read:
    """A peer as such a reader; its own clock leaves out what passing texts to it takes."""

    def run(texts: list[str]) -> tuple[float, Any]:
        answer = peer.ask({"texts": texts})
        return answer["seconds"], answer["entities"]

    return run


@contextmanager
def peers(folder: Path | None, terms: list[str]) -> Iterator[dict[str, Peer]]:
    """The peers, started with the terms; none without a folder."""
    started: dict[str, Peer] = {}
    try:
        if folder is not None:
            prepare(folder)
            for name in (MEDSPACY, NEGSPACY):
                started[name] = Peer(folder, str(SCRIPT), name)
                started[name].tell({"terms": terms})
        yield started
    finally:
        for peer in started.values():
            peer.end()


def speeds(readers: dict[str, Read], texts: list[str], rounds: int) -> dict[str, Any]:
    """Texts a second of each reader, in turn, and how many times as many ours reads as each other."""
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name, read in readers.items():
            times[name].append(read(texts)[0])
    return {
        "texts": len(texts),
        "megabytes": sum(len(text.encode()) for text in texts) / 1e6,
        "per_second": {name: len(texts) / median(took) for name, took in times.items()},
        "times_as_many": {
            ours: {
                name: median(b / a for a, b in zip(times[ours], times[name], strict=True))
                for name in readers
                if name in (MEDSPACY, NEGSPACY)
            }
            for ours in (OURS, WHOLE)
        },
    }


def measure(rows: list[Labelled], notes: list[str], folder: Path | None, rounds: int) -> tuple[dict[str, Any], Any]:
    """Every figure, and each reader's answer to each row."""
    terms = list(dict.fromkeys(row.term for row in rows))
    sentences = list(dict.fromkeys(row.sentence for row in rows))
    knowledge = shipped()
    ours, whole = Terms(((row.term, row.finding) for row in rows), knowledge), Shipped(knowledge)
    with peers(folder, terms) as started:
        readers = {OURS: clocked(ours.read), WHOLE: clocked(whole.read)}
        readers |= {name: asked(peer) for name, peer in started.items()}
        told = {name: dict(zip(sentences, read(sentences)[1], strict=True)) for name, read in readers.items()}
        answers: dict[str, list[Answer | None]] = {
            OURS: [ours.answer(told[OURS][row.sentence], row.span, row.finding) for row in rows],
            WHOLE: [whole.answer(told[WHOLE][row.sentence], row.finding) for row in rows],
        }
        answers |= {name: [of_peer(name, told[name][row.sentence], row) for row in rows] for name in started}
        figures = {
            "accuracy": {name: in_groups(rows, some) for name, some in answers.items()},
            "sentences": speeds(readers, sentences, rounds),
            "notes": speeds(readers, notes, rounds) if notes else None,
        }
    return figures, answers


def show(figures: dict[str, Any]) -> None:
    """The figures as tables."""
    columns = {
        "eight_may_fit": "8 may fit", "eight_as_said": "8 as said", "three_may_fit": "3 may fit",
        "three_as_said": "3 as said", "negated_or_not": "negated?", "negated_f1": "F1", "dangerous": "dangerous",
        "not_found": "not found",
    }  # fmt: skip
    accuracy = figures["accuracy"]
    for group, first in accuracy[OURS].items():
        print(f"\n{group}, {first['rows']} terms")
        print(f"  {'':12}" + "".join(f"{title:>11}" for title in columns.values()))
        for name, groups in accuracy.items():
            told = ((column, groups[group][column]) for column in columns)
            print(f"  {name:12}" + "".join(f"{_cell(value):>11}" for _, value in told))
    print("\nright by standing, whatever may fit")
    standings = accuracy[OURS]["all"]["by_standing"]
    print(f"  {'':12}" + "".join(f"{one:>13}" for one in standings))
    for name, groups in accuracy.items():
        print(f"  {name:12}" + "".join(f"{_cell(groups['all']['by_standing'][one]):>13}" for one in standings))
    for kind in ("sentences", "notes"):
        if figures[kind]:
            _show_speed(kind, figures[kind])


def _cell(value: float | None) -> str:
    return "-" if value is None else str(value) if isinstance(value, int) else f"{value:.3f}"


def _show_speed(kind: str, speed: dict[str, Any]) -> None:
    print(f"\n{speed['texts']} {kind}, {speed['megabytes']:.2f} MB")
    for name, rate in speed["per_second"].items():
        ratios = speed["times_as_many"].get(name, {})
        beside = "".join(f"   {ratio:.1f} times {peer}'s" for peer, ratio in ratios.items())
        print(f"  {name:12}{rate:10.0f} {kind} a second{beside}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, default=sorted(SETS.glob("*.csv")))
    parser.add_argument("--notes", type=Path, metavar="FOLDER", help="a folder of .txt files to measure speed on")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--peers", type=Path, default=default_folder(), help="the environment of the peers")
    parser.add_argument("--alone", action="store_true", help="without the peers")
    parser.add_argument("--each", action="store_true", help="print every answer that does not fit")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    rows = labelled(given.files)
    notes = [path.read_text(encoding="utf-8") for path in sorted(given.notes.rglob("*.txt"))] if given.notes else []
    figures, answers = measure(rows, notes, None if given.alone else given.peers, given.rounds)
    if given.json:
        print(json.dumps(figures))
        return
    if given.each:
        for name, some in answers.items():
            for row, answer in zip(rows, some, strict=True):
                if row.standing not in (answer or ()):
                    print(
                        f"{name:12}{row.standing:13}{'/'.join(answer or ('not found',)):13} {row.term} | {row.sentence}"
                    )
    show(figures)


if __name__ == "__main__":
    main()
