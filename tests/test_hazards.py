"""The hazard table: every hazard names its control, and at least one test that guards it and really runs."""

import ast
import csv
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "docs" / "safety" / "hazards.csv"
PAGE = ROOT / "docs" / "safety" / "hazards.md"
COLUMNS = ["id", "hazard", "harm", "control", "tests"]
TURNED_OFF = ("skip", "xfail")


def hazards() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS
        return list(reader)


@cache
def functions(path: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    classes = {f"{node.name}::": node.body for node in tree.body if isinstance(node, ast.ClassDef)}
    return {
        f"{within}{node.name}": node
        for within, body in {"": tree.body, **classes}.items()
        for node in body
        if isinstance(node, ast.FunctionDef)
    }


def fault(guard: str) -> str | None:
    """What is wrong with a guard; None when it stands.

    A guard is `path::function`, `path::Class::function` or a vignette of cases/.
    """
    path, _, name = guard.partition("::")
    if not (ROOT / path).is_file():
        return f"there is no {path}"
    if path.startswith("tests/cases/"):  # each of them is a test of test_cases.py
        return f"{path} is a known gap" if "known_gap" in tomllib.loads((ROOT / path).read_text()) else None
    function = functions(ROOT / path).get(name)
    if function is None or not function.name.startswith("test_"):
        return f"{path} has no test called {name!r}"
    marks = " ".join(ast.unparse(decorator) for decorator in function.decorator_list)
    return f"{guard} is turned off" if any(word in marks for word in TURNED_OFF) else None


@pytest.mark.parametrize("hazard", hazards(), ids=lambda hazard: hazard["id"])
def test_a_hazard_is_told_in_full_and_guarded_by_tests_that_exist(hazard):
    assert all(hazard[column].strip() for column in COLUMNS)
    assert [told for guard in hazard["tests"].split() if (told := fault(guard))] == []


def test_there_are_at_least_twenty_hazards_and_none_twice():
    ids = [hazard["id"] for hazard in hazards()]

    assert len(ids) >= 20
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("guard", "told"),
    [
        ("tests/no_such_file.py::test_it", "there is no"),
        ("tests/test_hazards.py::test_that_nobody_wrote", "no test called"),
        ("tests/test_hazards.py::hazards", "no test called"),
        ("tests/cases/no_such_case.toml", "there is no"),
    ],
)
def test_a_guard_that_does_not_exist_is_named(guard, told):
    assert told in str(fault(guard))


def test_the_page_shows_the_table():
    """`python docs/safety/render.py` writes the page anew."""
    page = PAGE.read_text(encoding="utf-8")

    for hazard in hazards():
        for column in ("hazard", "harm", "control"):
            assert hazard[column] in page
        for guard in hazard["tests"].split():
            assert guard.rpartition("/")[2] in page
