"""How often the right cause is named, and how well urgency is judged, on labelled cases in a folder.

    python benchmarks/cases.py FOLDER [--json] [--each]

FOLDER holds vignettes.jsonl and notes.jsonl beside the texts, and other_topics/*.txt. Every text is read raw, once
as it is and once with its assessment parts masked. A case counts as right when its first labelled cause is named;
where a case has no labelled cause it is judged for urgency alone. Figures carry 95 % Wilson intervals, and beside
them stands the best constant answer: the ranking that would do best on these very labels without reading a word.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from labelled import TALK, Labelled, labelled, print_shares, share

from multifidus.assess import assess
from multifidus.causes.model import Model, load_model
from multifidus.errors import InputError
from multifidus.findings.files import read_file
from multifidus.findings.notes import mask_assessment, masked_headings
from multifidus.knowledge import Knowledge, shipped
from multifidus.terms import Urgency

NONE = "none"


@dataclass(frozen=True)
class Answer:
    case: Labelled
    ranking: tuple[str, ...]
    urgency: Urgency
    in_scope: bool


def judged(folder: Path, knowledge: Knowledge) -> list[Labelled]:
    """Every labelled case with those of its causes that are ours; a vignette has one."""
    return [
        replace(case, causes=tuple(cause for cause in case.causes if cause in knowledge.causes))
        for case in labelled(folder)
    ]


def answer(case: Labelled, folder: Path, knowledge: Knowledge, model: Model, *, masked: bool) -> Answer:
    """What multifidus says of one case."""
    text = (folder / case.file).read_text(encoding="utf-8")
    content = (mask_assessment(text, knowledge) if masked else text).encode()
    try:
        gathered = read_file(case.file, content, knowledge)
    except InputError:
        return Answer(case, (), Urgency.ROUTINE, in_scope=False)
    result = assess(
        gathered.findings,
        knowledge,
        model,
        setting=gathered.setting or "primary",
        concerns_back=gathered.concerns_back,
        explain=False,
    )
    ranking = tuple(belief.cause for belief in result.beliefs.causes) if result.beliefs else ()
    return Answer(case, ranking, result.plan.urgency, result.known.in_scope)


def best_constant(cases: list[Labelled]) -> tuple[str, ...]:
    """The three causes that are right most often, in that order."""
    return tuple(cause for cause, _ in Counter(case.causes[0] for case in cases if case.causes).most_common(3))


def scores(answers: list[Answer]) -> list[dict[str, object]]:
    """Every figure of one reading of the cases."""
    caused = [one for one in answers if one.case.causes]
    constant = best_constant([one.case for one in answers])
    serious = [one for one in answers if one.case.urgency in ("emergency", "urgent")]
    emergencies = [one for one in answers if one.case.urgency == "emergency"]
    calm = [one for one in answers if one.case.urgency in ("routine", NONE)]
    rows = [
        share("right cause first", (one.case.causes[0] in one.ranking[:1] for one in caused)),
        share("right cause among three", (one.case.causes[0] in one.ranking[:3] for one in caused)),
        share("any labelled cause among three", (bool({*one.case.causes} & {*one.ranking[:3]}) for one in caused)),
        share("  constant answer first", (one.case.causes[0] == constant[0] for one in caused)),
        share("  constant answer among three", (one.case.causes[0] in constant for one in caused)),
        share("emergency or urgent: at least urgent", (one.urgency.rank <= 1 for one in serious)),
        share("emergency: emergency", (one.urgency.rank == 0 for one in emergencies)),
        share("routine or none: above soon (wolf cried)", (one.urgency.rank <= 1 for one in calm)),
    ]
    for kind in dict.fromkeys(one.case.kind for one in caused):
        group = [one for one in caused if one.case.kind == kind]
        rows.append(share(f"  {kind}: first", (one.case.causes[0] in one.ranking[:1] for one in group)))
        rows.append(share(f"  {kind}: among three", (one.case.causes[0] in one.ranking[:3] for one in group)))
    return rows


def other_topics(folder: Path, knowledge: Knowledge, model: Model) -> list[Answer]:
    """What is said of texts that have nothing to do with the back."""
    files = sorted((folder / "other_topics").glob("*.txt"))
    cases = [Labelled(f"other_topics/{file.name}", "other topic", (), NONE) for file in files]
    return [answer(case, folder, knowledge, model, masked=False) for case in cases]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--each", action="store_true", help="print every case")
    given = parser.parse_args()
    knowledge = shipped()
    model = load_model(knowledge)
    cases = judged(given.folder, knowledge)
    readings = {
        name: [answer(case, given.folder, knowledge, model, masked=masked) for case in cases]
        for name, masked in (("as written", False), ("assessment masked", True))
    }
    others = other_topics(given.folder, knowledge, model)
    # A visit kept as talk repeats its note: it is told apart and left out of the totals.
    results = {name: scores([one for one in answers if one.case.kind != TALK]) for name, answers in readings.items()}
    results["talk alone"] = scores([one for one in readings["as written"] if one.case.kind == TALK])
    results["other topics"] = [share("urgent or emergency", (one.urgency.rank <= 1 for one in others))]
    if given.json:
        print(json.dumps({"masked_headings": masked_headings(knowledge), "results": results}, indent=1))
        return
    if given.each:
        for name, answers in readings.items():
            print_each(name, [*answers, *others] if name == "as written" else answers)
    print(f"masked headings: {', '.join(masked_headings(knowledge))}")
    for name, rows in results.items():
        print_shares(name, rows)


def print_each(name: str, answers: list[Answer]) -> None:
    """One line a case: where the right cause stands, the first three, and the two urgencies."""
    print(f"\n{name}")
    for one in answers:
        right = one.case.causes[0] if one.case.causes else "-"
        place = one.ranking.index(right) + 1 if right in one.ranking else 0
        told = " ".join(one.ranking[:3]) if one.in_scope else "out of scope"
        print(f"  {one.case.file:<28} {place:>2} {right:<24} {one.case.urgency:<10} {one.urgency:<10} {told}")


if __name__ == "__main__":
    main()
