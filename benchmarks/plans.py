"""What plans say of labelled cases: who is told what, and how much is contradictory, empty or hard to read.

    python benchmarks/plans.py [FOLDER] [--json] [--each] [--faults] [--whole NAME ...]

FOLDER holds texts and cases, at any depth (../shared/cases beside the repository when none is given). Every file is
assessed as it is. --each prints a line a case, --faults what is wrong, --whole the plan of the files whose name
contains NAME, line by line. Plain words are counted in the plan's own words for the person: a sentence over 20 words,
or 100 words and more above grade 7 (Flesch-Kincaid, syllables counted as groups of vowels).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from plan_faults import PARTS, everything, faults, for_two_causes, offered

from multifidus.assess import assess
from multifidus.causes.model import Model, load_model
from multifidus.errors import InputError
from multifidus.findings.files import read_file
from multifidus.knowledge import Knowledge, shipped
from multifidus.terms import Action, Assessment, Candidacy, Order, Treatment

SHARED = Path(__file__).resolve().parents[2] / "shared" / "cases"
ENDINGS = (".toml", ".json", ".txt")
CONTRADICTS = re.compile("both advised|of its class")
LONGEST_SENTENCE, HARDEST_GRADE, ENOUGH_WORDS = 20, 7.0, 100


@dataclass(frozen=True)
class Judged:
    file: str
    assessment: Assessment
    faults: tuple[str, ...]
    long_sentences: tuple[str, ...]
    grade: float | None  # None where there are too few words to tell


def judge(folder: Path, knowledge: Knowledge, model: Model) -> list[Judged]:
    """Every readable file of a folder with its plan and what is wrong with it."""
    judged = []
    for path in sorted(path for path in folder.rglob("*") if path.suffix in ENDINGS):
        try:
            read = read_file(path.name, path.read_bytes(), knowledge)
        except InputError:
            continue
        setting = read.setting or "primary"
        one = assess(read.findings, knowledge, model, setting=setting, concerns_back=read.concerns_back)
        sentences = [sentence for told in for_person(one) for sentence in sentences_of(told)]
        long = tuple(sentence for sentence in sentences if len(words_of(sentence)) > LONGEST_SENTENCE)
        told_faults = tuple(faults(one, knowledge))
        judged.append(Judged(str(path.relative_to(folder)), one, told_faults, long, grade(sentences)))
    return judged


def for_person(assessment: Assessment) -> list[str]:
    """What a plan says to the person."""
    told = (
        action.plain_text or (action.text if action.audience == "person" else "")
        for _, action in everything(assessment.plan)
    )
    return [text for text in told if text]


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; a line or a semicolon does not end one."""
    return [one for one in re.split(r"(?<=[.!?:])\s+", text) if words_of(one)]


def words_of(text: str) -> list[str]:
    return re.findall(r"[A-Za-z][A-Za-z'-]*|\d+(?:[.,]\d+)?", text)


def syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e")))
    return max(1, groups)


def grade(sentences: list[str]) -> float | None:
    """The Flesch-Kincaid grade of the sentences together (Kincaid 1975), None under 100 words."""
    words = [word for sentence in sentences for word in words_of(sentence)]
    if len(words) < ENOUGH_WORDS:
        return None
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def summary(judged: list[Judged]) -> dict[str, Any]:
    """The figures over all files."""
    grades = [one.grade for one in judged if one.grade is not None]
    kinds = Counter(re.sub(r"\d+", "N", fault) for one in judged for fault in one.faults)
    offers = [len(offered(one.assessment.plan)) for one in judged]
    return {
        "files": len(judged),
        "urgency": dict(Counter(str(one.assessment.plan.urgency) for one in judged)),
        "with_a_fault": sum(bool(one.faults) for one in judged),
        "faults": sum(len(one.faults) for one in judged),
        "contradictions": len([fault for one in judged for fault in one.faults if CONTRADICTS.search(fault)]),
        "empty": sum(not offered(one.assessment.plan) for one in judged),
        "told_alike_for_two_causes": len(for_two_causes(one.assessment for one in judged)),
        "long_sentences": sum(len(one.long_sentences) for one in judged),
        "grade_median": float(np.median(grades)) if grades else None,
        "grade_worst": max(grades, default=None),
        "above_grade_7": sum(one > HARDEST_GRADE for one in grades),
        "offered_median": float(np.median(offers)) if offers else None,
        "most_frequent_faults": dict(kinds.most_common(20)),
    }  # fmt: skip


