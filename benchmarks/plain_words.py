"""How plain the words for a person are: grade of reading, length of sentences, medical words that nothing explains.

    python benchmarks/plain_words.py [--json]

Runs over every `plain_` column of the tables, by table and line, and over all that is told to the person in the plans
of the vignettes and of people drawn at random. The grade is that of Flesch and Kincaid. Syllables are counted by the
rule below, which was held against a dictionary of pronunciation (tests/plans/syllables.csv): a library that needs
no dictionary from the network was not to be had.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from multifidus.assess import assess
from multifidus.causes.model import Model, load_model
from multifidus.findings.case_file import read_case
from multifidus.knowledge import Knowledge, shipped
from multifidus.knowledge.rows import MustAskRow, TestRow, columns, tables
from multifidus.terms import Action, Assessment, Finding, Findings, Measure

HERE = Path(__file__).parent
CASES = HERE.parent / "tests" / "cases"
HIGHEST_GRADE = 7.0
LONGEST_SENTENCE = 20  # words
A_SCREEN = 100  # words from which a grade means something
PARTS = ("now", "tests", "treatments", "surgery", "prevention", "avoid", "course", "recurrence", "predictors")
# What the rule below gets wrong of the words that our tables use.
BY_HEART = {
    "ache": 1, "aches": 1, "acquired": 2, "acne": 2, "anyone": 3, "aorta": 3, "aortic": 3, "area": 3, "areas": 3,
    "aspirin": 2, "association": 5, "being": 2, "beyond": 2, "business": 2, "calcium": 3, "clinician": 3,
    "coordinator": 5, "create": 2, "ct": 2, "cushion": 2, "diabetes": 4, "earlier": 3, "easier": 3, "every": 2,
    "everybody": 4, "everything": 3, "flexion": 2, "fluid": 2, "forecast": 2, "guideline": 2, "hour": 1, "hours": 1,
    "idea": 3, "laboratory": 5, "lifelong": 2, "lifestyle": 2, "lukewarm": 2, "maybe": 2, "minute": 2, "mri": 3,
    "nausea": 3, "osteoarthritis": 6, "osteoporosis": 6, "our": 1, "pacemaker": 3, "pancreas": 3, "people": 2,
    "physician": 3, "platelets": 2, "pneumonia": 3, "posterior": 4, "quiet": 2, "ratio": 3, "reaction": 3,
    "reactive": 3, "reality": 4, "reliable": 4, "safety": 2, "science": 2, "serious": 3, "somebody": 3, "someone": 2,
    "special": 2, "specialist": 3, "surgeon": 2, "surgeons": 2, "tb": 2, "tired": 2, "tissue": 2,
}  # fmt: skip
SUFFIX = re.compile(r"(?<=[a-z]{3})(ly|ment|ments|ful|less|ness|where|times|thing|body)$")
TWO_VOWELS = re.compile(
    r"(?<![tcsgn])i(?=[aou])|(?<=n)i(?=[aou](?!n))|(?<![qg])u(?=[ao](?!ch))|(?<![qgtls])u(?=e[nlt])|[aeouy](?=ing)"
    r"|e(?=o(?!us|p))"
)
SILENT = re.compile(
    r"[^aeiouyl]e$|[aeiouy]le$|[^aeiouyszxcghl]es$|[^cst]hes$|[aeiouy]les$|[^aeiouytdl]ed$|[aeiouyl]led$"
)


@dataclass(frozen=True)
class Fault:
    """One thing that is not plain: where, what, and the words."""

    where: str
    fault: str
    text: str


def syllables(word: str) -> int:
    """How many syllables a word has; each digit counts as one.

    Groups of vowels are counted, two for those that are spoken apart (di-abetes), none for a silent e.

    >>> [syllables(word) for word in ("numb", "ambulance", "likely", "squeezed", "123")]
    [1, 3, 2, 1, 3]
    """
    plain = re.sub(r"[^a-z]", "", re.sub(r"['’]s?$", "", word.lower()))
    if not plain:
        return max(1, sum(sign.isdigit() for sign in word))
    if plain in BY_HEART:
        return BY_HEART[plain]
    suffix = SUFFIX.search(plain)
    if suffix:
        return syllables(plain[: suffix.start()]) + (2 if suffix[1] == "body" else 1)
    count = len(re.findall(r"[aeiouy]+", plain)) + len(TWO_VOWELS.findall(plain))
    count += bool(re.search(r"[^s]sms?$", plain)) - bool(SILENT.search(plain))
    return max(1, count)


def words_of(text: str) -> list[str]:
    """The words of a text, numbers too."""
    return re.findall(r"[A-Za-z0-9][A-Za-z0-9’'.,]*(?<![.,’'])", text.replace("-", " "))


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; a line is one too, whatever it ends with."""
    parts = re.split(r"(?<=[.!?])[”\")’]*\s+|\n+", text.strip())
    return [part for part in parts if words_of(part)]


