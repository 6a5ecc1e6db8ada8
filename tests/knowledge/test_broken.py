"""Every fault that a table can have is refused, and the refusal says where, what, and what to do about it.

A folder of tests/broken is one fault: the faulty table, and in told.toml what the keeper of the tables has to read
(`*` stands for the number of a line of a shipped table). The faulty table takes the place of the shipped one; with
`into_shipped` its rows go into it, each in the place of the row with the same key.
"""

import ast
import csv
import re
import tomllib
from pathlib import Path

import pytest

import multifidus.knowledge
from multifidus.errors import KnowledgeError
from multifidus.knowledge import Knowledge
from multifidus.knowledge.checks import checks, problems
from multifidus.knowledge.load import TABLES
from multifidus.knowledge.rows import tables

BROKEN = Path(__file__).parent.parent / "broken"
FAULTS = sorted(path.name for path in BROKEN.iterdir())
TOLD = {fault: tomllib.loads((BROKEN / fault / "told.toml").read_text()) for fault in FAULTS}
ROOM = Path(multifidus.knowledge.__file__).parent


def knowledge_with(fault: str, folder: Path) -> Knowledge:
    """The shipped tables with those of one fault laid over them."""
    for table in TABLES.glob("*.csv"):
        if table.name != TOLD[fault].get("without"):
            (folder / table.name).symlink_to(table)
    for table in (BROKEN / fault).glob("*.csv"):
        (folder / table.name).unlink()
        content = merged(table) if TOLD[fault].get("into_shipped") else table.read_bytes()
        (folder / table.name).write_bytes(content)
    return Knowledge(folder)


def merged(broken: Path) -> bytes:
    shipped = list(csv.reader((TABLES / broken.name).read_text().splitlines()))
    key = [shipped[0].index(column) for column in tables()[broken.stem].key or shipped[0]]
    faulty = {tuple(row[at] for at in key): row for row in list(csv.reader(broken.read_text().splitlines()))[1:]}
    rows = [faulty.pop(tuple(row[at] for at in key), row) for row in shipped]
    quoted = [",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in (*rows, *faulty.values())]
    return "\n".join(quoted).encode()


def same(told: str, expected: str) -> bool:
    return re.fullmatch(re.escape(expected).replace(r"line\ \*", r"line \d+"), told) is not None


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_table_is_refused_with_where_what_and_remedy(fault, tmp_path):
    found = problems(knowledge_with(fault, tmp_path))
    expected = TOLD[fault]

    assert any(
        same(one.where, expected["where"])
        and same(one.problem, expected["problem"])
        and one.remedy == expected["remedy"]
        for one in found
    ), "\n".join(str(one) for one in found)


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if TOLD[fault].get("into_shipped")])
def test_one_wrong_row_among_sound_ones_is_all_that_is_told(fault, tmp_path):
    faulty = {table.name for table in (BROKEN / fault).glob("*.csv")}
    found = problems(knowledge_with(fault, tmp_path))

    assert found
    assert all(any(table in f"{one.where} {one.remedy}" for table in faulty) for one in found)


def test_rows_of_a_broken_table_are_never_handed_out(tmp_path):
    knowledge = knowledge_with("unknown_finding", tmp_path)

    with pytest.raises(KnowledgeError, match=r"'slr_postive' is in no row of findings\.csv; did you mean slr_positive"):
        knowledge.rows(tables()["accuracy"])


def test_every_fault_of_a_table_is_told_at_once(tmp_path):
    for table in TABLES.glob("*.csv"):
        (tmp_path / table.name).symlink_to(table)
    (tmp_path / "must_ask.csv").unlink()
    (tmp_path / "must_ask.csv").write_text("finding,question_order,why\nfever,one,infection\nfevr,2,\n")

    told = [one.where for one in Knowledge(tmp_path).refusals(tables()["must_ask"])]

    assert told == ["must_ask.csv, line 2, question_order", "must_ask.csv, line 3, why"]


@pytest.mark.parametrize("check", [check.__name__ for check in checks()])
def test_every_check_has_a_broken_table(check):
    assert (BROKEN / check).is_dir(), f"add tests/broken/{check}: the table it refuses and what it says"


def sentences() -> list[str]:
    """Every problem that the room of knowledge can tell, as its code has it; `.*` where a value is put in."""
    found = []
    for path in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            found += [pattern(text) for text in problem_of(node)]
    return [sentence for sentence in found if re.sub(r"\W|\.\*", "", sentence)]


def problem_of(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "problem":
        return [node.value]
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return []
    at = {"BadCellError": 0, "at": 2, "in_table": 1, "_at": 3}.get(node.func.id)
    raised = node.func.id == "KnowledgeError"
    named = [keyword.value for keyword in node.keywords if raised and keyword.arg == "problem"]
    return named if at is None else [node.args[at]]


def pattern(text: ast.expr) -> str:
    if isinstance(text, ast.Constant):
        return re.escape(str(text.value))
    if isinstance(text, ast.JoinedStr):
        return "".join(pattern(part) if isinstance(part, ast.Constant) else ".*" for part in text.values)
    return ".*"


@pytest.mark.parametrize("sentence", sentences())
def test_every_sentence_of_refusal_is_read_by_a_test(sentence):
    assert any(re.fullmatch(sentence, told["problem"], re.DOTALL) for told in TOLD.values()), (
        f"no table of tests/broken provokes it: {sentence}"
    )


def test_the_sentences_of_refusal_were_found():
    assert len(sentences()) > 70
