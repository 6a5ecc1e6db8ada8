"""Lines of examination and whole notes that contradict themselves: how many are read, and that nothing is taken wrongly.

The dev half was tuned on, the held half only measured; both were written before the rules.
"""

import pytest
from told_lines import KNOWLEDGE, exam_lines, whole_notes

LINES, NOTES = exam_lines(), whole_notes()


def faultless(lines, half):
    some = [line for line in lines if line.half == half]
    return sum(not line.faults() for line in some) / len(some)


@pytest.mark.parametrize("line", [*LINES, *NOTES], ids=lambda line: line.name)
def test_a_line_asks_for_something_that_exists(line):
    known = {*KNOWLEDGE.vocabulary, *KNOWLEDGE.measures, "load_lifted_kg", "spasms_per_week"}
    names = [token.removeprefix("-").partition("=")[0].partition(".")[0] for token in (*line.reads, *line.never)]

    assert names
    assert set(names) <= known


def test_no_line_stands_twice_and_half_of_them_are_held_back():
    assert len({line.text for line in LINES}) == len(LINES) >= 160
    assert abs(sum(line.half == "dev" for line in LINES) - sum(line.half == "held" for line in LINES)) <= 1


@pytest.mark.parametrize(
    ("lines", "half", "share"),
    [(LINES, "dev", 0.55), (LINES, "held", 0.50), (NOTES, "dev", 0.85), (NOTES, "held", 0.75)],
)
def test_lines_are_read_without_a_fault(lines, half, share):
    assert faultless(lines, half) >= share
