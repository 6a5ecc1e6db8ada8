"""The words of the tables in the language of the page, as far as that language has them."""

from __future__ import annotations

from multifidus.clinic.design.told import told
from multifidus.interview import Problem


def in_words(text: str | None) -> str:
    """A text of the tables as the reader reads it; empty stays empty."""
    return told(text) if text else ""


def problem_in_words(problem: Problem) -> str:
    """What is wrong with a field, as a sentence."""
    return told(str(problem))
