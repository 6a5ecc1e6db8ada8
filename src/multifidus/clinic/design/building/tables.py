"""What the tables say to a person: every text that a page may show, with the column that it stands in."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog

from multifidus import interview
from multifidus.actions.treating.phrases import with_article
from multifidus.clinic.design.told.composed import COMPOSED
from multifidus.clinic.design.told.places import PLACE
from multifidus.knowledge.load import TABLES

SENTENCE = re.compile(r"(?<=\.) ")  # each sign at which to stop has a line of its own
SAID_BY = {"Problem": 0, "Choice": 1}  # which argument holds the words
DRAWINGS = TABLES.parent / "drawings"
DRAWN = re.compile(r"<(?:title|desc)[^>]*>([^<]*)<")
PARTS = "|"  # between the steps of an exercise, each of which is told by itself
COLUMNS = {
    "now_advice": ("plain_text", "plain_why"),
    "return_signs": ("plain_text", "plain_why"),
    "emergency_numbers": ("plain_hint", "label"),
    "plain_findings": ("plain_you", "plain_me"),
    "causes": ("plain_label", "plain_description"),
    "screens": ("plain_heading", "plain_why"),
    "screen_items": ("plain_label",),
    "body_regions": ("plain_label",),
    "diary_triggers": ("plain_label", "plain_text"),
    "findings": ("question", "label"),
    "measures": ("label", "unit"),
    "contraindications": ("plain_why",),
    "test_cautions": ("plain",),
    "test_calls": ("plain_why",),
    "test_gates": ("plain_why",),
    "test_aims": ("plain",),
    "tests": ("plain_label", "plain_how", "label"),
    "mechanisms": ("plain_label",),
    "treatments": ("plain_text",),
    "options": ("plain_label",),
    "operations": ("plain_label", "label", "plain_who", "plain_trials"),
    "surgery_criteria": ("plain_text",),
    "courses": ("plain_text", "if_unknown", "label"),
    "predictors": ("plain_text", "label"),
    "exercises": (
        "plain_label", "label", "aim", "steps", "feel", "stop_when", "leave_out", "how_often",
        "start", "weeks_1_2", "weeks_3_4", "weeks_5_8",
    ),
    "habits": ("plain_text", "if_unknown", "how_often", "certainty", "risk", "label"),
    "scales": ("plain_label",),
    "score_groups": ("plain_text",),
    "lift_words": ("plain_label",),
    "lifting_changes": ("plain_text",),
    "lift_cautions": ("label", "plain_text"),
    "must_ask": (),
}  # fmt: skip
STRENGTH, SCALE = "strength of ", " on the MRC scale"  # around a movement, which a letter names alone
TOLD_BY_PERSON = ("history", "symptom", "questionnaire")  # kinds of finding
IF = " if "  # between what to do and the sign to do it for, where a page shows the signs as a list


def said_by_tables() -> Catalog:
    """Every text that the tables and the core's own sentences around them may say to a person."""
    catalogue = Catalog()
    for text, where in _texts():
        if not PLACE.fullmatch(text):  # a gap alone says nothing itself
            catalogue.add(text, locations=[(where, 0)])
    return catalogue


def _texts() -> Iterator[tuple[str, str]]:
    answered = _answered_by_a_person()
    for text in COMPOSED:
        yield text, "composed"
    for text in _asked():
        yield text, "interview"
    for text in _drawn():
        yield text, "drawings"
    for table, columns in COLUMNS.items():
        with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                for column in columns:
                    if (table, column) == ("findings", "question") and not _can_answer(row, answered):
                        continue
                    for text in row[column].split(PARTS) if row[column] else ():
                        yield text.strip(), f"{table}/{column}"
                for sentence in SENTENCE.split(_signs(table, row)):
                    if sentence:
                        yield sentence, f"{table}/stop_sentence"
                if table == "measures" and row["label"].startswith(STRENGTH):
                    yield row["label"].removeprefix(STRENGTH).removesuffix(SCALE), "measures/movement"
                if table == "causes":
                    yield with_article(row["plain_label"]), "causes/with_article"
                if table == "return_signs":
                    call, _if, sign = row["plain_text"].rstrip(".").partition(IF)
                    yield call, "return_signs/call"
                    yield sign, "return_signs/sign"


def _signs(table: str, row: dict[str, str]) -> str:
    """The signs at which to stop an exercise: its own, and those of who has something else."""
    if table == "contraindications" and row["treatment_class"] == "exercise":
        return row["plain_why"]
    return row["stop_when"] if table == "exercises" else ""


def _asked() -> Iterator[str]:
    """What the interview says around its tables: the answers to choose from, and what is wrong with one."""
    for module in sorted(Path(interview.__file__).parent.glob("*.py")):
        for call in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in SAID_BY:
                said = call.args[SAID_BY[call.func.id]]
                if isinstance(said, ast.Constant):
                    yield str(said.value)


def _drawn() -> Iterator[str]:
    """What the drawings show, in words for who does not see them."""
    for drawing in sorted(DRAWINGS.glob("*.svg")):
        yield from (" ".join(text.split()) for text in DRAWN.findall(drawing.read_text(encoding="utf-8")))


def _answered_by_a_person() -> frozenset[str]:
    """The findings of the tests that a person does alone; what is asked of an examiner is told to nobody else."""
    with (TABLES / "tests.csv").open(encoding="utf-8", newline="") as rows:
        return frozenset(
            finding for row in csv.DictReader(rows) if row["who"] == "person" for finding in row["findings"].split()
        )


def _can_answer(finding: dict[str, str], answered: frozenset[str]) -> bool:
    return finding["kind"] in TOLD_BY_PERSON or finding["id"] in answered