def case_data(one: Judged) -> dict[str, Any]:
    """One case as an object."""
    beliefs, plan = one.assessment.beliefs, one.assessment.plan
    causes = {belief.cause: round(belief.probability, 3) for belief in beliefs.causes[:3]} if beliefs else {}
    return {
        "file": one.file,
        "urgency": str(plan.urgency),
        "causes": causes,
        **{part: [action.id for action in getattr(plan, part)] for part in PARTS},
        "faults": list(one.faults),
        "long_sentences": list(one.long_sentences),
        "grade": one.grade,
    }


def show_each(judged: list[Judged]) -> None:
    """A few lines a case: urgency, first causes, and the ids of what is advised and avoided."""
    for one in judged:
        told = case_data(one)
        causes = ", ".join(f"{cause} {p:.2f}" for cause, p in told["causes"].items()) or "no ranking"
        print(f"\n{one.file}: {told['urgency']}; {causes}")
        for part in PARTS:
            print(f"  {part:11} {', '.join(told[part])}")


def show_whole(one: Judged) -> None:
    """A plan line by line, with what each action says, to read as a clinician would."""
    show_each([one])
    for part, action in everything(one.assessment.plan):
        print(f"\n  [{part}] {action.id} ({action.status} {' '.join(action.sources)})\n    {action.text}")
        if action.plain_text:
            print(f"    plain: {action.plain_text}")
        print(f"    why: {action.why}")
        for line in _beside(action):
            print(f"    {line}")


def _beside(action: Action) -> list[str]:
    told = []
    if isinstance(action, Treatment):
        told += [
            f"{action.line_of_use}, {action.kind}, by {action.who}; certainty {action.certainty}; harms {action.harms}"
        ]
        told += [f"mind: {one}" for one in action.cautions]
        told += [f"ask: {', '.join(action.questions)}"] if action.questions else []
    if isinstance(action, Order):
        told += [f"{action.kind}, by {action.who}; may change {action.may_change}; {', '.join(action.findings)}"]
        told += [f"mind: {one}" for one in action.cautions]
    if isinstance(action, Candidacy):
        told += [f"{one.standing}: {one.text} ({' '.join(one.findings)}; {one.source})" for one in action.criteria]
    if isinstance(action, Treatment | Candidacy):
        told += [f"{one.guideline}: {one.recommendation} ({one.source})" for one in action.positions]
        told += [f"of 100, {100 * one.p_without:.0f} without and {100 * one.p_with:.0f} with after {one.weeks:g} weeks"
                 for one in action.outcomes]  # fmt: skip
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--each", action="store_true", help="print every case")
    parser.add_argument("--faults", action="store_true", help="print what is wrong, case by case")
    parser.add_argument("--whole", nargs="+", default=[], metavar="NAME", help="print the plans of these files in full")
    given = parser.parse_args()
    knowledge = shipped()
    judged = judge(given.folder, knowledge, load_model(knowledge))
    if given.json:
        print(json.dumps({**summary(judged), "cases": [case_data(one) for one in judged]}, indent=1))
        return
    if given.whole:
        for one in judged:
            if any(name in one.file for name in given.whole):
                show_whole(one)
        return
    if given.each:
        show_each(judged)
    if given.faults:
        for one in judged:
            for fault in (*one.faults, *(f"over {LONGEST_SENTENCE} words: {told}" for told in one.long_sentences)):
                print(f"{one.file}: {fault}")
        for fault in for_two_causes(one.assessment for one in judged):
            print(fault)
    for name, figure in summary(judged).items():
        if name == "most_frequent_faults":
            print("\n".join(f"  {times:4} {fault}" for fault, times in figure.items()))
        else:
            print(f"{name:28} {figure}")


if __name__ == "__main__":
    main()
