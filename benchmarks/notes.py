"""How much of what a reader labelled in notes is read from them, and read the right way round.

    python benchmarks/notes.py FOLDER [--json] [--each]

FOLDER holds notes.jsonl and vignettes.jsonl beside the texts. The labels are the words of whoever labelled;
note_labels.csv says which findings mean the same: any one of them counts, "!" turns one round, and a label without
any tells why. The id of a finding, or of a measure, means itself unless the table says otherwise. A label counts as
read when it stands in what follows from the text (findings.closure). Labels are no full account of a text, so what
was read and not labelled says little; of the labels that were read at all, the share read the right way round stands
for precision.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from labelled import TALK, Labelled, labelled, print_shares, share

from multifidus.errors import InputError
from multifidus.findings.closure import complete
from multifidus.findings.files import read_file
from multifidus.findings.notes.text.attributes import levels
from multifidus.findings.notes.text.mentions import parse
from multifidus.findings.notes.text.sections import sections
from multifidus.findings.notes.text.sentences import sentences
from multifidus.findings.notes.wording.lexicon import Lexicon, lexicon_of
from multifidus.knowledge import Knowledge, shipped
from multifidus.knowledge.rows import MeasureRow
from multifidus.terms import Findings

TABLE = Path(__file__).with_name("note_labels.csv")
WRITTEN_LEVEL = re.compile(r"([CTLS])(\d+)(?:/([CTLS])?(\d+))?")


@dataclass(frozen=True)
class Meaning:
    """The findings that mean the same as a label, and what is lost or lacking."""

    findings: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Read:
    """One label of one case, and what the text was taken to say of it."""

    case: Labelled
    label: str
    present: bool  # as labelled
    mapped: bool
    found: bool | None  # as read; None where nothing was

    @property
    def right(self) -> bool:
        return self.found is self.present


@dataclass(frozen=True)
class Places:
    """The levels of the spine that were labelled in one case, and those that its text was taken to name."""

    case: Labelled
    labelled: frozenset[str]
    found: frozenset[str]


def meanings(knowledge: Knowledge, path: Path = TABLE) -> dict[str, Meaning]:
    """What each label means in findings: a finding itself, a measure those that hang on it, any other as tabled."""
    meant = {name: Meaning((name,), "") for name in knowledge.findings}
    meant |= {row.id: Meaning(tuple(row.findings), "") for row in knowledge.rows(MeasureRow) if row.findings}
    return meant | tabled(path)


def tabled(path: Path = TABLE) -> dict[str, Meaning]:
    """What the labels of the table mean."""
    with path.open(encoding="utf-8", newline="") as table:
        return {row["label"]: Meaning(tuple(row["findings"].split()), row["reason"]) for row in csv.DictReader(table)}


def read_labels(case: Labelled, known: Findings, meaning: Mapping[str, Meaning]) -> Iterator[Read]:
    """Every label of a case beside what is known from its text."""
    for present, labels in ((True, case.present), (False, case.denied)):
        for label in labels:
            findings = meaning[label].findings
            told = {answer for finding in findings if (answer := _answer(finding, known)) is not None}
            # Where one finding of a label is there and another is not, it is there.
            yield Read(case, label, present, bool(findings), max(told, default=None))


def _answer(finding: str, known: Findings) -> bool | None:
    name = finding.removeprefix("!")
    if known.present(name):
        return name == finding
    return name != finding if known.absent(name) else None


def named_levels(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The vertebrae and segments that a text names: "l4/l5", "t12"."""
    parts = sections(text, lexicon)
    return frozenset(
        level for sentence in sentences(text, parts, lexicon) for _, level in levels(parse(sentence, lexicon))
    )


def as_named(level: str) -> str:
    """A labelled level as the reader names it: "L4/5" is "l4/l5"."""
    match = WRITTEN_LEVEL.fullmatch(level)
    if match is None:
        raise SystemExit(f"{level!r} is no level: write a segment as L4/5, a vertebra as L5")
    letter, upper, below, lower = match.groups()
    return (f"{letter}{upper}/{below or letter}{lower}" if lower else f"{letter}{upper}").lower()