def grade(text: str) -> float:
    """The years of school that a text asks for, after Flesch and Kincaid."""
    words, sentences = words_of(text), sentences_of(text)
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@cache
def medical_words() -> Mapping[str, re.Pattern[str]]:
    """The medical words, and what explains each when it stands beside it."""
    with (HERE / "medical_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: re.compile(row["explained_by"], re.IGNORECASE) for row in csv.DictReader(file)}


@cache
def _matching(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}", 0 if word.isupper() else re.IGNORECASE)


def unexplained(text: str) -> list[str]:
    """The medical words of a text that nothing explains in their own sentence or in the ones beside it.

    A word is explained by its words of medical_words.csv, by a bracket right behind it, or by standing in one.
    """
    sentences = sentences_of(text)
    found = []
    for word, told in medical_words().items():
        for i, sentence in enumerate(sentences):
            match = _matching(word).search(sentence)
            if match and not _in_place(sentence, match) and not told.search(" ".join(sentences[max(0, i - 1) : i + 2])):
                found.append(word)
                break
    return found


def _in_place(sentence: str, match: re.Match[str]) -> bool:
    before, behind = sentence[: match.start()], sentence[match.end() :]
    return (
        before.count("(") > before.count(")") or re.match(r"\w*\s*(\(|, (which|that) |: a |, an? )", behind) is not None
    )


def faults_of(where: str, text: str) -> Iterator[Fault]:
    """What is wrong with one text by itself."""
    for sentence in sentences_of(text):
        if len(words_of(sentence)) > LONGEST_SENTENCE:
            yield Fault(where, f"a sentence of {len(words_of(sentence))} words", sentence)
    for word in unexplained(text):
        yield Fault(where, f"{word!r} is not explained", text)
    if len(words_of(text)) >= A_SCREEN and (asked := grade(text)) > HIGHEST_GRADE:
        yield Fault(where, f"grade {asked:.1f}", text)


def plain_columns() -> Mapping[str, tuple[str, ...]]:
    """The columns of each table that a person reads, found by their name."""
    found = {name: tuple(c for c in columns(kind) if c.startswith("plain_")) for name, kind in tables().items()}
    return {name: plain for name, plain in found.items() if plain}


def table_faults(table: str, knowledge: Knowledge) -> list[Fault]:
    """What is not plain in one table, by its lines; its texts together are held to the grade too."""
    found, whole = [], []
    for row in knowledge.rows(tables()[table]):
        cells = {column: str(getattr(row, column) or "") for column in plain_columns()[table]}
        for column, text in cells.items():
            # A label is too short to explain itself; what stands beside it in its row does.
            beside = ". ".join(cells.values()) if column == "plain_label" else text
            told = list(faults_of(f"{table}.csv, line {row.line}, {column}", text))
            found += [
                one for one in told if "explained" not in one.fault or one.fault.split("'")[1] in unexplained(beside)
            ]
            whole.append(text.rstrip(".") + ".")
    together = " ".join(whole)
    if len(words_of(together)) >= A_SCREEN and (asked := grade(together)) > HIGHEST_GRADE:
        found.append(Fault(f"{table}.csv", f"grade {asked:.1f} over all its lines", ""))
    return found


def screens(assessment: Assessment) -> Mapping[str, tuple[str, ...]]:
    """What is told to the person, part by part of the plan."""
    plan = assessment.plan
    found = {}
    for part in PARTS:
        actions: tuple[Action, ...] = getattr(plan, part, ()) or getattr(plan.prognosis, part, ())
        texts = tuple(text for action in actions for text in _told(action, reason=part == "now") if text)
        if texts:
            found[part] = texts
    return found


def _told(action: Action, *, reason: bool) -> Iterator[str]:
    """The words of one action that a person reads; of the reasons only those of what to do now."""
    if action.audience == "person":
        yield action.text
        if reason:
            yield action.why
    if action.plain_text != action.text or action.audience != "person":
        yield action.plain_text
    if isinstance(action, Measure):
        yield from (action.how_often, action.certainty, action.stop_when, *action.weeks)


def plan_faults(name: str, assessment: Assessment) -> Iterator[Fault]:
    """What is not plain in what one person is told: each line by itself, each part, and the whole of it."""
    whole: list[str] = []
    for part, texts in screens(assessment).items():
        for text in texts:
            yield from faults_of(f"{name}, {part}", text)
        whole += texts
        yield from _graded(f"{name}, {part}", texts)
    yield from _graded(name, tuple(whole))


def _graded(where: str, texts: tuple[str, ...]) -> Iterator[Fault]:
    screen = "\n".join(texts)
    if len(words_of(screen)) >= A_SCREEN and (asked := grade(screen)) > HIGHEST_GRADE:
        yield Fault(where, f"grade {asked:.1f} over the whole screen", screen)


def vignettes(knowledge: Knowledge, model: Model) -> Iterator[tuple[str, Assessment]]:
    """The assessment of each vignette, by its name."""
    for path in sorted(CASES.glob("*.toml")):
        case = read_case(path.read_text(encoding="utf-8"), "toml", name=path.name, knowledge=knowledge)
        yield path.stem, assess(case.findings, knowledge, model, setting=case.setting or "primary")


def people(knowledge: Knowledge, model: Model, *, how_many: int, seed: int = 4) -> Iterator[tuple[str, Assessment]]:
    """Assessments of people drawn at random: what they can answer themselves, and half of the safety questions."""
    drawn = random.Random(seed)
    asked = sorted({f for test in knowledge.rows(TestRow) if test.who == "person" for f in test.findings})
    asked = [
        f for f in asked if knowledge.findings[f].group != "about_you" and "number" not in knowledge.findings[f].values
    ]
    safety = [row.finding for row in knowledge.rows(MustAskRow) if not row.finding.startswith("age")]
    for number in range(how_many):
        said = {f: drawn.random() < 0.03 for f in safety if drawn.random() < 0.8}
        said |= dict.fromkeys(drawn.sample(asked, drawn.randint(1, 6)), True)
        findings = Findings([*(Finding(f, v) for f, v in said.items()), Finding("age", float(drawn.randint(10, 95)))])
        yield f"person {number}", assess(findings, knowledge, model)


def main() -> None:
    """Prints what is not plain, table by table and plan by plan."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--people", type=int, default=60)
    given = parser.parse_args()
    knowledge = shipped()
    model = load_model(knowledge)
    by_table = {table: table_faults(table, knowledge) for table in plain_columns()}
    plans = [*vignettes(knowledge, model), *people(knowledge, model, how_many=given.people)]
    by_plan = {name: list(plan_faults(name, assessment)) for name, assessment in plans}
    grades = [grade("\n".join(t for texts in screens(a).values() for t in texts)) for _, a in plans]
    if given.json:
        faults = {name: [asdict(one) for one in found] for name, found in (by_table | by_plan).items() if found}
        print(json.dumps({"faults": faults, "highest_grade_of_a_plan": max(grades)}, indent=1))
        return
    for found in (*by_table.values(), *by_plan.values()):
        for one in found:
            print(f"{one.where}: {one.fault}: {one.text[:160]}")
    print(f"{'table':<22} not plain")
    for table, found in by_table.items():
        print(f"{table:<22} {len(found)}")
    print(
        f"{len(plans)} plans, {sum(map(len, by_plan.values()))} faults; grades {min(grades):.1f} to {max(grades):.1f}"
    )


if __name__ == "__main__":
    main()