def read_case(
    case: Labelled, folder: Path, knowledge: Knowledge, meaning: Mapping[str, Meaning]
) -> tuple[list[Read], Places]:
    """The labels of one case and the levels that it names."""
    content = (folder / case.file).read_bytes()
    try:
        gathered = read_file(case.file, content, knowledge)
        known = complete(gathered.findings, knowledge, concerns_back=gathered.concerns_back).findings
    except InputError:
        known = Findings([])
    named = named_levels(content.decode("utf-8", errors="replace"), lexicon_of(knowledge))
    return list(read_labels(case, known, meaning)), Places(case, frozenset(map(as_named, case.levels)), named)


def scores(reads: list[Read], places: list[Places]) -> list[dict[str, object]]:
    """Every figure of one group of cases."""
    mapped = [one for one in reads if one.mapped]
    present, denied = ([one for one in mapped if one.present is way] for way in (True, False))
    wanted = [(one, level) for one in places for level in sorted(one.labelled)]
    return [
        share("labels that findings can hold", (one.mapped for one in reads)),
        share("present: read as present", (one.right for one in present)),
        share("denied: read as denied", (one.right for one in denied)),
        share("denied: read as present", (one.found is True for one in denied)),
        share("present: read as denied", (one.found is False for one in present)),
        share("read at all: the right way round", (one.right for one in mapped if one.found is not None)),
        share("levels named", (level in one.found for one, level in wanted)),
    ]


def by_kind(reads: list[Read], places: list[Places]) -> dict[str, list[dict[str, object]]]:
    """The figures of all cases but talks, which repeat their notes; then those of each kind."""
    groups = {"all but talk": {one.case.kind for one in places} - {TALK}}
    groups |= {kind: {kind} for kind in dict.fromkeys(one.case.kind for one in places)}
    return {
        name: scores(
            [one for one in reads if one.case.kind in kinds], [one for one in places if one.case.kind in kinds]
        )
        for name, kinds in groups.items()
    }


def unmapped(reads: list[Read], meaning: Mapping[str, Meaning]) -> list[dict[str, object]]:
    """The labels that no finding can hold, the commonest first, with the reason."""
    counts = Counter(one.label for one in reads if not one.mapped and one.case.kind != TALK)
    return [{"label": label, "mentions": n, "reason": meaning[label].reason} for label, n in counts.most_common()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--each", action="store_true", help="print every label that was missed or read the wrong way")
    given = parser.parse_args()
    knowledge = shipped()
    meaning = meanings(knowledge)
    cases = list(labelled(given.folder))
    unknown = sorted({label for case in cases for label in (*case.present, *case.denied)} - meaning.keys())
    if unknown:
        raise SystemExit(f"{TABLE.name} says nothing of: {', '.join(unknown)}")
    results = [read_case(case, given.folder, knowledge, meaning) for case in cases]
    reads = [read for labels, _ in results for read in labels]
    places = [place for _, place in results]
    figures, without = by_kind(reads, places), unmapped(reads, meaning)
    if given.json:
        print(json.dumps({"results": figures, "unmapped": without}, indent=1))
        return
    if given.each:
        print_each(reads, places)
    print("\nlabels that no finding holds")
    for row in without:
        print(f"  {row['mentions']:>3} {row['label']:<36} {row['reason']}")
    for name, rows in figures.items():
        print_shares(name, rows)


def print_each(reads: list[Read], places: list[Places]) -> None:
    """One line for each label that was missed or read the wrong way, and for each level."""
    for one in reads:
        if one.mapped and not one.right:
            labelled_as = "present" if one.present else "denied"
            read_as = {True: "present", False: "denied", None: "nothing"}[one.found]
            print(f"  {one.case.file:<28} {labelled_as:<8} read as {read_as:<8} {one.label}")
    for place in places:
        missed, more = place.labelled - place.found, place.found - place.labelled
        if missed or more:
            print(f"  {place.case.file:<28} levels missed: {' '.join(sorted(missed))}; more: {' '.join(sorted(more))}")


if __name__ == "__main__":
    main()
